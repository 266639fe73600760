#pragma once
// Boxes that belong together as one box. Pure.

#include <cstddef>
#include <utility>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

// Until no two are left of which `belong(one, other)` says that they are one; the order of those that stay is kept.
template <typename Belong> [[nodiscard]] std::vector<RectF> joinedBoxes(std::vector<RectF> boxes, Belong belong)
{
    for (bool grown = true; std::exchange(grown, false);)
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t k = i + 1; k < boxes.size();) {
                if (!belong(boxes[i], boxes[k])) {
                    ++k;
                    continue;
                }
                boxes[i] = united(boxes[i], boxes[k]);
                boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(k));
                grown = true;
            }
    return boxes;
}

} // namespace palimpsest
