#pragma once
// The table of pieces of a synthetic checkpoint: control tokens where the config has them, a piece for every byte, so
// that any text has ids, and <loc>/<seg> pieces right below the image token where there is room. Everything else
// decodes and is never produced. Pure; any thread.

#include <vector>

#include "engine/model/model_config.h"
#include "engine/tokenizer/piece.h"

namespace palimpsest {

// As many pieces as ids below the image token.
[[nodiscard]] std::vector<Piece> syntheticPieces(const ModelConfig& config);

} // namespace palimpsest
