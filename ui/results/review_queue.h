#pragma once
// The doubtful places of a project in reading order: what the model was not sure of and nobody has looked at, letter by
// letter where it says so. What came without a confidence is not doubtful: nothing was measured. Pure functions.

#include <cstddef>
#include <optional>
#include <vector>

#include "ui/project/project.h"
#include "ui/project/result_items.h"

namespace palimpsest {

struct ReviewPlace {
    PageId page = 0;
    std::size_t item = 0;
    std::optional<std::size_t> doubt = {}; // of the item's; empty: before the first of them

    friend bool operator==(const ReviewPlace&, const ReviewPlace&) = default;
};

enum class Direction { Forward, Back };

// What is doubtful in an item's text; nothing where somebody has looked at it.
[[nodiscard]] std::vector<TextSpan> doubtsAt(const Reading& reading, std::size_t item, double threshold);
[[nodiscard]] bool isDoubtful(const Reading& reading, std::size_t item, double threshold);

struct ReviewCount {
    std::size_t before = 0; // doubtful places ahead of the one asked about
    std::size_t total = 0;
};
[[nodiscard]] ReviewCount countDoubtful(const Project& project, const ReviewPlace& place, double threshold);

// The nearest doubtful place after or before `from`, which need not be one; `from.item` may be one past the last.
[[nodiscard]] std::optional<ReviewPlace> nextDoubtful(
    const Project& project, const ReviewPlace& from, Direction direction, double threshold);

} // namespace palimpsest
