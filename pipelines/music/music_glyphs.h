#pragma once
// The signs of music as outlines of our own, so that a picture of a score needs no font. Pure; any thread.

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

// Named as the Standard Music Font Layout (SMuFL) does, where it has them.
enum class MusicGlyph {
    NoteheadBlack,
    NoteheadHalf,
    NoteheadWhole,
    NoteheadBreve,
    AccidentalSharp,
    AccidentalNatural,
    AccidentalFlat,
    AccidentalDoubleSharp,
    AccidentalDoubleFlat,
    GClef,
    FClef,
    CClef,
    RestBreve,
    RestWhole,
    RestHalf,
    RestQuarter,
    Rest8th,
    Rest16th,
    Rest32nd,
    Rest64th,
    Rest128th,
    Flag8thUp,
    Flag8thDown,
    FlagMoreUp,
    FlagMoreDown,
    AugmentationDot,
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
    TimeCommon,
    TimeCut,
    Staccato,
    Tenuto,
    Accent,
    Fermata,
    FermataBelow,
    Trill,
    Brace,
};

// SVG's path data, absolute M, L, C and Z, to be filled where the winding is not zero. The unit is the distance of two
// staff lines, y goes downwards. Heads, rests, accidentals, digits and dots begin at x = 0 and stand about y = 0, a
// clef about the line it names, a flag at the end of its stem, a brace from y = 0 to 1.
std::string_view pathOf(MusicGlyph glyph);

struct OutlineStep {
    char command = 'Z';
    std::array<PointF, 3> points; // one for M and L, three for C
};

struct GlyphOutline {
    std::vector<OutlineStep> steps;
    RectF bounds; // of all points, which the ink is within
};

const GlyphOutline& outlineOf(MusicGlyph glyph);

} // namespace palimpsest
