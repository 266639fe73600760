#pragma once
// What makes two texts alike before they are compared. A metric never does this by itself: who reports a figure says
// which of these went before it. Unicode by utf8proc; bytes that are no UTF-8 become U+FFFD.

#include <string>
#include <string_view>
#include <vector>

#include "pipelines/decode/composed_text.h"

namespace palimpsest {

// Bytes that are no UTF-8 become U+FFFD, one each.
[[nodiscard]] std::u32string codePoints(std::string_view bytes);

// Split at white space; no empty words.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);

[[nodiscard]] std::string caseFolded(std::string_view text);         // NFC with case folding
[[nodiscard]] std::string lowerCased(std::string_view text);         // letter by letter
[[nodiscard]] std::string withoutPunctuation(std::string_view text); // symbols of the categories P*
[[nodiscard]] std::string withSingleSpaces(
    std::string_view text); // runs of white space are one space, none at the ends
[[nodiscard]] std::string trimmed(std::string_view text);

} // namespace palimpsest
