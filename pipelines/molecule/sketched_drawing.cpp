#include "pipelines/molecule/sketched_drawing.h"

#include <algorithm>
#include <cmath>

#include "engine/image/resize.h"
#include "pipelines/molecule/bond_lines.h"
#include "pipelines/molecule/sketch_check.h"
#include "pipelines/molecule/sketch_finder.h"
#include "pipelines/molecule/strokes.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

constexpr double kLeastDepth = 1.6; // pixels, half a stroke: lines beside each other part at that size
constexpr double kLeastBond = 90;   // pixels: thick strokes need room for the paper within letters
constexpr std::size_t kMostEnlarged = 3;
constexpr std::size_t kMostPixels = 24'000'000; // of an enlarged drawing
constexpr int kAround = 8;                      // pixels of paper left around a drawing

} // namespace

SketchedDrawing sketched(const RgbImage& page, const PixelBox& box)
{
    SketchedDrawing drawing;
    drawing.shown = onPage({ box.left - kAround, box.top - kAround, box.right + kAround, box.bottom + kAround }, page);
    drawing.picture = pageCrop(page, drawing.shown);
    const LineDrawing strokes = findStrokes(findInk(drawing.picture));
    const double bond = usualBondLength(strokes);
    const double wanted = std::max(kLeastDepth / std::max(strokes.depth, 0.1), kLeastBond / std::max(bond, 1.0));
    const std::size_t larger = std::clamp(static_cast<std::size_t>(std::ceil(wanted)), std::size_t{ 1 }, kMostEnlarged);
    const bool small = drawing.picture.width * drawing.picture.height * larger * larger <= kMostPixels;
    if (larger > 1 && small)
        drawing.picture = resize(
            drawing.picture, drawing.picture.width * larger, drawing.picture.height * larger, ResizeKernel::Bicubic);
    drawing.scale = small ? static_cast<double>(larger) : 1;
    drawing.sketch = findSketch(drawing.picture);
    return drawing;
}

bool showsMolecule(const RgbImage& page, const RectF& box)
{
    const PixelBox pixels = onPage({ static_cast<int>(box.left), static_cast<int>(box.top),
                                       static_cast<int>(box.right) + 1, static_cast<int>(box.bottom) + 1 },
        page);
    return looksLikeMolecule(sketched(page, pixels).sketch);
}

} // namespace palimpsest
