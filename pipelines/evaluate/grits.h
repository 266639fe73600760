#pragma once
// Grid table similarity: B. Smock, R. Pesala and R. Abraham, "GriTS: Grid table similarity metric for table structure
// recognition", ICDAR 2023. Rows and columns are aligned apart from each other; the score is the sum of the rewards of
// the slots that are aligned in both.

#include <cstddef>

#include "pipelines/evaluate/html_table.h"

namespace palimpsest {

struct GritsScore {
    double reward = 0;
    std::size_t foundSlots = 0;
    std::size_t truthSlots = 0;

    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;
};

// GriTS-Top: where a slot lies in its spanning cell. Intersection over the enclosing rectangle, as the reference code.
[[nodiscard]] GritsScore gritsTopology(const HtmlGrid& found, const HtmlGrid& truth);

// GriTS-Con: the text, 2 * matchedLength / (both lengths).
[[nodiscard]] GritsScore gritsContent(const HtmlGrid& found, const HtmlGrid& truth);

} // namespace palimpsest
