#include "pipelines/ocr/doubled_dashes.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

constexpr std::size_t kDashBytes = 3; // of U+2013 and U+2014

bool isDashAt(std::string_view text, std::size_t at)
{
    return at < text.size() && (text.substr(at, kDashBytes) == "\u2013" || text.substr(at, kDashBytes) == "\u2014");
}

} // namespace

TextPiece withoutDoubledDashes(TextPiece piece)
{
    const std::string before = std::exchange(piece.text, {});
    std::vector<float> confidences;
    std::size_t character = 0; // that `at` lies in, counted from 1
    for (std::size_t at = 0; at < before.size(); ++at) {
        const bool begins = !isUtf8Continuation(before[at]);
        character += begins ? 1 : 0;
        if (before[at] == '-' && (isDashAt(before, at + 1) || (at >= kDashBytes && isDashAt(before, at - kDashBytes))))
            continue;
        piece.text += before[at];
        if (begins && character <= piece.characterConfidences.size())
            confidences.push_back(piece.characterConfidences[character - 1]);
    }
    piece.characterConfidences = std::move(confidences);
    return piece;
}

} // namespace palimpsest
