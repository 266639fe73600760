#pragma once
// Lets exactly one answer through, so that the model's probabilities of it can be read off. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/generate/vision_language_model.h"

namespace palimpsest {

// The tokens of `ids` one after the other, then the end.
LogitsMask fixedAnswerMask(std::vector<std::int32_t> ids, std::int32_t eosId);

} // namespace palimpsest
