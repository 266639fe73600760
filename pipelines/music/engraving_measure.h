#pragma once
// Measures of a timeline with the shapes of their notes in columns of one time, before lines are broken. Part of
// engraving; pure.

#include <vector>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

std::vector<LaidMeasure> laidMeasures(const ScoreTimeline& timeline);

} // namespace palimpsest
