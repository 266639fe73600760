#include "pipelines/regions/text_blocks.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "pipelines/molecule/groups.h"
#include "pipelines/tiling/joined_boxes.h"

namespace palimpsest {
namespace {

// In heights of text.
constexpr double kWidestGap = 3.3;   // between two lines of one block
constexpr double kMarginGap = 1.0;   // from a running title to the text, from that to a page's number
constexpr double kSmaller = 0.93;    // of the usual size of print: what may stand below the text
constexpr double kShort = 0.6;       // of the width of what it stands below
constexpr double kWidestSpace = 1.6; // between two parts of one line: a bullet and what it belongs to
constexpr double kSpeck = 0.4;       // what is smaller is no text by itself
constexpr double kOtherSize = 1.65;  // from here on print is of another size: a title
constexpr double kLarger = 1.2;      // than the print below, and
constexpr double kWider = 1.2;       // than it: a title in hardly larger print
constexpr double kLeastShared = 0.4; // of the narrower one's width, or the lower one's height
constexpr double kWithin = 0.3;      // share of the smaller block's area that lies in another, from which they are one

struct Line {
    RectF box;
    double height = 0;    // of its text
    bool isFirst = false; // of the page, as are those beside it
    bool isLast = false;
};

double sharedWidth(const RectF& a, const RectF& b)
{
    return std::min(a.right, b.right) - std::max(a.left, b.left);
}

double sharedHeight(const RectF& a, const RectF& b)
{
    return std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
}

bool standsBetween(const RectF& other, const RectF& above, const RectF& below)
{
    const RectF reach{ std::max(above.left, below.left), above.bottom, std::min(above.right, below.right), below.top };
    const double middle = (other.top + other.bottom) / 2;
    return sharedWidth(other, reach) > 0 && middle > above.top && middle < below.bottom;
}

bool areOneLine(const Line& a, const Line& b, double usual)
{
    const double gap = std::max(a.box.left, b.box.left) - std::min(a.box.right, b.box.right);
    return gap < kWidestSpace * std::max(usual, std::min(a.height, b.height))
        && sharedHeight(a.box, b.box) > kLeastShared * std::min(a.box.height(), b.box.height());
}

// A running title, a page's number.
bool standsApart(const Line& above, const Line& below, double gap, double usual)
{
    if (gap <= kMarginGap * std::max({ usual, above.height, below.height }))
        return false;
    return above.isFirst
        || (below.isLast && (below.height < kSmaller * usual || below.box.width() < kShort * above.box.width()));
}

// Above several columns, of which the other one is a line.
bool isTitleOf(const Line& above, const Line& below)
{
    return above.height > kLarger * below.height && above.box.width() > kWider * below.box.width();
}

bool followEachOther(const Line& a, const Line& b, double usual, std::span<const RectF> others)
{
    const Line& above = a.box.top < b.box.top ? a : b;
    const Line& below = a.box.top < b.box.top ? b : a;
    const double ratio = a.height / b.height;
    const double gap = below.box.top - above.box.bottom;
    if (ratio > kOtherSize || ratio < 1 / kOtherSize
        || sharedWidth(a.box, b.box) < kLeastShared * std::min(a.box.width(), b.box.width())
        || gap > kWidestGap * std::max({ usual, a.height, b.height }) || standsApart(above, below, gap, usual)
        || isTitleOf(above, below))
        return false;
    return std::none_of(
        others.begin(), others.end(), [&](const RectF& other) { return standsBetween(other, above.box, below.box); });
}

} // namespace

std::vector<RectF> textBlocks(std::span<const FoundLine> found, std::span<const RectF> others)
{
    std::vector<Line> lines;
    if (found.empty())
        return {};
    const double usual = medianTextHeight(found);
    for (const FoundLine& line : found)
        lines.push_back({ line.box.toRectF(), line.textHeight });
    const auto [first, last] = std::minmax_element(
        lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.box.top < b.box.top; });
    const RectF ends[] = { first->box, last->box };
    const auto standsBeside = [](const Line& line, const RectF& end) {
        return sharedHeight(line.box, end) > kLeastShared * line.box.height();
    };
    for (Line& line : lines) {
        line.isFirst = standsBeside(line, ends[0]);
        line.isLast = standsBeside(line, ends[1]);
    }
    Groups groups(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (areOneLine(lines[i], lines[k], usual) || followEachOther(lines[i], lines[k], usual, others))
                groups.join(i, k);
    std::vector<RectF> blocks;
    for (const std::vector<std::size_t>& members : groups.members()) {
        RectF box = lines[members.front()].box;
        for (const std::size_t member : members)
            box = united(box, lines[member].box);
        blocks.push_back(box);
    }
    blocks = joinedBoxes(std::move(blocks), [](const RectF& a, const RectF& b) {
        return intersected(a, b).area() > kWithin * std::min(a.area(), b.area());
    });
    std::erase_if(
        blocks, [usual](const RectF& box) { return box.height() < kSpeck * usual || box.width() < kSpeck * usual; });
    return blocks;
}

} // namespace palimpsest
