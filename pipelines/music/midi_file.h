#pragma once
// A timeline as a Standard MIDI File of format 1: a track of tempo, meters and keys, and one for each staff, lowest
// first. Any thread.

#include <string>

#include "pipelines/music/score_timeline.h"

namespace palimpsest {

inline constexpr int kTicksPerQuarter = 480;

// The bytes of the file. Tied notes sound as one; grace notes do not sound.
std::string midiFile(const ScoreTimeline& timeline);

// Middle C is 60.
int midiPitch(const KernNote& note);

} // namespace palimpsest
