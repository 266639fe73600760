#include "pipelines/document/toned_areas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "engine/base/median.h"
#include "pipelines/tiling/luminance.h"

namespace palimpsest {
namespace {

constexpr double kCell = 0.06;          // inches; above the white between two letters, below that between two lines
constexpr double kSmallest = 0.5;       // inches
constexpr double kTone = 0.92;          // of the paper's lightness: what is lighter everywhere is paper
constexpr double kShade = 0.85;         // of what paper is all over the page: no paper is darker
constexpr double kLightest = 0.1;       // share of a cell's pixels that counts as its lightest spots
constexpr double kFilled = 0.55;        // share of its box that an area covers
constexpr double kWholePage = 0.9;      // of both sides: what reaches that far round is the ground the page lies on
constexpr double kPrint = 0.1;          // share of a box that lines of print cover, from which it is no picture
constexpr std::size_t kFewWords = 3;    // that may stand in a picture all the same
constexpr std::size_t kPaperCells = 12; // cells across a block in which the paper's lightness is judged

// How light the lightest spots of each cell are.
struct Cells {
    std::size_t side = 1; // pixels
    std::size_t columns = 0;
    std::size_t rows = 0;
    std::vector<std::uint8_t> lightest; // [rows, columns]

    [[nodiscard]] std::uint8_t at(std::size_t row, std::size_t column) const
    {
        return lightest[row * columns + column];
    }
};

std::uint8_t lightestOf(const RgbImage& page, std::size_t top, std::size_t left, std::size_t side)
{
    std::array<std::size_t, 256> counts{};
    std::size_t pixels = 0;
    for (std::size_t y = top; y < std::min(top + side, page.height); ++y)
        for (std::size_t x = left; x < std::min(left + side, page.width); ++x, ++pixels)
            ++counts[luminanceOf(&page.pixels[3 * (y * page.width + x)])];
    const auto wanted = static_cast<std::size_t>(std::ceil(kLightest * static_cast<double>(pixels)));
    std::size_t above = 0;
    std::size_t level = 255;
    for (; level > 0; --level)
        if ((above += counts[level]) >= wanted)
            break;
    return static_cast<std::uint8_t>(level);
}

Cells cellsOf(const RgbImage& page, double dpi)
{
    Cells cells;
    cells.side = static_cast<std::size_t>(std::max(4.0, std::round(kCell * dpi)));
    cells.columns = (page.width + cells.side - 1) / cells.side;
    cells.rows = (page.height + cells.side - 1) / cells.side;
    for (std::size_t row = 0; row < cells.rows; ++row)
        for (std::size_t column = 0; column < cells.columns; ++column)
            cells.lightest.push_back(lightestOf(page, row * cells.side, column * cells.side, cells.side));
    return cells;
}

// The paper's lightness round each cell: what most cells of a block have, lighter blocks nearby before darker ones, and
// never much darker than paper is all over the page.
std::vector<double> paperOf(const Cells& cells)
{
    const std::size_t columns = (cells.columns + kPaperCells - 1) / kPaperCells;
    const std::size_t rows = (cells.rows + kPaperCells - 1) / kPaperCells;
    std::vector<double> blocks;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        std::vector<double> levels;
        const std::size_t top = i / columns * kPaperCells;
        const std::size_t left = i % columns * kPaperCells;
        for (std::size_t row = top; row < std::min(top + kPaperCells, cells.rows); ++row)
            for (std::size_t column = left; column < std::min(left + kPaperCells, cells.columns); ++column)
                levels.push_back(cells.at(row, column));
        blocks.push_back(medianOf(std::move(levels)));
    }
    const double usual = medianOf(blocks);
    std::vector<double> paper;
    for (std::size_t row = 0; row < cells.rows; ++row)
        for (std::size_t column = 0; column < cells.columns; ++column) {
            double lightest = kShade * usual;
            const std::size_t blockRow = row / kPaperCells;
            const std::size_t blockColumn = column / kPaperCells;
            for (std::size_t y = blockRow > 0 ? blockRow - 1 : 0; y <= std::min(blockRow + 1, rows - 1); ++y)
                for (std::size_t x = blockColumn > 0 ? blockColumn - 1 : 0; x <= std::min(blockColumn + 1, columns - 1);
                     ++x)
                    lightest = std::max(lightest, blocks[y * columns + x]);
            paper.push_back(lightest);
        }
    return paper;
}

struct Area {
    std::size_t left = 0, top = 0, right = 0, bottom = 0; // in cells; right and bottom outside
    std::size_t cells = 0;
};

// Of marked cells that touch, by sides or corners; the marks are taken away.
std::vector<Area> areasOf(std::vector<bool>& marked, std::size_t columns)
{
    std::vector<Area> areas;
    const std::size_t rows = marked.size() / columns;
    for (std::size_t first = 0; first < marked.size(); ++first) {
        if (!marked[first])
            continue;
        Area area{ first % columns, first / columns, 0, 0, 0 };
        std::vector<std::size_t> waiting{ first };
        marked[first] = false;
        while (!waiting.empty()) {
            const std::size_t x = waiting.back() % columns;
            const std::size_t y = waiting.back() / columns;
            waiting.pop_back();
            area = { std::min(area.left, x), std::min(area.top, y), std::max(area.right, x + 1),
                std::max(area.bottom, y + 1), area.cells + 1 };
            for (std::size_t row = y > 0 ? y - 1 : 0; row <= std::min(y + 1, rows - 1); ++row)
                for (std::size_t column = x > 0 ? x - 1 : 0; column <= std::min(x + 1, columns - 1); ++column)
                    if (marked[row * columns + column]) {
                        marked[row * columns + column] = false;
                        waiting.push_back(row * columns + column);
                    }
        }
        areas.push_back(area);
    }
    return areas;
}

} // namespace

bool holdsPrint(const RectF& box, const std::vector<FoundLine>& lines, double dpi)
{
    double covered = 0;
    std::size_t words = 0;
    for (const FoundLine& line : lines)
        for (const PixelBox& word : line.words)
            if (const RectF part = intersected(word.toRectF(), box);
                part.area() > 0 && line.textHeight < kLargestPrint * dpi) {
                covered += part.area();
                ++words;
            }
    return words > kFewWords && covered > kPrint * box.area();
}

std::vector<RectF> tonedAreas(const RgbImage& page, const std::vector<FoundLine>& lines, double dpi)
{
    std::vector<RectF> found;
    if (page.pixels.empty() || dpi <= 0)
        return found;
    const Cells cells = cellsOf(page, dpi);
    const std::vector<double> paper = paperOf(cells);
    std::vector<bool> toned(cells.lightest.size());
    for (std::size_t i = 0; i < toned.size(); ++i)
        toned[i] = cells.lightest[i] < kTone * paper[i];
    const auto side = static_cast<double>(cells.side);
    for (const Area& area : areasOf(toned, cells.columns)) {
        const RectF box{ static_cast<double>(area.left) * side, static_cast<double>(area.top) * side,
            std::min(static_cast<double>(area.right) * side, static_cast<double>(page.width)),
            std::min(static_cast<double>(area.bottom) * side, static_cast<double>(page.height)) };
        const double wide = box.width() / static_cast<double>(page.width);
        const double high = box.height() / static_cast<double>(page.height);
        const auto boxCells = static_cast<double>((area.right - area.left) * (area.bottom - area.top));
        const bool isSmall = box.width() < kSmallest * dpi || box.height() < kSmallest * dpi;
        if (!isSmall && !(wide > kWholePage && high > kWholePage)
            && static_cast<double>(area.cells) >= kFilled * boxCells && !holdsPrint(box, lines, dpi))
            found.push_back(box);
    }
    return found;
}

} // namespace palimpsest
