#pragma once
// Draws the next token from one row of logits. Pure but for the random state, which belongs to one answer. The most
// probable one is found by engine/generate/token_selector.h.

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "engine/generate/vision_language_model.h"

namespace palimpsest {

// One row of logits on the host; log-probability of id i is values[i] - logSumExp.
struct LogitsRow {
    std::vector<float> values; // [output vocabulary]
    float logSumExp = 0;

    [[nodiscard]] AnswerToken tokenAt(std::int32_t id) const
    {
        return { id, values[static_cast<std::size_t>(id)] - logSumExp };
    }
};

// Ids that may be chosen; nullopt: all. Ids outside the vocabulary are ignored; an empty list allows nothing.
using AllowedIds = std::optional<std::vector<std::int32_t>>;

// Draws from softmax(logits / temperature) over the allowed ids, cut to the smallest set of most probable tokens whose
// probabilities reach topP (Holtzman et al. 2020).
[[nodiscard]] std::optional<AnswerToken> drawToken(
    const LogitsRow& row, const AllowedIds& allowed, const SamplingOptions& options, std::mt19937_64& random);

} // namespace palimpsest
