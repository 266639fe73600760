#include "pipelines/score/system_finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "engine/base/median.h"
#include "pipelines/tiling/ink_map.h"

namespace palimpsest {
namespace {

constexpr int kLines = 5;
constexpr double kShortestRun = 0.02;   // of the page's width: a stroke that may be part of a staff line
constexpr int kLargestBreak = 2;        // pixels that a stroke may be broken
constexpr double kLeastInk = 0.8;       // of a stroke; the feet of letters that stand close are less
constexpr double kShortestStaff = 0.15; // of the page's width
constexpr double kLeastFilled = 0.7;    // by strokes from the first to the last of a row; long words leave more white
constexpr double kLongRow = 0.5;        // of the longest row's strokes: a row of a staff line
constexpr double kSlack = 0.3;          // of a space: how unequal the distances of lines may be
constexpr double kAsLong = 0.9;         // of a line, one that goes on with it
constexpr double kSmallestSpace = 2.5;  // pixels between lines
constexpr double kReach = 8;            // spaces above and below a staff that its notes may take
constexpr double kWhite = 3;            // spaces without ink, behind which there is print
constexpr double kGap = 0.06;           // of a connecting line's length: white in it
constexpr std::size_t kMostSystems = 64;

struct StaffLine {
    int top = 0;
    int bottom = 0; // one past the last row
    int left = 0;
    int right = 0;

    [[nodiscard]] double middle() const { return (top + bottom) / 2.0; }
    [[nodiscard]] int width() const { return right - left; }
};

// The long strokes of a row.
struct RowStrokes {
    int length = 0; // together
    int left = 0;
    int right = 0;
};

RowStrokes strokesOf(const InkMap& map, std::size_t y, int shortest)
{
    RowStrokes strokes;
    const int width = static_cast<int>(map.width);
    const std::uint8_t* const row = map.ink.data() + y * map.width;
    for (int x = 0; x < width;) {
        if (row[x] == 0) {
            ++x;
            continue;
        }
        const int left = x;
        int right = x;
        int ink = 0;
        for (int white = 0; x < width && white <= kLargestBreak; ++x) {
            white = row[x] != 0 ? 0 : white + 1;
            right = row[x] != 0 ? x + 1 : right;
            ink += row[x] != 0 ? 1 : 0;
        }
        if (right - left < shortest || ink < kLeastInk * (right - left))
            continue;
        strokes.left = strokes.length == 0 ? left : strokes.left;
        strokes.right = right;
        strokes.length += right - left;
    }
    return strokes;
}

// Rows with long strokes, one behind the other, are one line.
std::vector<StaffLine> findLines(const InkMap& map)
{
    const double width = static_cast<double>(map.width);
    const int shortest = std::max(8, static_cast<int>(width * kShortestRun));
    std::vector<RowStrokes> rows;
    int longest = 0;
    for (std::size_t y = 0; y < map.height; ++y) {
        rows.push_back(strokesOf(map, y, shortest));
        longest = std::max(longest, rows.back().length);
    }
    const double least = std::max(kShortestStaff * width, kLongRow * longest);
    std::vector<StaffLine> lines;
    for (int y = 0; y < static_cast<int>(rows.size()); ++y) {
        const RowStrokes& row = rows[static_cast<std::size_t>(y)];
        if (row.length < least || row.length < kLeastFilled * (row.right - row.left))
            continue;
        if (lines.empty() || lines.back().bottom < y)
            lines.push_back({ y, y, row.left, row.right });
        lines.back().bottom = y + 1;
        lines.back().left = std::min(lines.back().left, row.left);
        lines.back().right = std::max(lines.back().right, row.right);
    }
    return lines;
}

bool isStaff(const StaffLine* line)
{
    const double space = (line[kLines - 1].middle() - line[0].middle()) / (kLines - 1);
    if (space < kSmallestSpace)
        return false;
    for (int i = 0; i + 1 < kLines; ++i) {
        const bool equal = std::fabs(line[i + 1].middle() - line[i].middle() - space) <= kSlack * space;
        const bool beside = std::min(line[i].right, line[i + 1].right) - std::max(line[i].left, line[i + 1].left)
            > std::max(line[i].width(), line[i + 1].width()) / 2;
        if (!equal || !beside)
            return false;
    }
    return true;
}

// A sixth line as far away as those of a staff and as long: rows of a table, or ruled paper. Heads of notes in a row
// are shorter.
bool goesOn(const StaffLine& line, const StaffLine& next, double space)
{
    return std::fabs(std::fabs(next.middle() - line.middle()) - space) <= kSlack * space
        && std::min(line.right, next.right) - std::max(line.left, next.left) > kAsLong * line.width();
}

std::vector<FoundStaff> findStaves(const InkMap& map)
{
    const std::vector<StaffLine> lines = findLines(map);
    std::vector<FoundStaff> staves;
    for (std::size_t i = 0; i + kLines <= lines.size();) {
        const StaffLine* const first = lines.data() + i;
        const double space = (first[kLines - 1].middle() - first->middle()) / (kLines - 1);
        const bool isRuled = isStaff(first)
            && ((i > 0 && goesOn(*first, first[-1], space))
                || (i + kLines < lines.size() && goesOn(first[kLines - 1], first[kLines], space)));
        if (!isStaff(first) || isRuled) {
            ++i;
            continue;
        }
        // Letters of a column beside it lengthen one line or the other.
        std::vector<int> left;
        std::vector<int> right;
        for (std::size_t k = 0; k < kLines; ++k) {
            left.push_back(first[k].left);
            right.push_back(first[k].right);
        }
        staves.push_back(
            { { medianOf(std::move(left)), first->top, medianOf(std::move(right)), first[kLines - 1].bottom }, space });
        i += kLines;
    }
    return staves;
}

// A stroke goes down from one staff to the next: a barline, or the line or brace that a system begins with.
bool areConnected(const InkMap& map, const FoundStaff& upper, const FoundStaff& lower)
{
    const int rows = lower.box.top - upper.box.bottom;
    if (rows <= 0)
        return true;
    const int reach = static_cast<int>(2 * upper.space);
    const int left = std::max(0, std::max(upper.box.left, lower.box.left) - reach);
    const int right = std::min(static_cast<int>(map.width), std::min(upper.box.right, lower.box.right) + reach);
    for (int x = left; x < right; ++x) {
        int white = 0;
        for (int y = upper.box.bottom; y < lower.box.top && white <= kGap * rows; ++y) {
            // Skew and the curve of a brace: ink in the columns beside will do.
            const std::size_t row = static_cast<std::size_t>(y);
            const std::size_t column = static_cast<std::size_t>(x);
            const bool ink = map.at(column, row) || (x + 1 < static_cast<int>(map.width) && map.at(column + 1, row));
            white += ink ? 0 : 1;
        }
        if (white <= kGap * rows)
            return true;
    }
    return false;
}

int inkOfRow(const InkMap& map, int y)
{
    const auto row = map.ink.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * map.width);
    return static_cast<int>(std::count(row, row + static_cast<std::ptrdiff_t>(map.width), 1));
}

// The row with the least ink between two systems, the middle one of several.
int rowBetween(const InkMap& map, int upper, int lower)
{
    const int middle = (upper + lower) / 2;
    int best = middle;
    int least = inkOfRow(map, middle);
    for (int distance = 1; distance <= (lower - upper) / 2; ++distance) {
        for (const int y : { middle - distance, middle + distance }) {
            if (y <= upper || y >= lower)
                continue;
            if (const int ink = inkOfRow(map, y); ink < least) {
                least = ink;
                best = y;
            }
        }
    }
    return best;
}

// `box` and the ink round it inside of `room`, up and down to the first `white` rows without any.
PixelBox withInk(const InkMap& map, const PixelBox& room, PixelBox box, int white)
{
    const auto take = [&](int y) {
        for (int x = room.left; x < room.right; ++x)
            if (map.at(static_cast<std::size_t>(x), static_cast<std::size_t>(y)))
                box = united(box, { x, y, x + 1, y + 1 });
    };
    const int from = box.top;
    const int to = box.bottom;
    for (int y = from; y < to; ++y)
        take(y);
    for (int y = from - 1; y >= room.top && box.top - y <= white; --y)
        take(y);
    for (int y = to; y < room.bottom && y - box.bottom <= white; ++y)
        take(y);
    return box;
}

// Rows by which a column is moved so that lines which fall by `slope` to the right are level; none in the middle.
int shiftAt(double slope, std::size_t x, std::size_t width)
{
    return static_cast<int>(std::lround(slope * (static_cast<double>(x) - static_cast<double>(width) / 2)));
}

// How much the ink keeps to few rows when columns are moved so.
double sharpnessAt(const InkMap& map, double slope)
{
    constexpr std::size_t kColumns = 3; // every third will do
    std::vector<double> rows(map.height);
    for (std::size_t x = 0; x < map.width; x += kColumns) {
        const int shift = shiftAt(slope, x, map.width);
        const auto height = static_cast<int>(map.height);
        for (int y = std::max(0, shift); y < std::min(height, height + shift); ++y)
            rows[static_cast<std::size_t>(y - shift)] += map.ink[static_cast<std::size_t>(y) * map.width + x];
    }
    double sum = 0;
    for (const double row : rows)
        sum += row * row;
    return sum;
}

// How far lines fall to the right, for each pixel; 0 where level rows are about as good.
double slopeOf(const InkMap& map)
{
    constexpr int kSteps = 12;
    constexpr double kStep = 0.0015; // 12 of them are one degree
    constexpr double kSurely = 1.1;
    constexpr int kFine = 6; // steps of a step
    double slope = 0;
    double most = kSurely * sharpnessAt(map, 0);
    const auto look = [&](double tried) {
        if (const double sharpness = sharpnessAt(map, tried); sharpness > most) {
            most = sharpness;
            slope = tried;
        }
    };
    for (int i = -kSteps; i <= kSteps; ++i)
        look(i * kStep);
    if (slope == 0)
        return 0;
    const double near = slope;
    for (int i = 1 - kFine; i < kFine; ++i)
        look(near + i * kStep / kFine);
    return slope;
}

// A line whose pixels come to lie upon two rows in turn has to be whole on one: ink reaches down by a row.
InkMap levelled(const InkMap& map, double slope)
{
    InkMap straight{ map.width, map.height, std::vector<std::uint8_t>(map.ink.size()) };
    const auto height = static_cast<int>(map.height);
    for (std::size_t x = 0; x < map.width; ++x) {
        const int shift = shiftAt(slope, x, map.width);
        for (int y = std::max(0, shift); y < std::min(height, height + shift); ++y) {
            if (!map.at(x, static_cast<std::size_t>(y)))
                continue;
            straight.ink[static_cast<std::size_t>(y - shift) * map.width + x] = 1;
            if (y - shift + 1 < height)
                straight.ink[static_cast<std::size_t>(y - shift + 1) * map.width + x] = 1;
        }
    }
    return straight;
}

// The box on the page that a box of the levelled map lies in.
PixelBox fallen(const PixelBox& box, double slope, const InkMap& map)
{
    const int atLeft = shiftAt(slope, static_cast<std::size_t>(std::max(0, box.left)), map.width);
    const int atRight = shiftAt(slope, static_cast<std::size_t>(std::max(0, box.right)), map.width);
    const int height = static_cast<int>(map.height);
    return { box.left, std::clamp(box.top + std::min(atLeft, atRight), 0, height), box.right,
        std::clamp(box.bottom + std::max(atLeft, atRight), 0, height) };
}

} // namespace

std::vector<FoundSystem> findSystems(const RgbImage& page)
{
    const InkMap found = findInk(page);
    const double slope = slopeOf(found);
    const InkMap map = slope == 0 ? found : levelled(found, slope);
    std::vector<FoundSystem> systems;
    for (const FoundStaff& staff : findStaves(map)) {
        const bool goesOn = !systems.empty() && areConnected(map, systems.back().staves.back(), staff);
        if (!goesOn && systems.size() == kMostSystems)
            break;
        if (!goesOn)
            systems.push_back({ staff.box, {} });
        systems.back().staves.push_back(staff);
        systems.back().box = united(systems.back().box, staff.box);
    }
    // Each takes the ink around it, as far as its notes may reach and up to the white before its neighbour or a title.
    std::vector<PixelBox> rooms;
    for (std::size_t i = 0; i < systems.size(); ++i) {
        const FoundSystem& system = systems[i];
        const int reach = static_cast<int>(kReach * system.staves.front().space);
        const int side = static_cast<int>(3 * system.staves.front().space);
        const int above = i == 0 ? 0 : rowBetween(map, systems[i - 1].box.bottom, system.box.top);
        const int below = i + 1 == systems.size() ? static_cast<int>(map.height)
                                                  : rowBetween(map, system.box.bottom, systems[i + 1].box.top);
        rooms.push_back({ std::max(0, system.box.left - side), std::max(above, system.box.top - reach),
            std::min(static_cast<int>(map.width), system.box.right + side),
            std::min(below, system.box.bottom + reach) });
    }
    for (std::size_t i = 0; i < systems.size(); ++i)
        systems[i].box
            = withInk(map, rooms[i], systems[i].box, static_cast<int>(kWhite * systems[i].staves.front().space));
    for (FoundSystem& system : systems) {
        system.box = fallen(system.box, slope, map);
        for (FoundStaff& staff : system.staves)
            staff.box = fallen(staff.box, slope, map);
    }
    return systems;
}

} // namespace palimpsest
