#include "engine/tokenizer/piece.h"

#include <algorithm>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

std::string padded(int number, std::size_t digits)
{
    const std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

} // namespace

std::string withSpaceMarks(std::string_view text)
{
    return withReplaced(text, " ", kSpaceMark);
}

std::string withoutSpaceMarks(std::string_view text)
{
    return withReplaced(text, kSpaceMark, " ");
}

std::string bytePieceText(std::uint8_t byte)
{
    return std::string("<0x") + kHexDigits[byte >> 4] + kHexDigits[byte & 15] + '>';
}

std::optional<std::uint8_t> byteOf(std::string_view pieceText)
{
    if (pieceText.size() != 6 || !pieceText.starts_with("<0x") || pieceText.back() != '>')
        return std::nullopt;
    const std::size_t high = kHexDigits.find(pieceText[3]);
    const std::size_t low = kHexDigits.find(pieceText[4]);
    if (high == std::string_view::npos || low == std::string_view::npos)
        return std::nullopt;
    return static_cast<std::uint8_t>(high * 16 + low);
}

std::string locationPieceText(int bin)
{
    return "<loc" + padded(bin, 4) + ">";
}

std::string segmentPieceText(int code)
{
    return "<seg" + padded(code, 3) + ">";
}

} // namespace palimpsest
