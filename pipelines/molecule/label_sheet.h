#pragma once
// Labels of a drawing set as lines of print, which is what a model of print reads best: black on white, digits that
// stand low as large as the others. Pure; any thread.

#include <span>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/molecule/molecule_sketch.h"

namespace palimpsest {

struct LabelSheet {
    RgbImage image;
    std::vector<PixelBox> rows; // where each stands on the sheet; capitals are as high as in the drawing
};

// `letterHeight` of a capital, in pixels of the drawing.
LabelSheet setLabels(const RgbImage& drawing, std::span<const LabelRow> rows, double letterHeight);

} // namespace palimpsest
