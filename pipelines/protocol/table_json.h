#pragma once
// Tables as the "content" of a result, and back.

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct Node;

nlohmann::ordered_json tablesJson(const Tables& tables);
Result<Tables> readTables(const Node& content);

} // namespace palimpsest
