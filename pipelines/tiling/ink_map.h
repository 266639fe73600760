#pragma once
// Which pixels of a page are ink: those that differ from the paper around them, be it darker or lighter. The paper's
// level is found block by block, so that shading, coloured boxes and white print on black are all the same to it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/image/rgb_image.h"

namespace palimpsest {

struct InkMap {
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> ink; // [height, width], 1: ink, 0: paper

    [[nodiscard]] bool at(std::size_t x, std::size_t y) const { return ink[y * width + x] != 0; }
};

struct InkSettings {
    double edgeShare = 0.45; // of the usual contrast makes ink: where the blurred edge of a letter ends. More of it
                             // makes strokes thinner, and what touches by its edges comes apart
    std::size_t largestBlock = 64; // pixels; the paper is judged in squares of at most that side, and what fills one
                                   // is taken for paper
    std::size_t blocksAcross = 40; // of the page's shorter side
};

InkMap findInk(const RgbImage& page, const InkSettings& settings = {});

} // namespace palimpsest
