#pragma once
// Room for columns, and measures broken into lines as evenly as they go. Part of engraving; pure.

#include <vector>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

// What a measure takes beside its columns.
struct MeasureFrame {
    double head = 0;      // signs before it, where it begins a line
    double change = 0;    // signs before it, where it does not
    double bar = 0;       // its barline, where another measure follows in the line
    double endingBar = 0; // and where it ends one
};

struct MusicLine {
    std::size_t first = 0;
    std::size_t end = 0; // one behind the last measure
    double stretch = 1;  // of the gaps that lengths deserve
};

// Gives every column its place; returns the width of the measure.
double placeColumns(LaidMeasure& measure, double stretch);

std::vector<MusicLine> brokenLines(
    std::vector<LaidMeasure>& measures, const std::vector<MeasureFrame>& frames, double width);

} // namespace palimpsest
