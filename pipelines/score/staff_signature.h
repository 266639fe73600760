#pragma once
// What stands at the beginning of a staff: clef, key and meter. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "pipelines/music/notation.h"
#include "pipelines/music/score_timeline.h"
#include "pipelines/score/sign_pieces.h"

namespace palimpsest {

struct StaffSignature {
    std::optional<Clef> clef;
    int fifths = 0; // sharps; flats below 0
    std::optional<Meter> meter;
    std::string meterSign; // "c", "c|" where it is a sign and no numbers
    int right = 0;         // the column where it ends
    int lastOfKey = 0;     // where the row of its last accidental is; 0: none
    int beforeLast = 0;    // the column where what stands before that accidental ends
};

enum class Accidental { Flat = -1, Natural = 0, Sharp = 1 };

struct FoundAccidental {
    Accidental kind = Accidental::Natural;
    int row = 0; // of the note it belongs to
};

// What a piece is, if it is one.
std::optional<FoundAccidental> accidentalOf(const SignPiece& piece);

// Pieces as they are, but for flats that have come apart.
std::vector<SignPiece> withWholeFlats(const std::vector<SignPiece>& pieces);

StaffSignature signatureOf(const StaffPicture& picture);

} // namespace palimpsest
