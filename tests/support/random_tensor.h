#pragma once
// Reproducible numbers for tests, and the measures that compare two arrays of them.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace palimpsest {

// Normally distributed values with the given standard deviation; the same for the same seed everywhere.
std::vector<float> randomNormal(std::size_t count, std::uint64_t seed, float deviation = 1.0F);

double nmse(std::span<const float> found, std::span<const float> expected);
double nmse(std::span<const float> found, std::span<const double> expected);
double largestDifference(std::span<const float> found, std::span<const float> expected);

} // namespace palimpsest
