#pragma once
// A small tokenizer of PaliGemma's kind, trained by sentencepiece itself on made-up words, and strange texts to try it
// on.

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/model/model_config.h"
#include "engine/tokenizer/piece.h"

namespace palimpsest {

// Control <pad> 0, <eos> 1, <bos> 2, <unk> 3; user-defined runs of newlines and spaces, tags, all <loc> and <seg>; byte
// fallback. User-defined pieces are marked as such.
const std::vector<Piece>& samplePieces();
// The file that the trainer wrote for them.
const std::string& sampleModel();
// A config that matches: <image> stands behind the pieces.
ModelConfig sampleConfig();

enum class MergeForm { Strings, Pairs }; // "a b" | ["a", "b"]
// The tokenizer.json that the Transformers library would write for the same table: every way to split a piece into two
// is a merge, <image> is an added token.
nlohmann::json sampleTokenizerJson(MergeForm form);

// Words of the training text, runs of spaces and newlines, CRLF, tabs, CJK, emoji, combining marks, <loc0123>, control
// tokens spelled out, U+2581, and now and then a byte that is no UTF-8.
std::string strangeText(std::uint64_t seed);

} // namespace palimpsest
