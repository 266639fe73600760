#pragma once
// Beams and tuplets of a measure whose columns have their places. Part of engraving; pure.

#include <vector>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

// Ends the stems of beamed chords at their beam. `x` is the left edge of the measure, `inks` has one for every staff.
void drawBeams(LaidMeasure& measure, double x, std::vector<Ink>& inks);

// A number, and a bracket where no beam holds the notes together.
void drawTuplets(const LaidMeasure& measure, double x, std::vector<Ink>& inks);

} // namespace palimpsest
