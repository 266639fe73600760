#pragma once
// Beams and flags at stems. Pure; any thread.

#include <vector>

#include "pipelines/score/note_heads.h"

namespace palimpsest {

// What hangs on a stem, counted in halvings of a quarter.
struct StemEnd {
    int before = 0; // beams that reach the stem from the left, hooks among them
    int behind = 0; // that leave it to the right
    int joined = 0; // of those behind: that reach the next stem
    int flags = 0;  // where there are no beams

    [[nodiscard]] int halvings() const { return flags > 0 ? flags : before > behind ? before : behind; }
};

// One for each, in the order given, which is that of the stems from left to right.
std::vector<StemEnd> stemEnds(const Bitmap& signs, const std::vector<StemmedHeads>& notes);

// Without stems, heads, beams and flags: what is left are other signs.
Bitmap withoutNotes(const Bitmap& signs, const std::vector<StemmedHeads>& notes, const std::vector<StemEnd>& ends);

} // namespace palimpsest
