// Whatever a model writes: tables within the limits, whose cells lie on the grid and not upon each other, and text that
// is UTF-8. The first byte chooses order and ending.

#include "engine/base/text.h"
#include "pipelines/decode/table_markup.h"
#include "pipelines/table/table_grid.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const CoordinateOrder order = (data[0] & 1) != 0 ? CoordinateOrder::XFirst : CoordinateOrder::YFirst;
    const StopReason stop = (data[0] & 2) != 0 ? StopReason::TokenLimit : StopReason::EndOfSequence;
    const TableAnswer answer = parseTableMarkup(answerPieces(asText(data + 1, size - 1)), order, stop);
    for (const Table& table : answer.tables) {
        PAL_CHECK(table.rows <= kMostAnswerRows && table.columns <= kMostAnswerColumns && !table.cells.empty());
        PAL_CHECK(TableGrid::create(table).has_value());
        PAL_CHECK(headerRows(table) <= table.rows);
        std::vector<TableCell> sorted = table.cells;
        sortCells(sorted);
        PAL_CHECK(sorted == table.cells);
        for (const TableCell& cell : table.cells)
            PAL_CHECK(withValidUtf8(cell.text) == cell.text && fits(cell.styles, cell.text));
    }
    return 0;
}
