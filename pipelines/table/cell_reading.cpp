#include "pipelines/table/cell_reading.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "pipelines/ocr/line_reading.h"
#include "pipelines/ocr/whole_page.h"
#include "pipelines/table/cell_layout.h"

namespace palimpsest {
namespace {

constexpr double kMostlyNumbers = 0.6; // of a column's cells

bool hasDigit(const std::string& text)
{
    return std::any_of(text.begin(), text.end(), [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

std::size_t cellAt(const CellLayout& layout, const RectF& box)
{
    std::size_t best = 0;
    double most = -1;
    for (std::size_t i = 0; i < layout.cells.size(); ++i) {
        const double shared = intersected(layout.cells[i].box.toRectF(), box).area();
        if (shared > most) {
            most = shared;
            best = i;
        }
    }
    return best;
}

// A line of a cell behind those above it.
void append(TableCell& cell, const TextLine& line)
{
    const std::size_t before = cell.text.size();
    cell.text += (before == 0 ? "" : " ") + line.text;
    cell.answer = before == 0 ? line.pieces.front().answer : cell.answer;
    if (!line.confidence)
        return;
    const auto old = static_cast<double>(before);
    const auto added = static_cast<double>(line.text.size());
    cell.confidence = before == 0 ? *line.confidence
                                  : (cell.confidence.value_or(1) * old + *line.confidence * added) / (old + added);
}

// Rows without a number above columns of numbers.
std::size_t namedRows(const Table& table)
{
    std::vector<std::size_t> numbers(table.columns);
    std::vector<std::size_t> filled(table.columns);
    std::size_t firstNumber = table.rows;
    for (const TableCell& cell : table.cells) {
        if (cell.text.empty())
            continue;
        ++filled[cell.column];
        if (!hasDigit(cell.text))
            continue;
        ++numbers[cell.column];
        firstNumber = std::min(firstNumber, cell.row);
    }
    std::size_t columnsOfNumbers = 0;
    for (std::size_t column = 0; column < table.columns; ++column)
        if (static_cast<double>(numbers[column]) > kMostlyNumbers * static_cast<double>(filled[column]))
            ++columnsOfNumbers;
    return 2 * columnsOfNumbers >= table.columns && firstNumber <= kMostHeaderRows && firstNumber < table.rows
        ? firstNumber
        : 0;
}

Table tableOf(const CellLayout& layout, const std::vector<TextLine>& lines)
{
    Table table{ layout.region.toRectF(), layout.rows, layout.columns, {} };
    for (const CellPlace& place : layout.cells) {
        TableCell cell;
        cell.row = place.row;
        cell.column = place.column;
        cell.rowSpan = place.rowSpan;
        cell.columnSpan = place.columnSpan;
        cell.box = place.box.toRectF();
        table.cells.push_back(std::move(cell));
    }
    for (const TextLine& line : lines)
        append(table.cells[cellAt(layout, line.box)], line);
    const std::size_t headers = layout.headerRows > 0 ? layout.headerRows : namedRows(table);
    for (TableCell& cell : table.cells)
        cell.header = cell.row < headers;
    return table;
}

Result<Tables> readAsOneCell(const PipelineInput& input, Asker& asker)
{
    asker.noteBlank();
    PAL_TRY_ASSIGN(const OcrResult text, readWholePage(input, asker));
    const PixelBox all{ 0, 0, static_cast<int>(input.page.width), static_cast<int>(input.page.height) };
    Tables tables;
    if (!text.lines.empty())
        tables.items.push_back(tableOf({ all, 1, 1, 0, { { .box = all } }, {}, {} }, text.lines));
    return tables;
}

} // namespace

Result<ReadTables> readTables(
    const PipelineInput& input, VisionLanguageModel& model, const JobContext& job, Asker& asker)
{
    PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
    const std::vector<CellLayout> layouts = layOutCells(input.page);
    ReadTables found;
    if (layouts.empty() && input.blank == BlankPages::Read) {
        PAL_TRY_ASSIGN(found.tables, readAsOneCell(input, asker));
        return found;
    }
    std::vector<FoundLine> lines;
    for (const CellLayout& layout : layouts)
        lines.insert(lines.end(), layout.lines.begin(), layout.lines.end());
    PAL_TRY_ASSIGN(ReadLines read, readLines(input, lines, model.imageSize(), asker));
    PAL_TRY(job.checkpoint(Stage::Merge, 0, 1));
    std::vector<std::vector<TextLine>> ofTable(layouts.size());
    for (TextLine& line : read.text.lines) {
        const auto shared
            = [&line](const CellLayout& layout) { return intersected(layout.region.toRectF(), line.box).area(); };
        const auto place = std::max_element(layouts.begin(), layouts.end(),
            [&shared](const CellLayout& a, const CellLayout& b) { return shared(a) < shared(b); });
        ofTable[static_cast<std::size_t>(place - layouts.begin())].push_back(std::move(line));
    }
    for (std::size_t i = 0; i < layouts.size(); ++i)
        found.tables.items.push_back(tableOf(layouts[i], ofTable[i]));
    found.known = read.known;
    return found;
}

} // namespace palimpsest
