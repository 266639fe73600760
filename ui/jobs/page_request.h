#pragma once
// A job as the worker is asked to do it: the parameters of `page/read`. Pure.

#include <nlohmann/json_fwd.hpp>

#include "ui/jobs/job.h"
#include "ui/project/project.h"

namespace palimpsest {

[[nodiscard]] nlohmann::ordered_json pageRequest(const Job& job, const PageEntry& page, const DocumentEntry& document);

} // namespace palimpsest
