#pragma once
// The shape of chords and rests: heads on their lines, those a second apart beside each other, accidentals in columns
// before them and dots behind. Part of engraving; pure.

#include <map>
#include <vector>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

// Which alteration a step of a staff has in its measure; empty: that of the key.
using AlterationsHeard = std::map<int, int>;

// Heads where they stand, without their neighbours.
LaidChord laidChord(const TimedChord& chord, const TimedMeasure& measure, const Clef& clef);

// The accidentals that are printed: where the key and what came before in the measure do not say it already.
void chooseAccidentals(LaidChord& chord, int fifths, AlterationsHeard& heard);

// Chords of one staff and one time, whose stems are known.
void placeBesideEachOther(const std::vector<LaidChord*>& chords);

// Room that a chord takes before and behind where the heads of its column begin.
double roomBefore(const LaidChord& chord);
double roomBehind(const LaidChord& chord);

// How often its notes have a mark; a chord may say the same at each of them.
std::size_t marksOf(const LaidChord& chord, char mark);

// Height of the stem's foot and of the head that is next to its end.
double footOf(const LaidChord& chord);
double tipHeadOf(const LaidChord& chord);
// From where the column's heads begin.
double stemXOf(const LaidChord& chord);

} // namespace palimpsest
