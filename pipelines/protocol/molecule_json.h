#pragma once
// Molecules as the "content" of a result, and back.

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/molecule/molecules.h"

namespace palimpsest {

struct Node;

nlohmann::ordered_json moleculesJson(const Molecules& molecules);
Result<Molecules> readMolecules(const Node& content);

} // namespace palimpsest
