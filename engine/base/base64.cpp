#include "engine/base/base64.h"

#include <algorithm>
#include <cstddef>

namespace palimpsest {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kBytes = 3; // of a group
constexpr std::size_t kGroup = 4; // letters

} // namespace

std::string toBase64(std::span<const std::uint8_t> bytes)
{
    std::string text;
    text.reserve((bytes.size() + kBytes - 1) / kBytes * kGroup);
    for (std::size_t at = 0; at < bytes.size(); at += kBytes) {
        const std::size_t there = std::min(kBytes, bytes.size() - at);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < kBytes; ++i)
            bits = bits << 8U | (i < there ? bytes[at + i] : 0U);
        for (std::size_t i = 0; i < kGroup; ++i)
            text += i <= there ? kLetters[bits >> (18U - 6U * i) & 63U] : '=';
    }
    return text;
}

std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text)
{
    if (text.size() % kGroup != 0)
        return std::nullopt;
    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() / kGroup * kBytes);
    for (std::size_t at = 0; at < text.size(); at += kGroup) {
        const std::string_view group = text.substr(at, kGroup);
        const bool last = at + kGroup == text.size();
        const std::size_t letters = last ? std::min(group.find('='), kGroup) : kGroup;
        if (letters < 2 || group.find_first_not_of('=', letters) != std::string_view::npos)
            return std::nullopt;
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < kGroup; ++i) {
            const std::size_t value = i < letters ? kLetters.find(group[i]) : 0;
            if (value == std::string_view::npos)
                return std::nullopt;
            bits = bits << 6U | static_cast<std::uint32_t>(value);
        }
        for (std::size_t i = 0; i + 1 < letters; ++i)
            bytes.push_back(static_cast<std::uint8_t>(bits >> (16U - 8U * i)));
        if ((bits & ((1U << (24U - 8U * (letters - 1))) - 1U)) != 0)
            return std::nullopt;
    }
    return bytes;
}

} // namespace palimpsest
