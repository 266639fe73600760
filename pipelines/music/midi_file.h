#pragma once
// A timeline as a Standard MIDI File of format 1: a track of tempo, meters and keys, and one for each staff, lowest
// first. Any thread.

#include <string>

#include "pipelines/music/score_timeline.h"

namespace palimpsest {

inline constexpr int kTicksPerQuarter = 480;

// The bytes of the file. Tied notes sound as one. Grace notes take a 32nd each from the beginning of the note behind
// them, and no more than half of it; those that none follows do not sound.
std::string midiFile(const ScoreTimeline& timeline);

// Middle C is 60.
int midiPitch(const KernNote& note);

} // namespace palimpsest
