#include "pipelines/tiling/text_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace palimpsest {
namespace {

// In heights of a line.
constexpr double kGutter = 0.8;
constexpr double kAligned = 0.4;
constexpr double kNarrowest = 10; // on average, of a column

constexpr std::size_t kFewestLines = 5; // of each column, beside those of the other
constexpr double kBlockGap = 0.7;

// Where lines begin, and words behind a gap as wide as a gutter: where several do.
std::vector<int> edges(std::span<const FoundLine> lines, double height)
{
    std::vector<int> places;
    for (const FoundLine& line : lines)
        for (std::size_t i = 0; i < line.words.size(); ++i)
            if (i == 0 || line.words[i].left - line.words[i - 1].right >= kGutter * height)
                places.push_back(line.words[i].left);
    std::sort(places.begin(), places.end());
    std::vector<int> edges;
    for (std::size_t first = 0; first < places.size();) {
        std::size_t last = first + 1;
        while (last < places.size() && places[last] - places[first] <= kAligned * height)
            ++last;
        if (last - first >= kFewestLines)
            edges.push_back(places[first]);
        first = last;
    }
    return edges;
}

// What a line has on the two sides of an edge; empty boxes have no width.
struct Sides {
    PixelBox left;
    PixelBox right;
    bool isCrossed = false;
};

Sides sidesOf(const FoundLine& line, int edge, double gutter)
{
    Sides sides;
    for (const PixelBox& word : line.words) {
        sides.isCrossed = sides.isCrossed || (word.left < edge && word.right > edge - gutter);
        PixelBox& side = word.left >= edge ? sides.right : sides.left;
        side = side.width() > 0 ? united(side, word) : word;
    }
    return sides;
}

// Lines of one side within the rows of the other: how many, and how wide they are on average.
bool isColumnBeside(const std::vector<PixelBox>& side, const std::vector<PixelBox>& other, double height)
{
    int top = std::numeric_limits<int>::max();
    int bottom = std::numeric_limits<int>::min();
    for (const PixelBox& box : other) {
        top = std::min(top, box.top);
        bottom = std::max(bottom, box.bottom);
    }
    double width = 0;
    std::size_t count = 0;
    for (const PixelBox& box : side)
        if (box.bottom > top && box.top < bottom) {
            width += box.width();
            ++count;
        }
    return count >= kFewestLines && width >= kNarrowest * height * static_cast<double>(count);
}

// Every stretch of lines that leaves the gutter before `edge` white and has columns on both sides of it.
std::vector<ColumnPair> pairsAt(std::span<const FoundLine> lines, int edge, double height)
{
    std::vector<ColumnPair> pairs;
    for (std::size_t first = 0; first < lines.size();) {
        std::vector<PixelBox> left;
        std::vector<PixelBox> right;
        std::size_t last = first;
        for (; last < lines.size(); ++last) {
            const Sides sides = sidesOf(lines[last], edge, kGutter * height);
            if (sides.isCrossed)
                break;
            if (sides.left.width() > 0)
                left.push_back(sides.left);
            if (sides.right.width() > 0)
                right.push_back(sides.right);
        }
        if (isColumnBeside(left, right, height) && isColumnBeside(right, left, height))
            pairs.push_back({ first, last, edge });
        first = last + 1;
    }
    return pairs;
}

// Without what stands below both columns at the left and belongs to the line over the whole width that follows: a
// heading.
ColumnPair withoutNextHeading(ColumnPair pair, std::span<const FoundLine> lines, double height)
{
    if (pair.last == lines.size())
        return pair;
    int bottom = std::numeric_limits<int>::min(); // of the right column
    for (std::size_t i = pair.first; i < pair.last; ++i)
        if (lines[i].box.right > pair.edge)
            bottom = std::max(bottom, lines[i].box.bottom);
    int reached = std::numeric_limits<int>::min();
    for (std::size_t i = pair.first; i < pair.last; ++i) {
        if (lines[i].box.top > bottom && lines[i].box.top - reached >= kBlockGap * height)
            pair.last = i;
        reached = std::max(reached, lines[i].box.bottom);
    }
    return pair;
}

} // namespace

std::optional<ColumnPair> columnPair(std::span<const FoundLine> lines)
{
    if (lines.size() < 2 * kFewestLines)
        return std::nullopt;
    const double height = medianTextHeight(lines);
    std::optional<ColumnPair> most;
    for (const int edge : edges(lines, height))
        for (const ColumnPair& pair : pairsAt(lines, edge, height))
            if (!most || pair.last - pair.first > most->last - most->first)
                most = pair;
    return most ? std::optional(withoutNextHeading(*most, lines, height)) : std::nullopt;
}

std::vector<FoundLine> partedAtGutters(std::vector<FoundLine> lines)
{
    if (lines.size() < kFewestLines)
        return lines;
    const double height = medianTextHeight(lines);
    std::sort(lines.begin(), lines.end(), [](const FoundLine& a, const FoundLine& b) { return a.box.top < b.box.top; });
    std::vector<std::vector<int>> cuts(lines.size()); // of each line, left to right
    for (const int edge : edges(lines, height))
        for (const ColumnPair& pair : pairsAt(lines, edge, height))
            for (std::size_t i = pair.first; i < pair.last; ++i)
                cuts[i].push_back(edge);
    std::vector<FoundLine> parted;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        FoundLine part{ {}, {}, lines[i].textHeight, lines[i].advance };
        const auto columnOf = [&](const PixelBox& word) {
            return std::upper_bound(cuts[i].begin(), cuts[i].end(), word.left) - cuts[i].begin();
        };
        for (const PixelBox& word : lines[i].words) {
            if (!part.words.empty() && columnOf(part.words.back()) != columnOf(word))
                parted.push_back(std::exchange(part, { {}, {}, lines[i].textHeight, lines[i].advance }));
            part.box = part.words.empty() ? word : united(part.box, word);
            part.words.push_back(word);
        }
        parted.push_back(part.words.size() == lines[i].words.size() ? std::move(lines[i]) : std::move(part));
    }
    return parted;
}

} // namespace palimpsest
