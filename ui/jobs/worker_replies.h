#pragma once
// What the worker's replies say of models, as plain values. A key that is missing is taken for empty. Pure functions.

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "ui/jobs/model_info.h"

namespace palimpsest {

[[nodiscard]] std::vector<ModelInfo> modelsOf(const nlohmann::json& listReply);
// At which a page was read; 0: it does not say how large it is.
[[nodiscard]] double dpiOf(const nlohmann::json& readReply);
[[nodiscard]] LoadedModelInfo loadedModelOf(const nlohmann::json& loadReply);

} // namespace palimpsest
