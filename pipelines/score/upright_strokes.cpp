#include "pipelines/score/upright_strokes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace palimpsest {
namespace {

constexpr int kShortest = kSpace * 7 / 4;
constexpr int kLargestBreak = 1;
constexpr int kWidest = kSpace * 3 / 4;   // the thick line at the end of a piece
constexpr int kSameEnd = kSpace * 5 / 16; // columns of one stroke may end so far apart

struct Run {
    int x = 0;
    int top = 0;
    int bottom = 0;
};

void addRuns(const Bitmap& signs, int x, std::vector<Run>& runs)
{
    for (int y = 0; y < signs.height;) {
        if (!signs.at(x, y)) {
            ++y;
            continue;
        }
        const int top = y;
        int bottom = y;
        for (int white = 0; y < signs.height && white <= kLargestBreak; ++y) {
            white = signs.at(x, y) ? 0 : white + 1;
            bottom = white == 0 ? y + 1 : bottom;
        }
        if (bottom - top >= kShortest)
            runs.push_back({ x, top, bottom });
    }
}

// What begins or ends beside a longer stroke is the side of a head that hangs there.
void dropEdges(std::vector<UprightStroke>& strokes)
{
    const std::vector<UprightStroke> all = strokes;
    std::erase_if(strokes, [&all](const UprightStroke& stroke) {
        return std::any_of(all.begin(), all.end(), [&stroke](const UprightStroke& other) {
            const bool isLonger
                = other.height() > stroke.height() || (other.height() == stroke.height() && other.left < stroke.left);
            return isLonger && other.left <= stroke.right + 1 && stroke.left <= other.right + 1
                && stroke.top >= other.top - kSameEnd && stroke.bottom <= other.bottom + kSameEnd;
        });
    });
}

} // namespace

std::vector<UprightStroke> uprightsOf(const Bitmap& signs)
{
    std::vector<UprightStroke> strokes;
    std::vector<Run> runs;
    for (int x = 0; x < signs.width; ++x) {
        runs.clear();
        addRuns(signs, x, runs);
        for (const Run& run : runs) {
            const auto goesOn = [&run](const UprightStroke& stroke) {
                return stroke.right == run.x && std::abs(stroke.top - run.top) <= kSameEnd
                    && std::abs(stroke.bottom - run.bottom) <= kSameEnd;
            };
            const auto stroke = std::find_if(strokes.begin(), strokes.end(), goesOn);
            if (stroke == strokes.end()) {
                strokes.push_back({ x, x + 1, run.top, run.bottom });
                continue;
            }
            stroke->right = x + 1;
            stroke->top = std::min(stroke->top, run.top);
            stroke->bottom = std::max(stroke->bottom, run.bottom);
        }
    }
    std::erase_if(strokes, [](const UprightStroke& stroke) { return stroke.width() > kWidest; });
    dropEdges(strokes);
    return strokes;
}

bool areAccidental(const UprightStroke& a, const UprightStroke& b)
{
    constexpr int kHighest = kSpace * 27 / 8;
    const int apart = std::abs(b.middle() - a.middle());
    const int shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    return a.height() < kHighest && b.height() < kHighest && apart >= kSpace / 4 && apart <= kSpace * 3 / 4
        && shared >= kSpace && std::abs(a.height() - b.height()) <= kSpace * 3 / 4;
}

std::vector<UprightStroke> findUprights(const Bitmap& signs)
{
    const std::vector<UprightStroke> strokes = uprightsOf(signs);
    std::vector<UprightStroke> kept;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        bool isAccidental = false;
        for (std::size_t k = 0; k < strokes.size() && !isAccidental; ++k)
            isAccidental = k != i && areAccidental(strokes[i], strokes[k]);
        if (!isAccidental)
            kept.push_back(strokes[i]);
    }
    return kept;
}

} // namespace palimpsest
