#pragma once
// Which ink of a line drawing is letters, and which letters belong together. Pure; any thread.

#include <vector>

#include "pipelines/molecule/molecule_sketch.h"
#include "pipelines/molecule/strokes.h"

namespace palimpsest {

struct FoundLabels {
    std::vector<AtomLabel> labels;
    double letterHeight = 0;         // of a capital
    std::vector<std::uint8_t> taken; // of each part: 1 where it belongs to a label
};

// `bondLength` in pixels, about.
// An l that touches a bond is taken out of its strokes.
FoundLabels findLabels(const InkMap& ink, LineDrawing& drawing, double bondLength);

} // namespace palimpsest
