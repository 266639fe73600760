#pragma once
// Lines of text on a page, with the gaps between their words: where a page may be cut without cutting a letter. Works
// on the ink alone, before any reading. Rules, frames, pictures and specks are left out; columns are lines of their
// own.

#include <span>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct FoundLine {
    PixelBox box;                // of its ink
    std::vector<PixelBox> words; // left to right; ink that no word gap parts
    double textHeight = 0;       // top of ascenders to bottom of descenders, also where the line has neither
    double advance = 0;          // mean way from one letter to the next, in pixels; dots count, too; 0: not known
};

// In reading order: columns left to right, lines top to bottom. Empty for a page without text.
std::vector<FoundLine> findLines(const RgbImage& page);

// Of at least one line.
[[nodiscard]] double medianTextHeight(std::span<const FoundLine> lines);

} // namespace palimpsest
