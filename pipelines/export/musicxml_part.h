#pragma once
// One part of a score as MusicXML: the measures of some staves of a timeline.

#include <vector>

#include <pugixml.hpp>

#include "pipelines/music/score_timeline.h"

namespace palimpsest {

// Quarters are cut into that many units, so that every length is a whole number of them.
int divisionsOf(const ScoreTimeline& timeline);

// Appends the measures. `staves`: those of the part, top to bottom.
void appendMeasures(
    pugi::xml_node part, const ScoreTimeline& timeline, const std::vector<std::size_t>& staves, int divisions);

} // namespace palimpsest
