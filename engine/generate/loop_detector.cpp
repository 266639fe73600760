#include "engine/generate/loop_detector.h"

#include <algorithm>
#include <cstddef>

namespace palimpsest {
namespace {

constexpr std::size_t kLongestPeriod = 16;
constexpr std::size_t kFewestRepeats = 4;

} // namespace

bool endsInLoop(std::span<const std::int32_t> ids, std::size_t shortestLoop)
{
    for (std::size_t period = 1; period <= kLongestPeriod; ++period) {
        const std::size_t length = std::max(kFewestRepeats * period, shortestLoop);
        if (ids.size() < length)
            continue;
        const std::span<const std::int32_t> tail = ids.last(length);
        if (std::equal(tail.begin() + static_cast<std::ptrdiff_t>(period), tail.end(), tail.begin()))
            return true;
    }
    return false;
}

} // namespace palimpsest
