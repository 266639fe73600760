#pragma once
// Tables without rules: rows of short texts that stand in columns, with white between them from the first row to the
// last. Columns of running text are none, and what is in doubt is left as text. Pure; any thread.

#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

// Boxes round their ink, top to bottom.
std::vector<RectF> alignedTables(const std::vector<FoundLine>& lines);

// `table` lies between its first rule and its last one; with the names of the columns that stand above the first and
// the sums below the last.
RectF withNamesAndSums(const RectF& table, const std::vector<FoundLine>& lines);

} // namespace palimpsest
