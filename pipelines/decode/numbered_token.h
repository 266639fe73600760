#pragma once
// The spelling of <loc0123> and <seg012>: an opening, a fixed number of digits, '>'.

#include <cstddef>
#include <optional>
#include <string_view>

namespace palimpsest {

// The number when `text` starts with such a token and the number is below `count`.
[[nodiscard]] std::optional<int> numberedTokenAt(
    std::string_view text, std::string_view opening, std::size_t digits, int count);

} // namespace palimpsest
