#pragma once
// What interpretations and lengths of **kern mean on paper: clefs, keys, the shape of a note. Pure; any thread.

#include <optional>
#include <string>

#include "pipelines/music/kern_score.h"

namespace palimpsest {

struct Clef {
    char sign = 'G'; // G, F or C
    int line = 2;    // from the lowest, 1 to 5
    int octaves = 0; // up

    friend bool operator==(const Clef&, const Clef&) = default;

    [[nodiscard]] int lowestStep() const; // that stands on the lowest line, counted as KernNote::step is
};

std::optional<Clef> clefOf(const std::string& interpretation); // "*clefGv2"
// Where none is written: of the highest staff and of the others.
Clef usualClef(bool highest);

// Sharps of a key; flats below 0.
std::optional<int> fifthsOf(const std::string& interpretation); // "*k[f#c#]"
// What a key of so many sharps makes of a step.
int alterationIn(int fifths, int step);

// 12 is an eighth, three in the time of two: the next longer length that has a shape of its own.
struct WrittenLength {
    int halvings = 2; // of a whole note: -1 is a breve, 0 a whole, 2 a quarter
    int actual = 1;   // so many notes in the time of `normal`
    int normal = 1;

    friend bool operator==(const WrittenLength&, const WrittenLength&) = default;

    [[nodiscard]] int flags() const { return halvings > 2 ? halvings - 2 : 0; }
};
WrittenLength writtenLength(const KernNote& note);

} // namespace palimpsest
