#pragma once
// What becomes of a page, or a part of one, on which the program finds nothing to read. Models see text on blank pages,
// too.

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace palimpsest {

enum class BlankPages {
    Skip, // the model is not asked
    Read, // it is shown all of it, and the result is marked as an experiment
};
inline constexpr std::array<std::pair<BlankPages, std::string_view>, 2> kBlankPagesWords{
    { { BlankPages::Skip, "skip" }, { BlankPages::Read, "read" } }
};

[[nodiscard]] inline std::string_view wordOf(BlankPages blank)
{
    for (const auto& [known, word] : kBlankPagesWords)
        if (known == blank)
            return word;
    return {};
}
[[nodiscard]] inline std::optional<BlankPages> blankPagesNamed(std::string_view name)
{
    for (const auto& [blank, word] : kBlankPagesWords)
        if (word == name)
            return blank;
    return std::nullopt;
}

} // namespace palimpsest
