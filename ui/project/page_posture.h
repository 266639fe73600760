#pragma once
// How a page lies, as far as a person has said. What nobody said, the reader decides, and the window shows the page as
// it was read then. Plain values.
//
// A posture changes what is shown and what the reader is told. It changes no coordinates: results and regions are those
// of the page as it came, whatever its posture.

#include <optional>

namespace palimpsest {

struct PagePosture {
    std::optional<int> turn;      // degrees clockwise: 0, 90, 180 or 270
    std::optional<bool> straight; // whether print is straightened

    friend bool operator==(const PagePosture&, const PagePosture&) = default;
};

// How a page is shown: as a person said, else as it was read, else as it came.
struct ShownPosture {
    int turn = 0; // degrees clockwise
    bool straight = false;
    std::optional<double> skew = {}; // degrees by which its print falls to the right, as it was read; empty: not known

    [[nodiscard]] int turnedBy(int further) const { return ((turn + further) % 360 + 360) % 360; }
    // Clockwise, by which the page as it came is turned. `measuredSkew`: where it is not known from reading.
    [[nodiscard]] double degrees(double measuredSkew) const
    {
        return turn - (straight ? skew.value_or(measuredSkew) : 0);
    }
};

} // namespace palimpsest
