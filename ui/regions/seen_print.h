#pragma once
// At how many dots an inch the model saw a part of a page, and whether print arrived there large enough to be read.
// Pure functions.

#include <QString>
#include <optional>

#include "pipelines/page_result.h"

namespace palimpsest {

struct SeenPrint {
    double dpi = 0;                    // of most of what the model was shown
    double readable = 0;               // points that print needs there; 0: not known
    std::optional<double> height = {}; // points of the print, where it was measured

    // Below what the model reads.
    [[nodiscard]] bool isLow() const;
    // What is wrong and what to do; empty: nothing.
    [[nodiscard]] QString advice() const;
};

// `pageDpi`: pixels of the result for an inch. `smallestPrint`: pixels of its picture that the model needs for a line;
// 0: not known. Nullopt: nothing was shown to the model, or the page does not say how large it is.
[[nodiscard]] std::optional<SeenPrint> seenPrintOf(const PageResult& part, double pageDpi, double smallestPrint);

} // namespace palimpsest
