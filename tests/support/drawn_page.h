#pragma once
// Pages with print whose place is known to the pixel. A letter is a frame, three eighths as wide as the line is high;
// every third has an ascender, every fifth a descender, as in "lines of text".

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct Grey {
    std::uint8_t level = 0;
};

class DrawnPage {
public:
    DrawnPage(int width, int height, Grey paper = { 255 });

    void fill(const PixelBox& box, Grey level);
    void shade(int darkest); // the paper gets darker from left to right
    void addNoise(double deviation, std::uint64_t seed);

    // Words of the given numbers of letters on one line; returns the box of each word's ink. `size` is the height from
    // ascender to descender, and a word gap is a quarter of it. `climb`: pixels up per 100 pixels to the right.
    std::vector<PixelBox> line(
        int left, int top, int size, const std::vector<int>& letters, Grey ink = { 0 }, double climb = 0);

    [[nodiscard]] const RgbImage& image() const { return m_image; }

private:
    RgbImage m_image;
};

// The union of some boxes.
PixelBox unitedAll(const std::vector<PixelBox>& boxes);

} // namespace palimpsest
