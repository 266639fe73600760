#include "pipelines/decode/numbered_token.h"

namespace palimpsest {

std::optional<int> numberedTokenAt(std::string_view text, std::string_view opening, std::size_t digits, int count)
{
    if (text.size() < opening.size() + digits + 1 || !text.starts_with(opening) || text[opening.size() + digits] != '>')
        return std::nullopt;
    int number = 0;
    for (const char c : text.substr(opening.size(), digits)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number < count ? std::optional(number) : std::nullopt;
}

} // namespace palimpsest
