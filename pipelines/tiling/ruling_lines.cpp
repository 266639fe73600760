#include "pipelines/tiling/ruling_lines.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {
namespace {

// In heights of the print.
constexpr double kShortestAcross = 3.0; // feet of letters that run into each other are shorter
constexpr double kShortestDown = 1.3;   // between two lines across
constexpr double kShortestAlone = 4.0;  // that end at none
constexpr double kEnd = 0.4;            // from a line across
constexpr double kThickest = 0.4;

constexpr int kThinnest = 5;    // pixels that a line may have at any size of print
constexpr double kDrift = 0.01; // of its length, that a line may climb
constexpr int kBreak = 2;       // pixels of white that do not end a line
constexpr int kStep = 3;        // pixels to the side at which a climbing line goes on
constexpr double kLeastInk = 0.9;

struct Run {
    int row = 0; // across the direction of the line
    int begin = 0;
    int end = 0;
};

// A line in the making, in its own direction.
struct Stroke {
    int firstRow = 0;
    int lastRow = 0;
    int begin = 0;
    int end = 0;
};

// `at(along, row)`: whether there is ink.
template <typename Ink> void addRuns(std::vector<Run>& runs, int length, int row, double shortest, const Ink& at)
{
    Run run{ row, 0, 0 };
    int ink = 0;
    const auto finish = [&] {
        const int size = run.end - run.begin;
        if (ink > 0 && size >= shortest && ink >= kLeastInk * size)
            runs.push_back(run);
        ink = 0;
    };
    for (int i = 0; i < length; ++i) {
        if (!at(i, row))
            continue;
        if (ink > 0 && i - run.end > kBreak)
            finish();
        if (ink == 0)
            run.begin = i;
        run.end = i + 1;
        ++ink;
    }
    finish();
}

template <typename Ink>
std::vector<Stroke> strokes(int length, int rows, double shortest, double textHeight, const Ink& at)
{
    std::vector<Run> runs;
    for (int row = 0; row < rows; ++row)
        addRuns(runs, length, row, shortest, at);
    std::vector<Stroke> found;
    for (const Run& run : runs) {
        const auto goesOn = std::find_if(found.rbegin(), found.rend(), [&run](const Stroke& stroke) {
            return run.row - stroke.lastRow <= kStep && run.begin <= stroke.end + kStep
                && stroke.begin <= run.end + kStep;
        });
        if (goesOn == found.rend()) {
            found.push_back({ run.row, run.row, run.begin, run.end });
            continue;
        }
        goesOn->lastRow = run.row;
        goesOn->begin = std::min(goesOn->begin, run.begin);
        goesOn->end = std::max(goesOn->end, run.end);
    }
    std::erase_if(found, [textHeight](const Stroke& stroke) {
        const double thickest = std::max<double>(kThinnest, kThickest * textHeight);
        return stroke.lastRow - stroke.firstRow + 1 > thickest + kDrift * (stroke.end - stroke.begin);
    });
    return found;
}

} // namespace

RulingLines findRulingLines(const InkMap& ink, double textHeight)
{
    const auto width = static_cast<int>(ink.width);
    const auto height = static_cast<int>(ink.height);
    const auto at = [&ink](int x, int y) { return ink.at(static_cast<std::size_t>(x), static_cast<std::size_t>(y)); };
    RulingLines lines;
    for (const Stroke& stroke : strokes(width, height, kShortestAcross * textHeight, textHeight, at))
        lines.across.push_back({ stroke.begin, stroke.firstRow, stroke.end, stroke.lastRow + 1 });
    for (const Stroke& stroke :
        strokes(height, width, kShortestDown * textHeight, textHeight, [&at](int y, int x) { return at(x, y); }))
        lines.down.push_back({ stroke.firstRow, stroke.begin, stroke.lastRow + 1, stroke.end });
    // Stems of letters end nowhere.
    const auto meets = [&lines, textHeight](const PixelBox& line, int y) {
        return std::any_of(lines.across.begin(), lines.across.end(), [&](const PixelBox& other) {
            return sharedColumns(line, other) >= -kEnd * textHeight && other.top - y <= kEnd * textHeight
                && y - other.bottom <= kEnd * textHeight;
        });
    };
    std::erase_if(lines.down, [&](const PixelBox& line) {
        return line.height() < kShortestAlone * textHeight && !(meets(line, line.top) && meets(line, line.bottom));
    });
    return lines;
}

} // namespace palimpsest
