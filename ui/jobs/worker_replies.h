#pragma once
// What the worker's replies say of models and of pages, as plain values. A key that is missing is taken for empty. Pure
// functions; any thread.

#include <optional>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/page_result.h"
#include "ui/jobs/model_info.h"

namespace palimpsest {

[[nodiscard]] std::vector<ModelInfo> modelsOf(const nlohmann::json& listReply);
[[nodiscard]] LoadedModelInfo loadedModelOf(const nlohmann::json& loadReply);

struct PageReply {
    PageResult result;
    std::optional<double> ink; // share of the page that is dark; empty: nobody looked
    double dpi = 0;            // at which the page was read; 0: it does not say how large it is
    bool holdsText = false;    // that could stand for a reading
};
Result<PageReply> pageReplyOf(const nlohmann::json& readReply);

} // namespace palimpsest
