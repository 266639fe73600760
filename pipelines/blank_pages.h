#pragma once
// What becomes of a page, or a part of one, on which the program finds nothing to read. Models see text on blank pages,
// too.

#include <array>
#include <string_view>
#include <utility>

#include "pipelines/enum_words.h"

namespace palimpsest {

enum class BlankPages {
    Skip, // the model is not asked
    Read, // it is shown all of it, and the result is marked as an experiment
};
inline constexpr std::array<std::pair<BlankPages, std::string_view>, 2> kBlankPagesWords{
    { { BlankPages::Skip, "skip" }, { BlankPages::Read, "read" } }
};

[[nodiscard]] constexpr const auto& wordsOf(BlankPages)
{
    return kBlankPagesWords;
}

} // namespace palimpsest
