#pragma once
// Tree-edit-distance-based similarity of tables: X. Zhong, E. ShafieiBavani and A. Jimeno Yepes, "Image-based table
// recognition: data, model, and evaluation", ECCV 2020.
//   TEDS = 1 - distance(trees) / max(elements of either)
// It can fall below 0, as the published one can. An element costs one to insert or delete; a cell is renamed for its
// normalised edit distance of content.

#include "pipelines/evaluate/html_table.h"

namespace palimpsest {

enum class CellContent {
    Compared,
    Ignored, // S-TEDS: the structure alone
};

[[nodiscard]] double teds(const HtmlTable& found, const HtmlTable& truth, CellContent content);

} // namespace palimpsest
