#include "pipelines/export/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pipelines/turned_box.h"

namespace palimpsest {
namespace {

constexpr double kMostWhite = 0.75; // of the height of a line
constexpr double kMostGrowth = 1.5; // of the height of a line; higher ones are a heading
constexpr double kMostPitch = 1.3;  // of the usual one; half a line of white more is about 1.4
constexpr std::size_t kFewestPitches = 4;

// A box as it would stand were its line level and the page upright. Moved along a falling line it stays as high: a line
// that falls to the right is taller the longer it is.
RectF levelled(const RectF& box, const Provenance& provenance)
{
    const RectF upright = turnedBox(box, provenance.rotation);
    const double fall = std::tan(provenance.skew * std::numbers::pi / 180);
    const double centre = (upright.top + upright.bottom) / 2 - fall * (upright.left + upright.right) / 2;
    const double height = std::max(upright.height() / 2, upright.height() - std::abs(fall) * upright.width());
    return { upright.left, centre - height / 2, upright.right, centre + height / 2 };
}

RectF levelledLine(const TextLine& line, const Provenance& provenance)
{
    if (line.pieces.empty())
        return levelled(line.box, provenance);
    RectF box = levelled(line.pieces.front().box, provenance);
    for (const TextPiece& piece : line.pieces)
        box = united(box, levelled(piece.box, provenance));
    return box;
}

bool goesOn(const RectF& before, const RectF& line)
{
    const double shorter = std::min(before.height(), line.height());
    const double taller = std::max(before.height(), line.height());
    const double white = line.top - before.bottom;
    return shorter > 0 && taller <= kMostGrowth * shorter && white <= kMostWhite * shorter
        && line.top >= before.top + shorter / 2 && line.left < before.right && before.left < line.right;
}

// How far the middle of a line lies below that of the one before, in heights of the taller one.
double pitch(const RectF& before, const RectF& line)
{
    return ((line.top + line.bottom) - (before.top + before.bottom)) / 2 / std::max(before.height(), line.height());
}

// The most that lines of one paragraph may lie apart, as pitch() has it.
double mostPitch(const std::vector<RectF>& lines)
{
    std::vector<double> pitches;
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (goesOn(lines[i - 1], lines[i]))
            pitches.push_back(pitch(lines[i - 1], lines[i]));
    if (pitches.size() < kFewestPitches)
        return 1 + kMostWhite;
    const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2);
    std::nth_element(pitches.begin(), middle, pitches.end());
    return kMostPitch * *middle;
}

} // namespace

std::vector<Paragraph> paragraphsOf(const OcrResult& result, const Provenance& provenance)
{
    std::vector<const TextLine*> lines;
    std::vector<RectF> boxes;
    for (const TextLine& line : result.lines) {
        if (line.text.find_first_not_of(" \t\r\n\f\v") == std::string::npos)
            continue;
        lines.push_back(&line);
        boxes.push_back(levelledLine(line, provenance));
    }
    const double most = mostPitch(boxes);
    std::vector<Paragraph> paragraphs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0 && goesOn(boxes[i - 1], boxes[i]) && pitch(boxes[i - 1], boxes[i]) <= most) {
            paragraphs.back().box = united(paragraphs.back().box, lines[i]->box);
            paragraphs.back().lines.push_back(lines[i]);
        } else {
            paragraphs.push_back({ { lines[i] }, lines[i]->box });
        }
    }
    return paragraphs;
}

} // namespace palimpsest
