#include "pipelines/decode/normalised_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

struct FreeText {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

std::string mapped(std::string_view text, int options)
{
    const std::string valid = withValidUtf8(text);
    utf8proc_uint8_t* raw = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
        static_cast<utf8proc_ssize_t>(valid.size()), &raw, static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(raw);
    if (length < 0)
        return valid; // no memory: left as it is
    return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

std::string encoded(utf8proc_int32_t point)
{
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t length = utf8proc_encode_char(point, bytes.data());
    return std::string(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool isPunctuation(char32_t point)
{
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return true;
    default:
        return false;
    }
}

} // namespace

std::u32string codePoints(std::string_view bytes)
{
    std::u32string points;
    for (const char c : withValidUtf8(bytes)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80)
            points.back() = (points.back() << 6) | (byte & 0x3FU);
        else
            points.push_back(byte < 0x80 ? byte
                    : byte < 0xE0        ? byte & 0x1FU
                    : byte < 0xF0        ? byte & 0x0FU
                                         : byte & 0x07U);
    }
    return points;
}

std::vector<std::string> wordsOf(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\n\r\f\v";
    std::vector<std::string> words;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
        if (text.empty())
            return words;
        const std::size_t length = std::min(text.find_first_of(kSpaces), text.size());
        words.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
}

std::string caseFolded(std::string_view text)
{
    return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string lowerCased(std::string_view text)
{
    std::string lower;
    for (const char32_t point : codePoints(text))
        lower += encoded(utf8proc_tolower(static_cast<utf8proc_int32_t>(point)));
    return lower;
}

std::string withoutPunctuation(std::string_view text)
{
    std::string kept;
    for (const char32_t point : codePoints(text))
        if (!isPunctuation(point))
            kept += encoded(static_cast<utf8proc_int32_t>(point));
    return kept;
}

std::string withSingleSpaces(std::string_view text)
{
    std::string joined;
    for (const std::string& word : wordsOf(text))
        joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\n\r\f\v";
    text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
    return std::string(text.substr(0, text.find_last_not_of(kSpaces) + 1));
}

} // namespace palimpsest
