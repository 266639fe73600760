#pragma once
// Strips of a page below each other as one picture, and the way back from a place in it. Plain value.

#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/preprocessing.h"
#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

class TableView {
public:
    // Strips of one width, top to bottom. The picture is at least `side` pixels wide and high: the rest is paper.
    TableView(const RgbImage& page, std::vector<PixelBox> strips, int side);

    [[nodiscard]] const RgbImage& picture() const { return m_picture; }
    // What of the page is in it.
    [[nodiscard]] RectF region() const;
    // From fractions of the square that the preprocessing makes of the picture to page pixels.
    [[nodiscard]] RectF toPage(const RectF& box, const Preprocessing& preprocessing) const;

private:
    std::vector<PixelBox> m_strips;
    RgbImage m_picture;
};

} // namespace palimpsest
