#pragma once
// The doubtful places of a project in reading order: what the model was not sure of and nobody has looked at. A place
// without a confidence is not doubtful: nothing was measured. Pure functions.

#include <cstddef>
#include <optional>

#include "ui/project/project.h"

namespace palimpsest {

struct ReviewPlace {
    PageId page = 0;
    std::size_t item = 0;

    friend bool operator==(const ReviewPlace&, const ReviewPlace&) = default;
};

enum class Direction { Forward, Back };

[[nodiscard]] bool isDoubtful(const Reading& reading, std::size_t item, double threshold);
[[nodiscard]] std::size_t doubtfulCount(const Reading& reading, double threshold);

struct ReviewCount {
    std::size_t before = 0; // doubtful places ahead of the one asked about
    std::size_t total = 0;
};
[[nodiscard]] ReviewCount countDoubtful(const Project& project, const ReviewPlace& place, double threshold);

// The nearest doubtful place after or before `from`, which need not be one; `from.item` may be one past the last.
[[nodiscard]] std::optional<ReviewPlace> nextDoubtful(
    const Project& project, const ReviewPlace& from, Direction direction, double threshold);

} // namespace palimpsest
