#pragma once
// Writes a tokenizer.model from a table of pieces: byte pair encoding, identity normaliser, as PaliGemma's is. The
// format is the protocol buffer of sentencepiece_model.proto, written by hand: three messages of a few fields each.

#include <span>
#include <string>

#include "engine/tokenizer/piece.h"

namespace palimpsest {

// The bytes of the file. The table has exactly one Unknown piece, and all 256 Byte pieces or none; texts are not empty
// and differ from each other.
std::string sentencePieceModel(std::span<const Piece> pieces);

// The normalizer field alone: text is taken as it is, spaces become U+2581. Behind another model it overrides that
// model's normalizer.
std::string identityNormalizerField();

} // namespace palimpsest
