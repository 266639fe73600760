#pragma once
// What the commands for tables do to the cells that are chosen. Pure but for names, which are in the window's language.

#include <QString>
#include <optional>

#include "pipelines/table/table_edit.h"

namespace palimpsest {

enum class TableChange {
    Merge,
    Split,
    InsertRowAbove,
    InsertRowBelow,
    InsertColumnBefore,
    InsertColumnBehind,
    RemoveRows,
    RemoveColumns,
    ToggleHeader,
    Clear,
};

// Nothing where it would change nothing.
[[nodiscard]] std::optional<Table> changed(const Table& table, TableChange change, const GridRange& range);
// The same without making the table, which may be large.
[[nodiscard]] bool canChange(const Table& table, TableChange change, const GridRange& range);
// What the step of the history is called.
[[nodiscard]] QString nameOf(TableChange change);

} // namespace palimpsest
