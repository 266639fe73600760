#pragma once
// Errors of **kern scores, as A. Rios-Vila, J. Calvo-Zaragoza and T. Paquet count them ("Sheet Music Transformer",
// ICDAR 2024): in characters, in symbols, in lines. Sums over scores are divided at the end.

#include <string_view>

#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {

enum class KernCharacters {
    All,         // every character, tab, space and line break; the published code of today
    OfNotes,     // those of notes; line breaks and tabs are one each, spaces none; the published code before
    OfStructure, // notes whole, line breaks and tabs three each; the code of the journal article
};

[[nodiscard]] ErrorCount kernCharacterErrors(std::string_view found, std::string_view truth, KernCharacters counted);

// Symbols are what stands between spaces, tabs and line breaks, and every tab and line break.
[[nodiscard]] ErrorCount kernSymbolErrors(std::string_view found, std::string_view truth);

[[nodiscard]] ErrorCount kernLineErrors(std::string_view found, std::string_view truth);

} // namespace palimpsest
