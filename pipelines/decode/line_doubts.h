#pragma once
// Where in a line of text the model was not sure. A line's own confidence is a mean, which hides one wrong letter among
// fifty sure ones. Pure functions.

#include <cstddef>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

// Bytes of the line's text, from `begin` to before `end`.
struct LineDoubt {
    std::size_t begin = 0;
    std::size_t end = 0;
    double confidence = 0; // of the least sure character

    friend bool operator==(const LineDoubt&, const LineDoubt&) = default;
};

// From left to right: characters less sure than the threshold, those of one word together. A piece that does not know
// its characters' confidences is doubtful as a whole or not at all, and so is a line without pieces.
std::vector<LineDoubt> lineDoubts(const TextLine& line, double threshold);

// Where these bytes of the line's text stand on the page, as far as shares of their pieces' width can tell.
RectF boxWithin(const TextLine& line, std::size_t begin, std::size_t end);

} // namespace palimpsest
