#pragma once
// How much arithmetic and how many bytes each stage of a model takes: the formulas of spec 8. Plain functions.

#include <cstddef>

#include "engine/model/model_config.h"

namespace palimpsest {

// Operations (a multiplication and an addition count two) to turn one image into projected rows.
[[nodiscard]] double encoderOperations(const ModelConfig& config);

// To pass a prefix of `tokens` and compute the logits of its last row. Of the last layer only keys and values are
// needed for every row.
[[nodiscard]] double prefillOperations(const ModelConfig& config, std::size_t tokens, std::size_t outputVocabulary);

// To pass one token that sees `keys` positions.
[[nodiscard]] double decodeOperations(const ModelConfig& config, std::size_t keys, std::size_t outputVocabulary);

// Bytes of keys and values that one token reads when it sees `keys` positions in f32.
[[nodiscard]] double keyValueBytes(const ModelConfig& config, std::size_t keys);

} // namespace palimpsest
