#pragma once
// Reads the tokenizer.json of a Hugging Face folder: byte pair encoding with spaces written as U+2581, merges as "a b"
// or ["a", "b"], added tokens. Anything else in it that would change ids is refused, never ignored.

#include <cstdint>
#include <string_view>

#include "engine/base/result.h"
#include "engine/tokenizer/bpe_encoder.h"

namespace palimpsest {

// `source` names the text in messages. InvalidModel for what is no such file, Unsupported for a tokenizer of another
// kind.
Result<BpeTable> parseTokenizerJson(std::string_view json, std::string_view source);

// Early conversions left <loc0000>..<loc1023> and <seg000>..<seg127> out of the file: adds them as user-defined pieces
// from `firstId` on when the table ends right there and has none of them.
void addMissingLocationPieces(BpeTable& table, std::int32_t firstId);

} // namespace palimpsest
