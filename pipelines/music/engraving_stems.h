#pragma once
// Which way stems go and which notes a beam joins. Part of engraving; pure.

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

// Whether a score says itself which notes are joined.
bool saysBeams(const ScoreTimeline& timeline);

// Groups of chords of the measure: as their marks say, or by the beats of the meter.
void joinByMarks(LaidMeasure& measure);
void joinByMeter(LaidMeasure& measure, const TimedMeasure& timed, const Meter& meter);

// Stems of all chords, beamed ones together; where a staff has several voices, those of the higher go up. Where stems
// end that carry no beam.
void chooseStems(LaidMeasure& measure, std::size_t staves);

} // namespace palimpsest
