#pragma once
// Heads of notes in a staff picture: those at stems, and whole notes. Pure; any thread.

#include <vector>

#include "pipelines/score/sign_pieces.h"
#include "pipelines/score/staff_picture.h"
#include "pipelines/score/upright_strokes.h"

namespace palimpsest {

enum class HeadShape { Black, Half, Whole };

struct FoundHead {
    int x = 0;    // its middle
    int step = 0; // half spaces above the lowest line; in the space above it: 1
    HeadShape shape = HeadShape::Black;

    [[nodiscard]] int row() const { return kBottomLine - step * kStep; }
};

enum class StemGoes { Up, Down };

// Heads that one stem holds together, the lowest first.
struct StemmedHeads {
    UprightStroke stem;
    StemGoes goes = StemGoes::Up;
    std::vector<FoundHead> heads;
};

// Strokes without a head at their end are none.
std::vector<StemmedHeads> headsAtStems(const StaffPicture& picture, const std::vector<UprightStroke>& strokes);

// Round, hollow, as wide as a head without a stem, in the ink that is left.
std::vector<FoundHead> wholeHeads(const StaffPicture& picture, const std::vector<SignPiece>& left);

} // namespace palimpsest
