#pragma once
// How light a pixel is: ITU-R BT.601, rounded.

#include <cstdint>

namespace palimpsest {

// `rgb`: its three bytes.
[[nodiscard]] constexpr std::uint8_t luminanceOf(const std::uint8_t* rgb)
{
    return static_cast<std::uint8_t>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000);
}

} // namespace palimpsest
