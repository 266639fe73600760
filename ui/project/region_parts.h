#pragma once
// A reading that was made of regions, and what of it belongs to which: by where they stand, so that a region that was
// moved since is one that was not read yet. Pure functions.

#include <optional>

#include "ui/project/reading.h"
#include "ui/project/region.h"

namespace palimpsest {

// Every part says where it was read.
[[nodiscard]] bool isOfRegions(const PageResult& result);

// The part that was read in this region, by the task it has now. `toPoints`: points for a pixel of the result.
[[nodiscard]] std::optional<std::size_t> partOfRegion(const PageResult& result, const Region& region, double toPoints);

// `whole` with what was read in one region in place of what stood there, or behind the rest. Reviews of the others
// stay.
[[nodiscard]] Reading withPart(const Reading& whole, const Reading& part);
// Whether a person had corrected what that would replace.
[[nodiscard]] bool losesEdits(const Reading& whole, const PageResult& part);

} // namespace palimpsest
