#pragma once
// A truth written by hand says where what stands, not what a model was asked: the keys of docs/result-json.md that only
// a reading has may be left out.

#include <nlohmann/json_fwd.hpp>

namespace palimpsest {

// Adds what is missing: provenance, partial, confidences, states, codes, masks, answers; pieces, one to each line.
void fillResultDefaults(nlohmann::json& result);

} // namespace palimpsest
