#pragma once
// Ties and slurs between notes that have their places, across the ends of lines too. Part of engraving; pure.

#include <vector>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

struct PlacedChord {
    const LaidChord* chord = nullptr;
    std::size_t line = 0;
    double x = 0; // where the heads of its column begin
};

struct LineEdges {
    double left = 0; // behind the signs at its beginning
    double right = 0;
};

// Chords in the order of the rows. `inks` has, for each line, one for every staff.
void drawCurves(
    const std::vector<PlacedChord>& chords, const std::vector<LineEdges>& lines, std::vector<std::vector<Ink>>& inks);

} // namespace palimpsest
