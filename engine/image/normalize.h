#pragma once
// Bytes to the numbers the vision tower was trained on: v = f32(byte / 255), then (v - 0.5) / 0.5, in [-1, 1].

#include <array>

namespace palimpsest {

// One value per byte; built once, shared by all threads.
const std::array<float, 256>& normalizedBytes();

} // namespace palimpsest
