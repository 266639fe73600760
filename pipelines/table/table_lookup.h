#pragma once
// Finds the cell of a table that a question asks for, by the words of its rows and columns: "what is the total", "how
// much is rent in March". Pure; any thread.

#include <optional>
#include <string_view>

#include "pipelines/page_result.h"

namespace palimpsest {

// Into `tables`, which must outlive it. Nothing where no cell fits, where several fit alike, or where the question has
// a word that neither the row nor the column has: a cell beside the point would look like an answer.
[[nodiscard]] const TableCell* lookUp(const Tables& tables, std::string_view question);

} // namespace palimpsest
