#include "pipelines/music/notation.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace palimpsest {

int Clef::lowestStep() const
{
    const int named = sign == 'G' ? 4 : sign == 'F' ? -4 : 0;
    return named - 2 * (line - 1) + 7 * octaves;
}

std::optional<Clef> clefOf(const std::string& interpretation)
{
    if (!interpretation.starts_with("*clef") || interpretation.size() < 7)
        return std::nullopt;
    Clef clef;
    clef.sign = interpretation[5];
    for (std::size_t at = 6; at + 1 < interpretation.size(); ++at)
        clef.octaves += interpretation[at] == 'v' ? -1 : interpretation[at] == '^' ? 1 : 0;
    clef.octaves = std::clamp(clef.octaves, -2, 2);
    clef.line = interpretation.back() - '0';
    const bool known = (clef.sign == 'G' || clef.sign == 'F' || clef.sign == 'C') && clef.line >= 1 && clef.line <= 5;
    return known ? std::optional(clef) : std::nullopt;
}

Clef usualClef(bool highest)
{
    return highest ? Clef{} : Clef{ 'F', 4, 0 };
}

std::optional<int> fifthsOf(const std::string& interpretation)
{
    if (!interpretation.starts_with("*k["))
        return std::nullopt;
    const auto sharps = std::count(interpretation.begin(), interpretation.end(), '#');
    const auto flats = std::count(interpretation.begin(), interpretation.end(), '-');
    return static_cast<int>(std::clamp<std::ptrdiff_t>(sharps - flats, -7, 7));
}

int alterationIn(int fifths, int step)
{
    constexpr std::string_view kSharps = "3041526"; // letters from c, in the order in which they are raised
    const int letter = (step % 7 + 7) % 7;
    const int place = static_cast<int>(kSharps.find(static_cast<char>('0' + letter)));
    return fifths > 0 ? (place < fifths ? 1 : 0) : (6 - place < -fifths ? -1 : 0);
}

WrittenLength writtenLength(const KernNote& note)
{
    if (note.reciprocal == 0)
        return { note.grace ? 3 : -1, 1, 1 };
    WrittenLength written{ 0, 1, 1 };
    int shape = 1;
    while (shape * 2 * note.divisor <= note.reciprocal) {
        shape *= 2;
        ++written.halvings;
    }
    const int normal = shape * note.divisor;
    const int common = std::gcd(note.reciprocal, normal);
    written.actual = note.reciprocal / common;
    written.normal = normal / common;
    return written;
}

} // namespace palimpsest
