#include "pipelines/molecule/label_sheet.h"

#include <algorithm>
#include <cmath>

#include "engine/image/resize.h"
#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/luminance.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

// In heights of a capital.
constexpr double kLow = 0.86;      // a glyph lower than that, whose foot hangs below its row's, is a count
constexpr double kSmallest = 0.68; // and one lower than any small letter is one wherever it stands
constexpr double kHangs = 0.08;
constexpr double kGap = 0.14;     // between glyphs
constexpr double kRowSpace = 0.8; // between rows
constexpr std::uint8_t kDark = 128;
constexpr int kBleed = 2; // pixels of a glyph's blurred edge

// Levels of the paper and of the ink: the commonest, and the mean of those furthest from it.
struct Levels {
    double paper = 255;
    double ink = 0;
};

Levels levelsOf(const RgbImage& image, const PixelBox& box)
{
    std::vector<std::uint8_t> grey;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            grey.push_back(luminanceOf(
                image.pixels.data() + (static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x)) * 3));
    std::sort(grey.begin(), grey.end());
    // Paper all round a row of letters is on one of the two ends.
    const auto at = [&grey](double share) {
        return grey[static_cast<std::size_t>(share * static_cast<double>(grey.size() - 1))];
    };
    const double middle = at(0.5);
    const double dark = at(0.03);
    const double light = at(0.97);
    return middle - dark > light - middle ? Levels{ light, dark } : Levels{ dark, light };
}

void blacken(RgbImage& glyph, const Levels& levels)
{
    const double span = levels.paper - levels.ink;
    for (std::size_t i = 0; i + 2 < glyph.pixels.size(); i += 3) {
        const double light = std::fabs(span) < 1 ? 1 : (luminanceOf(glyph.pixels.data() + i) - levels.ink) / span;
        const auto value = static_cast<std::uint8_t>(std::lround(255 * std::clamp(light, 0.0, 1.0)));
        std::fill_n(glyph.pixels.begin() + static_cast<std::ptrdiff_t>(i), 3, value);
    }
}

// Whitens what reaches into the picture from its edge, ends of bonds and letters beside it, and all but `kBleed` pixels
// around the glyph, which is the largest piece of ink.
void dropStrangers(RgbImage& glyph)
{
    InkMap map{ glyph.width, glyph.height, std::vector<std::uint8_t>(glyph.width * glyph.height) };
    for (std::size_t at = 0; at < map.ink.size(); ++at)
        map.ink[at] = glyph.pixels[3 * at] < kDark ? 1 : 0;
    const LabelledInk pieces = labelComponents(map);
    if (pieces.components.empty())
        return;
    const auto largest = std::max_element(pieces.components.begin(), pieces.components.end(),
        [](const InkComponent& a, const InkComponent& b) { return a.pixelCount < b.pixelCount; });
    const auto isStranger = [&](std::size_t at) {
        const InkComponent& piece = pieces.components[pieces.of[at]];
        return &piece != &*largest
            && (piece.box.left == 0 || piece.box.top == 0 || piece.box.right == static_cast<int>(map.width)
                || piece.box.bottom == static_cast<int>(map.height));
    };
    std::vector<std::uint8_t> kept(map.ink.size());
    for (std::size_t at = 0; at < map.ink.size(); ++at) {
        if (map.ink[at] == 0 || isStranger(at))
            continue;
        const int column = static_cast<int>(at % map.width);
        const int row = static_cast<int>(at / map.width);
        const PixelBox around = onPage({ column - kBleed, row - kBleed, column + kBleed + 1, row + kBleed + 1 }, glyph);
        for (int y = around.top; y < around.bottom; ++y)
            std::fill(kept.begin() + y * static_cast<std::ptrdiff_t>(map.width) + around.left,
                kept.begin() + y * static_cast<std::ptrdiff_t>(map.width) + around.right, std::uint8_t{ 1 });
    }
    for (std::size_t at = 0; at < map.ink.size(); ++at)
        if (kept[at] == 0 || (map.ink[at] != 0 && isStranger(at)))
            std::fill_n(glyph.pixels.begin() + static_cast<std::ptrdiff_t>(3 * at), 3, std::uint8_t{ 255 });
}

struct SetGlyph {
    RgbImage picture;
    int top = 0; // below the row's top, kBleed included
};

SetGlyph setGlyph(
    const RgbImage& drawing, const PixelBox& box, const LabelRow& row, const Levels& levels, double height)
{
    const PixelBox bled
        = onPage({ box.left - kBleed, box.top - kBleed, box.right + kBleed, box.bottom + kBleed }, drawing);
    SetGlyph glyph{ pageCrop(drawing, bled), 0 };
    blacken(glyph.picture, levels);
    dropStrangers(glyph.picture);
    int foot = row.box.top; // of the capitals beside it
    for (const PixelBox& other : row.glyphs)
        if (other.height() >= kLow * height)
            foot = std::max(foot, other.bottom);
    const bool small = box.height() < kSmallest * height;
    if (box.height() >= kLow * height || (!small && box.bottom < foot + kHangs * height)) {
        glyph.top = std::max(0, bled.top - row.box.top + kBleed);
        return glyph;
    }
    const double larger = height / box.height();
    const auto scaled = [larger](std::size_t side) {
        return static_cast<std::size_t>(std::max(1L, std::lround(larger * static_cast<double>(side))));
    };
    glyph.picture
        = resize(glyph.picture, scaled(glyph.picture.width), scaled(glyph.picture.height), ResizeKernel::Bicubic);
    return glyph;
}

} // namespace

LabelSheet setLabels(const RgbImage& drawing, std::span<const LabelRow> rows, double letterHeight)
{
    struct Placed {
        SetGlyph glyph;
        int left;
        int top;
    };
    LabelSheet sheet;
    std::vector<Placed> placed;
    const int space = static_cast<int>(std::ceil(kRowSpace * letterHeight));
    int y = space;
    int widest = 0;
    for (const LabelRow& row : rows) {
        const Levels levels = levelsOf(drawing,
            onPage({ row.box.left - space / 4, row.box.top - space / 4, row.box.right + space / 4,
                       row.box.bottom + space / 4 },
                drawing));
        int x = space;
        int bottom = y;
        for (const PixelBox& box : row.glyphs) {
            SetGlyph glyph = setGlyph(drawing, box, row, levels, letterHeight);
            const int width = static_cast<int>(glyph.picture.width);
            bottom = std::max(bottom, y + glyph.top + static_cast<int>(glyph.picture.height));
            placed.push_back({ std::move(glyph), x, y });
            x += width - 2 * kBleed + static_cast<int>(std::ceil(kGap * letterHeight));
        }
        sheet.rows.push_back({ space, y, x, bottom });
        widest = std::max(widest, x);
        y = bottom + space;
    }
    sheet.image.width = static_cast<std::size_t>(widest + space);
    sheet.image.height = static_cast<std::size_t>(y);
    sheet.image.pixels.assign(sheet.image.width * sheet.image.height * 3, 255);
    for (const Placed& one : placed)
        for (std::size_t row = 0; row < one.glyph.picture.height; ++row)
            for (std::size_t i = 0; i < one.glyph.picture.width * 3; ++i) {
                const std::size_t top = static_cast<std::size_t>(one.top + one.glyph.top) + row;
                std::uint8_t& there
                    = sheet.image.pixels[(top * sheet.image.width + static_cast<std::size_t>(one.left)) * 3 + i];
                there = std::min(there, one.glyph.picture.pixels[row * one.glyph.picture.width * 3 + i]);
            }
    return sheet;
}

} // namespace palimpsest
