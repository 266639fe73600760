#pragma once
// How much memory this process takes, mapped files included, as the system counts it. Any thread.

#include <cstdint>

namespace palimpsest {

// Resident now; 0 where the system does not say.
[[nodiscard]] std::uint64_t residentMemoryBytes();

// The largest resident size so far; 0 where the system does not say.
[[nodiscard]] std::uint64_t peakMemoryBytes();

} // namespace palimpsest
