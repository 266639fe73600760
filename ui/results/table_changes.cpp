#include "ui/results/table_changes.h"

#include <QCoreApplication>
#include <array>

namespace palimpsest {

namespace {

using Edited = std::optional<Table>;

// Whether it can be done depends on the cells that are chosen, or on the size of the grid.
enum class DependsOn { Cells, Size };

struct ChangeRow {
    TableChange change;
    DependsOn dependsOn;
    const char* name;
    Edited (*make)(const Table& table, const GridRange& range);
};

constexpr std::array kChanges{
    ChangeRow{ TableChange::Merge, DependsOn::Cells, QT_TRANSLATE_NOOP("TableChange", "Merge cells"), withCellsMerged },
    ChangeRow{ TableChange::Split, DependsOn::Cells, QT_TRANSLATE_NOOP("TableChange", "Split cell"), withCellsSplit },
    ChangeRow{ TableChange::InsertRowAbove, DependsOn::Size, QT_TRANSLATE_NOOP("TableChange", "Insert row"),
        [](const Table& table, const GridRange& range) { return withInserted(table, GridAxis::Rows, range.row); } },
    ChangeRow{ TableChange::InsertRowBelow, DependsOn::Size, QT_TRANSLATE_NOOP("TableChange", "Insert row"),
        [](const Table& table, const GridRange& range) {
            return withInserted(table, GridAxis::Rows, range.row + range.rows);
        } },
    ChangeRow{ TableChange::InsertColumnBefore, DependsOn::Size, QT_TRANSLATE_NOOP("TableChange", "Insert column"),
        [](const Table& table, const GridRange& range) {
            return withInserted(table, GridAxis::Columns, range.column);
        } },
    ChangeRow{ TableChange::InsertColumnBehind, DependsOn::Size, QT_TRANSLATE_NOOP("TableChange", "Insert column"),
        [](const Table& table, const GridRange& range) {
            return withInserted(table, GridAxis::Columns, range.column + range.columns);
        } },
    ChangeRow{ TableChange::RemoveRows, DependsOn::Size, QT_TRANSLATE_NOOP("TableChange", "Delete rows"),
        [](const Table& table, const GridRange& range) {
            return withRemoved(table, GridAxis::Rows, range.row, range.rows);
        } },
    ChangeRow{ TableChange::RemoveColumns, DependsOn::Size, QT_TRANSLATE_NOOP("TableChange", "Delete columns"),
        [](const Table& table, const GridRange& range) {
            return withRemoved(table, GridAxis::Columns, range.column, range.columns);
        } },
    ChangeRow{ TableChange::ToggleHeader, DependsOn::Cells, QT_TRANSLATE_NOOP("TableChange", "Change header cells"),
        [](const Table& table, const GridRange& range) {
            return withHeaders(table, range, !allHeaders(table, range));
        } },
    ChangeRow{
        TableChange::Clear, DependsOn::Cells, QT_TRANSLATE_NOOP("TableChange", "Clear cells"), withTextsCleared },
};

const ChangeRow& rowOf(TableChange change)
{
    return kChanges.at(static_cast<std::size_t>(change)); // in the order of the names
}

} // namespace

std::optional<Table> changed(const Table& table, TableChange change, const GridRange& range)
{
    return rowOf(change).make(table, range);
}

bool canChange(const Table& table, TableChange change, const GridRange& range)
{
    const ChangeRow& row = rowOf(change);
    if (row.dependsOn == DependsOn::Size)
        return row.make({ table.box, table.rows, table.columns, {} }, range).has_value();
    const Table part = tablePart(table, range);
    return row.make(part, { 0, 0, part.rows, part.columns }).has_value();
}

QString nameOf(TableChange change)
{
    return QCoreApplication::translate("TableChange", rowOf(change).name);
}

} // namespace palimpsest
