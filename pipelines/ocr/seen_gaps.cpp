#include "pipelines/ocr/seen_gaps.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

constexpr double kReach = 1.5; // characters between where a gap is and where equal widths would put it

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Bytes above 0x7F belong to letters.
bool isWordCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool endsAWord(std::string_view text, std::size_t at)
{
    constexpr std::string_view kMarks = ".,;:!?)\"";
    if (at == 0 || at + 1 >= text.size() || kMarks.find(text[at]) == std::string_view::npos || text[at - 1] == ' ')
        return false;
    const char next = text[at + 1];
    if (isDigit(text[at - 1]) && isDigit(next))
        return false;
    return isWordCharacter(next) || next == '(';
}

} // namespace

std::string withSeenGaps(std::string_view text, std::span<const double> gaps)
{
    auto missing = static_cast<std::ptrdiff_t>(gaps.size()) - std::count(text.begin(), text.end(), ' ');
    const auto characters = static_cast<double>(utf8SymbolCount(text));
    std::string spaced;
    double place = 0; // characters so far
    for (std::size_t at = 0; at < text.size(); ++at) {
        spaced += text[at];
        place += isUtf8Continuation(text[at]) ? 0 : 1;
        if (missing <= 0 || !endsAWord(text, at))
            continue;
        const bool seen = std::any_of(
            gaps.begin(), gaps.end(), [&](double gap) { return std::fabs(gap * characters - place) <= kReach; });
        if (seen) {
            spaced += ' ';
            --missing;
        }
    }
    return spaced;
}

TextPiece withSeenGaps(TextPiece piece, std::span<const double> gaps)
{
    const std::string before = std::exchange(piece.text, withSeenGaps(std::string_view(piece.text), gaps));
    if (piece.characterConfidences.empty())
        return piece;
    std::vector<float> confidences;
    auto known = piece.characterConfidences.begin();
    std::size_t at = 0; // in the text as it was
    for (const char c : piece.text) {
        const bool putIn = c == ' ' && before[at] != ' ';
        if (putIn)
            confidences.push_back(confidences.back());
        else if (!isUtf8Continuation(c))
            confidences.push_back(*known++);
        at += putIn ? 0 : 1;
    }
    piece.characterConfidences = std::move(confidences);
    return piece;
}

} // namespace palimpsest
