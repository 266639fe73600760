#pragma once
// One entry of a tokenizer's table. Plain values; the place in the table is the token id.

#include <string>

namespace palimpsest {

// The numbers are those of sentencepiece_model.proto.
enum class PieceType {
    Normal = 1,      // taken from text by merging
    Unknown = 2,     // stands for what no piece covers; exactly one per table
    Control = 3,     // set by id only, never taken from text
    UserDefined = 4, // cut out of the text whole, before any merging
    Unused = 5,      // decodes, but is never produced by encoding
    Byte = 6,        // "<0x41>": one byte of a symbol that no piece covers
};

struct Piece {
    std::string text; // UTF-8, with U+2581 for every space
    float score = 0;  // Normal: the adjacent pair that makes the highest score is merged first
    PieceType type = PieceType::Normal;
};

} // namespace palimpsest
