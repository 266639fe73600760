#pragma once
// Heads, stems, flags, ledger lines, dots and small signs of a measure whose columns have their places and whose beams
// are drawn. Part of engraving; pure.

#include <vector>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

// `x` is the left edge of the measure, `inks` has one for every staff. Notes get their boxes there.
void drawMeasure(const LaidMeasure& measure, double x, std::vector<Ink>& inks, std::vector<EngravedNote>& notes);

} // namespace palimpsest
