#pragma once
// The middle one of some values. Pure.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace palimpsest {

// Of an even number the upper one of the two in the middle. `values`: at least one.
template <typename Value, typename Less = std::less<>>
[[nodiscard]] Value medianOf(std::vector<Value> values, Less less = {})
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end(), less);
    return *middle;
}

} // namespace palimpsest
