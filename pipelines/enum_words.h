#pragma once
// Values of an enumeration and the words that files and command lines have for them. A type takes part by a function
// wordsOf(Type) beside it, which gives a table of pairs; a value without a word is written as an empty one.

#include <optional>
#include <string_view>

namespace palimpsest {

template <typename Value> [[nodiscard]] constexpr std::string_view wordOf(Value value)
{
    for (const auto& [known, word] : wordsOf(value))
        if (known == value)
            return word;
    return {};
}

template <typename Value> [[nodiscard]] constexpr std::optional<Value> valueFrom(std::string_view word)
{
    for (const auto& [value, known] : wordsOf(Value{}))
        if (known == word)
            return value;
    return std::nullopt;
}

} // namespace palimpsest
