#pragma once
// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. Any thread.

#include <cstddef>
#include <string>
#include <string_view>

namespace palimpsest {

// Bytes of the symbol that `text` starts with, 1 to 4; 0 when it is empty or starts with none.
std::size_t utf8SymbolBytes(std::string_view text);

// Whether the byte goes on with a symbol that began before it.
[[nodiscard]] constexpr bool isUtf8Continuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Of valid UTF-8.
std::size_t utf8SymbolCount(std::string_view text);

// Every byte that is part of no symbol becomes U+FFFD.
std::string withValidUtf8(std::string_view text);

// The same text with every `from` replaced by `to`, left to right; `from` is not empty.
std::string withReplaced(std::string_view text, std::string_view from, std::string_view to);

} // namespace palimpsest
