#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace palimpsest {
namespace {

struct LeadByte {
    std::uint8_t first; // lowest and highest lead byte of the row
    std::uint8_t last;
    std::uint8_t secondFirst; // lowest and highest second byte behind it
    std::uint8_t secondLast;
    std::uint8_t bytes;
};

// Table 3-7 of the Unicode standard.
constexpr std::array<LeadByte, 8> kLeadBytes{ { { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 },
    { 0xE1, 0xEC, 0x80, 0xBF, 3 }, { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 },
    { 0xF0, 0xF0, 0x90, 0xBF, 4 }, { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 } } };

std::uint8_t byteAt(std::string_view text, std::size_t index)
{
    return static_cast<std::uint8_t>(text[index]);
}

} // namespace

std::size_t utf8SymbolBytes(std::string_view text)
{
    if (text.empty())
        return 0;
    const std::uint8_t lead = byteAt(text, 0);
    if (lead < 0x80)
        return 1;
    for (const LeadByte& row : kLeadBytes) {
        if (lead < row.first || lead > row.last)
            continue;
        if (text.size() < row.bytes || byteAt(text, 1) < row.secondFirst || byteAt(text, 1) > row.secondLast)
            return 0;
        for (std::size_t i = 2; i < row.bytes; ++i) {
            if ((byteAt(text, i) & 0xC0) != 0x80)
                return 0;
        }
        return row.bytes;
    }
    return 0;
}

std::size_t utf8SymbolCount(std::string_view text)
{
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isUtf8Continuation));
}

std::string withValidUtf8(std::string_view text)
{
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t bytes = utf8SymbolBytes(text);
        if (bytes > 0)
            valid.append(text.substr(0, bytes));
        else
            valid.append("\xEF\xBF\xBD");
        text.remove_prefix(bytes > 0 ? bytes : 1);
    }
    return valid;
}

std::string withReplaced(std::string_view text, std::string_view from, std::string_view to)
{
    std::string replaced;
    replaced.reserve(text.size());
    std::size_t done = 0;
    for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from, done)) {
        replaced.append(text.substr(done, at - done)).append(to);
        done = at + from.size();
    }
    return replaced.append(text.substr(done));
}

} // namespace palimpsest
