#pragma once
// What geometry says about a drawn molecule, before anybody has read its letters. Plain values; pixels of the drawing.

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

// Letters in a row, as "NH" or "CO2Et"; the marks of a charge are told by their form.
struct LabelRow {
    std::vector<PixelBox> glyphs; // left to right, charges left out
    PixelBox box;                 // of the glyphs
};

// What stands at an atom.
struct AtomLabel {
    std::vector<LabelRow> rows; // top to bottom
    int charge = 0;
    std::vector<PixelBox> marks; // of the charge
    PixelBox box;                // of the rows
};

struct SketchAtom {
    PointF place;
    std::optional<std::size_t> label; // none: a carbon
    std::vector<PointF> reached = {}; // where bonds end that come to the label
};

enum class BondMark { None, Wedge, Hash }; // narrow at SketchBond::from

struct SketchBond {
    std::size_t from = 0; // atoms
    std::size_t to = 0;
    int order = 1;
    BondMark mark = BondMark::None;
    bool aromatic = false; // of a ring with a circle in it
};

struct MoleculeSketch {
    std::vector<SketchAtom> atoms;
    std::vector<SketchBond> bonds;
    std::vector<AtomLabel> labels; // those that no bond reaches have no atom
    double bondLength = 0;
    double letterHeight = 0; // of a capital; 0: there are no letters
};

} // namespace palimpsest
