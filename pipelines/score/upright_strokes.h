#pragma once
// Upright strokes of a staff picture: stems and barlines. Pure; any thread.

#include <vector>

#include "pipelines/score/staff_picture.h"

namespace palimpsest {

// Pixels of the picture; thin enough to be drawn with one stroke of the pen, or a bar.
struct UprightStroke {
    int left = 0;
    int right = 0; // one past the last column
    int top = 0;
    int bottom = 0; // one past the last row

    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
    [[nodiscard]] int middle() const { return (left + right) / 2; }
};

// From left to right: whatever is upright, thin and long enough.
std::vector<UprightStroke> uprightsOf(const Bitmap& signs);

// Two strokes of about one length that stand close: a sharp or a natural. Barlines are longer.
bool areAccidental(const UprightStroke& a, const UprightStroke& b);

// The same without those of accidentals.
std::vector<UprightStroke> findUprights(const Bitmap& signs);

} // namespace palimpsest
