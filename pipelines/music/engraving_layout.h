#pragma once
// What is known of a score before its lines are broken: shapes, stems, accidentals, and the columns that notes of one
// time stand in. Part of engraving; plain values.

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "pipelines/music/engraving.h"
#include "pipelines/music/notation.h"

namespace palimpsest {

inline constexpr double kStaffMiddle = 2;
inline constexpr double kHeadWidth = 1.18;
inline constexpr double kLedgerReach = 0.35; // of a ledger line beyond its head
inline constexpr double kStemWeight = 0.12;
inline constexpr double kDotStep = 0.65; // from dot to dot
inline constexpr double kGraceScale = 0.65;
inline constexpr double kSmallScale = 0.75; // of a clef in the middle

enum class Stem { None, Up, Down };

struct LaidHead {
    std::size_t member = 0; // of the chord's notes
    int step = 0;
    double y = 0;  // below the highest staff line
    double dx = 0; // from where the column's heads begin
    MusicGlyph glyph = MusicGlyph::NoteheadBlack;
    std::optional<MusicGlyph> accidental;
    double accidentalX = 0; // its left edge
    std::optional<double> dotY;
};

struct LaidChord {
    const TimedChord* chord = nullptr;
    WrittenLength written;
    bool rest = false;
    bool fillsMeasure = false; // a rest
    bool grace = false;
    bool shared = false; // with another voice in its staff
    Stem stem = Stem::None;
    std::size_t column = 0;
    double scale = 1;
    std::vector<LaidHead> heads; // from low to high; a rest has one
    double dotX = 0;
    std::size_t firstNote = 0;  // of Engraving::notes
    std::size_t beam = kNoNote; // of the measure
    double stemEnd = 0;         // y
};

struct LaidSign {
    std::size_t staff = 0;
    std::optional<Clef> clef;
    std::optional<int> fifths;
    int fifthsBefore = 0;
};

struct LaidColumn {
    Fraction time;
    double left = 0;             // room that is needed before x
    double right = 0;            // and from it on
    double gap = 0;              // to the next that its length deserves; 0: no more than is needed
    double x = 0;                // within the measure, when its line is known
    std::vector<LaidSign> signs; // small ones; such a column has no notes
};

// What holds in a staff.
struct StaffState {
    Clef clef;
    int fifths = 0;
};

struct LaidMeasure {
    std::vector<StaffState> states;           // at its beginning, one a staff
    std::optional<Meter> meter;               // that begins here
    const std::string* meterSymbol = nullptr; // "*met(c)"
    std::vector<int> fifthsBefore;            // of every staff, where the key changes here; else empty
    std::vector<LaidChord> chords;
    std::vector<std::vector<std::size_t>> beams; // chords of each
    std::vector<LaidColumn> columns;
    double width = 0; // when its line is known: of the columns
};

} // namespace palimpsest
