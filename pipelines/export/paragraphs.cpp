#include "pipelines/export/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/turned_box.h"

namespace palimpsest {
namespace {

constexpr double kMostWhite = 0.75;      // of the height of a line
constexpr double kMostWhiteOfMany = 1.5; // where the page has enough lines for the usual pitch to tell
constexpr double kMostGrowth = 1.5;      // of the height of a line; higher ones are a heading
constexpr double kMostPitch = 1.3;       // of the usual one; half a line of white more is about 1.4
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

// `white`: the most that may be between them.
bool goesOn(const RectF& before, const RectF& line, double white)
{
    const double shorter = std::min(before.height(), line.height());
    const double taller = std::max(before.height(), line.height());
    return shorter > 0 && taller <= kMostGrowth * shorter && line.top - before.bottom <= white
        && line.top >= before.top + shorter / 2 && line.left < before.right && before.left < line.right;
}

// How far apart the lines of one paragraph lie on a page. Only a line that is higher than usual counts with its own
// height.
class Pitch {
public:
    explicit Pitch(const std::vector<RectF>& lines)
    {
        std::vector<double> heights;
        for (const RectF& line : lines)
            heights.push_back(line.height());
        if (!heights.empty())
            m_height = medianOf(std::move(heights));
        std::vector<double> pitches;
        for (std::size_t i = 1; i < lines.size(); ++i)
            if (goesOn(lines[i - 1], lines[i], kMostWhiteOfMany * m_height))
                pitches.push_back(pitch(lines[i - 1], lines[i]));
        if (pitches.size() >= kFewestPitches)
            m_most = kMostPitch * medianOf(std::move(pitches));
    }
    [[nodiscard]] bool isOfOneParagraph(const RectF& before, const RectF& line) const
    {
        return m_most ? goesOn(before, line, kMostWhiteOfMany * m_height) && pitch(before, line) <= *m_most
                      : goesOn(before, line, kMostWhite * std::min(before.height(), line.height()));
    }

private:
    [[nodiscard]] double pitch(const RectF& before, const RectF& line) const
    {
        return ((line.top + line.bottom) - (before.top + before.bottom)) / 2
            / std::max({ m_height, before.height(), line.height() });
    }
    double m_height = 0;          // of the usual line
    std::optional<double> m_most; // in such heights; empty: too few lines to tell
};

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
    const Pitch pitch(boxes);
    std::vector<Paragraph> paragraphs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0 && pitch.isOfOneParagraph(boxes[i - 1], boxes[i])) {
            paragraphs.back().box = united(paragraphs.back().box, lines[i]->box);
            paragraphs.back().lines.push_back(lines[i]);
        } else {
            paragraphs.push_back({ { lines[i] }, lines[i]->box });
        }
    }
    return paragraphs;
}

} // namespace palimpsest
