#include "tests/support/random_tensor.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace palimpsest {
namespace {

double uniform(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}

template <typename Expected> double nmseOf(std::span<const float> found, std::span<const Expected> expected)
{
    if (found.size() != expected.size())
        return std::numeric_limits<double>::infinity();
    double error = 0;
    double power = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double difference = static_cast<double>(found[i]) - static_cast<double>(expected[i]);
        error += difference * difference;
        power += static_cast<double>(expected[i]) * static_cast<double>(expected[i]);
    }
    return power > 0 ? error / power : error;
}

} // namespace

std::vector<float> randomNormal(std::size_t count, std::uint64_t seed, float deviation)
{
    std::vector<float> values(count);
    std::uint64_t state = seed;
    for (float& value : values) {
        const double radius = std::sqrt(-2.0 * std::log(uniform(state)));
        value = deviation * static_cast<float>(radius * std::cos(2.0 * std::numbers::pi * uniform(state)));
    }
    return values;
}

double nmse(std::span<const float> found, std::span<const float> expected)
{
    return nmseOf(found, expected);
}

double nmse(std::span<const float> found, std::span<const double> expected)
{
    return nmseOf(found, expected);
}

double largestDifference(std::span<const float> found, std::span<const float> expected)
{
    if (found.size() != expected.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double difference = std::fabs(static_cast<double>(found[i]) - static_cast<double>(expected[i]));
        if (!(difference <= largest)) // NaN counts as the largest difference there is
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
    }
    return largest;
}

} // namespace palimpsest
