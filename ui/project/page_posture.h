#pragma once
// How a page lies, as far as a person has said. What nobody said, the reader decides, and the window shows the page as
// it came. A plain value.
//
// A posture changes what is shown and what the reader is told. It changes no coordinates: results and regions are those
// of the page as it came, whatever its posture.

#include <optional>

namespace palimpsest {

struct PagePosture {
    std::optional<int> turn;      // degrees clockwise: 0, 90, 180 or 270
    std::optional<bool> straight; // whether print is straightened

    [[nodiscard]] PagePosture turnedBy(int degrees) const
    {
        return { ((turn.value_or(0) + degrees) % 360 + 360) % 360, straight };
    }
    friend bool operator==(const PagePosture&, const PagePosture&) = default;
};

} // namespace palimpsest
