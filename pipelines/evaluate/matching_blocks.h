#pragma once
// How much of two texts agrees, counted as Python's difflib counts it: the longest run of equal symbols, then the same
// to its left and to its right. In texts of 200 symbols and more, symbols of b that make up more than a hundredth of it
// begin no run ("autojunk").

#include <cstddef>
#include <string_view>

namespace palimpsest {

// Symbols in the matching blocks of SequenceMatcher(None, a, b).
[[nodiscard]] std::size_t matchedLength(std::u32string_view a, std::u32string_view b);

} // namespace palimpsest
