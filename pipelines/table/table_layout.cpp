#include "pipelines/table/table_layout.h"

#include <algorithm>
#include <cmath>

#include "pipelines/table/printed_rows.h"
#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {
namespace {

constexpr double kMargin = 0.02;           // of the longer side, left free around the ink
constexpr double kRuleWidth = 0.6;         // of the region: ink that is a rule between rows
constexpr std::size_t kMostLinesOfRow = 4; // on average, between two rules
constexpr std::size_t kSpeckPixels = 6;    // of ink that no table ends with

std::optional<PixelBox> inkBox(const InkMap& ink)
{
    std::optional<PixelBox> all;
    for (const InkComponent& component : findComponents(ink))
        if (component.pixelCount > kSpeckPixels)
            all = all ? united(*all, component.box) : component.box;
    return all;
}

PixelBox withMargin(const PixelBox& box, const RgbImage& page)
{
    const int margin = static_cast<int>(std::lround(kMargin * std::max(box.width(), box.height()))) + 1;
    return { std::max(0, box.left - margin), std::max(0, box.top - margin),
        std::min(static_cast<int>(page.width), box.right + margin),
        std::min(static_cast<int>(page.height), box.bottom + margin) };
}

// The middle of the first rule between two rows of pixels; nothing where there is none.
std::optional<int> ruleBetween(const InkMap& ink, const PixelBox& region, int top, int bottom)
{
    const auto isRule = [&](int y) {
        const auto row = ink.ink.begin() + static_cast<std::ptrdiff_t>(ink.width * static_cast<std::size_t>(y));
        return static_cast<double>(std::count(row + region.left, row + region.right, 1)) > kRuleWidth * region.width();
    };
    for (int y = top; y < bottom; ++y) {
        if (!isRule(y))
            continue;
        int end = y;
        while (end < bottom && isRule(end))
            ++end;
        return (y + end) / 2;
    }
    return std::nullopt;
}

// Between rows of print: at the rules where rows seem to have them, for then a cell may hold several lines; else
// wherever there is white. A rule below the header and one above a sum do not make a ruled table.
std::vector<int> cutsBetween(const std::vector<PixelBox>& rows, const InkMap& ink, const PixelBox& region)
{
    std::vector<int> rules;
    std::vector<int> all;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const int top = rows[i - 1].bottom;
        const int bottom = rows[i].top;
        const std::optional<int> rule = ruleBetween(ink, region, top, bottom);
        all.push_back(rule.value_or((top + bottom) / 2));
        if (rule)
            rules.push_back(*rule);
    }
    const bool ruled = rules.size() >= 2 && kMostLinesOfRow * (rules.size() + 1) >= rows.size();
    return ruled ? rules : all;
}

} // namespace

std::optional<TableLayout> layOutTable(const RgbImage& page)
{
    const std::vector<FoundLine> lines = findLines(page);
    if (lines.empty())
        return std::nullopt;
    const InkMap ink = findInk(page);
    std::optional<PixelBox> box = inkBox(ink);
    for (const FoundLine& line : lines)
        box = box ? united(*box, line.box) : line.box;
    TableLayout layout{ withMargin(*box, page), medianTextHeight(lines), {} };
    int top = layout.region.top;
    for (const int cut : cutsBetween(printedRows(lines).boxes, ink, layout.region)) {
        layout.blocks.push_back({ top, cut });
        top = cut;
    }
    layout.blocks.push_back({ top, layout.region.bottom });
    return layout;
}

std::vector<RowBand> cutBands(const std::vector<RowBlock>& blocks, std::size_t first, const BandLimits& limits)
{
    std::vector<RowBand> bands;
    while (bands.empty() || bands.back().last < blocks.size()) {
        RowBand band{ first, first + 1 };
        while (band.last < blocks.size() && blocks[band.last].bottom - blocks[first].top <= limits.height
            && (limits.rows == 0 || band.last - first < limits.rows))
            ++band.last;
        bands.push_back(band);
        first = nextAfter(band);
    }
    return bands;
}

std::size_t nextAfter(const RowBand& band)
{
    return band.last - band.first > 1 ? band.last - 1 : band.last;
}

std::array<RowBand, 2> halvesOf(const RowBand& band)
{
    const RowBand upper{ band.first, band.first + (band.last - band.first + 1) / 2 };
    return { upper, RowBand{ nextAfter(upper), band.last } };
}

} // namespace palimpsest
