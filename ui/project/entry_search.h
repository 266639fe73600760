#pragma once
// Finding entries of a project by their ids. Pure functions.

#include <algorithm>
#include <cstddef>

namespace palimpsest {

template <typename Entries, typename Id> auto withId(Entries& entries, Id id)
{
    return std::find_if(entries.begin(), entries.end(), [id](const auto& entry) { return entry.id == id; });
}

inline std::ptrdiff_t offset(std::size_t place)
{
    return static_cast<std::ptrdiff_t>(place);
}

} // namespace palimpsest
