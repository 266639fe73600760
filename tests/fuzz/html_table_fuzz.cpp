// Whatever HTML: a table within the limits whose tree and grid hold together.

#include "pipelines/evaluate/html_table.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const Result<std::optional<HtmlTable>> parsed
        = parseHtmlTable(asText(data + 1, size - 1), (data[0] & 1) != 0 ? InlineTags::Strip : InlineTags::Keep);
    if (!parsed.ok() || !parsed.value())
        return 0;
    const HtmlTable& table = *parsed.value();
    PAL_CHECK(table.elements.size() == table.shape.size() && !table.shape.empty() && table.shape.back() == 0);
    PAL_CHECK(table.descendants <= kMostTableElements && table.elements.size() <= table.descendants + 1);
    for (std::size_t i = 0; i < table.shape.size(); ++i)
        PAL_CHECK(table.shape[i] <= i);
    const HtmlGrid& grid = table.grid;
    PAL_CHECK(grid.slots.size() == grid.rows * grid.columns && grid.slots.size() <= kMostGridSlots);
    for (std::size_t slot = 0; slot < grid.slots.size(); ++slot) {
        PAL_CHECK(grid.slots[slot] < grid.cells.size());
        const GridCell& cell = grid.cells[grid.slots[slot]];
        PAL_CHECK(cell.row <= slot / grid.columns && slot / grid.columns < cell.row + cell.rowSpan);
        PAL_CHECK(cell.column <= slot % grid.columns && slot % grid.columns < cell.column + cell.columnSpan);
    }
    return 0;
}
