#pragma once
// A score as Humdrum's **kern has it (D. Huron, "The Humdrum Toolkit", 1994): rows of events that happen together, a
// cell for each spine. Plain values. Rows have a cell for every spine that is open; read by decode/kern_syntax.

#include <cstddef>
#include <string>
#include <vector>

#include "pipelines/music/fraction.h"

namespace palimpsest {

struct KernNote {
    bool rest = false;
    int step = 0;         // of the diatonic scale from C4: b is 6, cc is 7, B is -1
    int alteration = 0;   // sharps, or flats below 0
    bool natural = false; // "n" is written

    // The length as it is written: 4 is a quarter, 0 a breve, 3%2 two thirds of a whole note.
    int reciprocal = 4;
    int divisor = 1; // what stands behind "%"
    int dots = 0;
    bool grace = false; // takes no time

    std::string openings; // before the length: "[" ties, "(" slurs
    std::string marks;    // behind the pitch: beams, ties, slurs, articulation, in the order they came

    friend bool operator==(const KernNote&, const KernNote&) = default;

    [[nodiscard]] Fraction quarters() const;
    [[nodiscard]] std::size_t count(char mark) const; // how often it stands in openings and marks
};

struct KernCell {
    std::vector<KernNote> notes; // a chord has several; empty: what `text` says
    std::string text;            // "." where something goes on; an interpretation, a barline, what is no note

    friend bool operator==(const KernCell&, const KernCell&) = default;
};

enum class KernRowKind { Exclusive, Interpretation, Barline, Notes, Comment };

struct KernRow {
    KernRowKind kind = KernRowKind::Notes;
    std::vector<KernCell> cells; // one for every open spine; a comment has one

    friend bool operator==(const KernRow&, const KernRow&) = default;
};

struct KernScore {
    std::vector<KernRow> rows; // from **kern to *-

    friend bool operator==(const KernScore&, const KernScore&) = default;
};

// Where each spine of the row behind an interpretation comes from: a spine that is split is there twice, one that is
// ended not at all, and of joined ones the first.
std::vector<std::size_t> spinesBehind(const KernRow& interpretation);

// The text of a score; lines end with a line feed.
std::string kernText(const KernScore& score);
std::string noteText(const KernNote& note);

} // namespace palimpsest
