#pragma once
// The strokes of a drawing as bonds: parallel ones are one bond of a higher order, thickening ones and rows of dashes
// are wedges, and long ones are several bonds in a row. Pure; any thread.

#include <cstdint>
#include <vector>

#include "pipelines/molecule/molecule_sketch.h"
#include "pipelines/molecule/strokes.h"

namespace palimpsest {

struct BondLine {
    PointF from;
    PointF to;
    int order = 1;
    BondMark mark = BondMark::None; // narrow at `from`
};

// How long bonds are, judged by all strokes: those of letters are shorter and fewer. 0: there is no stroke.
double usualBondLength(const LineDrawing& drawing);

// `taken`: of each part, 1 where it is no bond; parts that become rows of dashes are marked as well.
std::vector<BondLine> findBondLines(const LineDrawing& drawing, double bondLength, std::vector<std::uint8_t>& taken);

} // namespace palimpsest
