#include "pipelines/document/result_placement.h"

#include <algorithm>
#include <cmath>
#include <variant>

namespace palimpsest {
namespace {

template <typename Move> void moveEverything(PageResult& result, const Move& move);

template <typename Move> struct MoveBoxes {
    const Move& move;

    void operator()(OcrResult& ocr) const
    {
        for (TextLine& line : ocr.lines) {
            move(line.box);
            for (TextPiece& piece : line.pieces)
                move(piece.box);
        }
    }
    void operator()(Detections& detections) const
    {
        for (DetectedObject& object : detections.items)
            move(object.box);
    }
    void operator()(Segments& segments) const
    {
        for (Segment& segment : segments.items)
            move(segment.object.box);
    }
    void operator()(PlainText& text) const
    {
        for (DetectedObject& phrase : text.phrases)
            move(phrase.box);
    }
    void operator()(Report&) const { }
    void operator()(Scores& scores) const
    {
        for (ScoreSystem& system : scores.systems)
            move(system.box);
    }
    void operator()(Molecules& molecules) const
    {
        for (Molecule& molecule : molecules.items)
            move(molecule.box);
    }
    void operator()(Tables& tables) const
    {
        for (Table& table : tables.items) {
            move(table.box);
            for (TableCell& cell : table.cells)
                if (cell.box)
                    move(*cell.box);
        }
    }
    void operator()(PageParts& parts) const
    {
        for (PageResult& part : parts.parts)
            moveEverything(part, move);
        for (PageRegion& region : parts.unread)
            move(region.box);
    }
};

template <typename Move> void moveEverything(PageResult& result, const Move& move)
{
    std::visit(MoveBoxes<Move>{ move }, result.content);
    if (result.region)
        move(result.region->box);
    for (AnswerRecord& answer : result.provenance.answers)
        move(answer.region);
}

// A mask turned by quarters keeps its pixels.
PixelMask turnedBack(const PixelMask& mask, const PageRotation& rotation)
{
    const auto left = static_cast<double>(mask.left);
    const auto top = static_cast<double>(mask.top);
    const RectF box = rotation.toOriginal(
        RectF{ left, top, left + static_cast<double>(mask.width), top + static_cast<double>(mask.height) });
    PixelMask back{ .left = static_cast<std::size_t>(box.left),
        .top = static_cast<std::size_t>(box.top),
        .width = static_cast<std::size_t>(box.width()),
        .height = static_cast<std::size_t>(box.height()),
        .pixels = std::vector<std::uint8_t>(mask.pixels.size()) };
    for (std::size_t y = 0; y < mask.height; ++y)
        for (std::size_t x = 0; x < mask.width; ++x) {
            const PointF middle = rotation.toOriginal(
                PointF{ left + static_cast<double>(x) + 0.5, top + static_cast<double>(y) + 0.5 });
            const auto column = static_cast<std::size_t>(middle.x - box.left);
            const auto row = static_cast<std::size_t>(middle.y - box.top);
            back.pixels[row * back.width + column] = mask.pixels[y * mask.width + x];
        }
    return back;
}

// They would have to be drawn anew.
void dropMasks(PageResult& result)
{
    if (auto* const segments = std::get_if<Segments>(&result.content))
        for (Segment& segment : segments->items)
            segment.mask.reset();
}

} // namespace

void moveToOriginal(PageResult& result, const PageRotation& rotation, const RgbImage& original)
{
    result.pageWidth = original.width;
    result.pageHeight = original.height;
    if (rotation.degrees == 0)
        return;
    const auto width = static_cast<double>(original.width);
    const auto height = static_cast<double>(original.height);
    moveEverything(result, [&rotation, width, height](RectF& box) {
        const RectF turned = rotation.toOriginal(box);
        box = { std::clamp(turned.left, 0.0, width), std::clamp(turned.top, 0.0, height),
            std::clamp(turned.right, 0.0, width), std::clamp(turned.bottom, 0.0, height) };
    });
    if (std::fmod(rotation.degrees, 90) != 0)
        return dropMasks(result);
    if (auto* const segments = std::get_if<Segments>(&result.content))
        for (Segment& segment : segments->items)
            if (segment.mask)
                segment.mask = turnedBack(*segment.mask, rotation);
}

void placeOnPage(PageResult& result, std::size_t left, std::size_t top, const RgbImage& page)
{
    result.pageWidth = page.width;
    result.pageHeight = page.height;
    if (left == 0 && top == 0)
        return;
    const auto x = static_cast<double>(left);
    const auto y = static_cast<double>(top);
    moveEverything(result, [x, y](RectF& box) { box = { box.left + x, box.top + y, box.right + x, box.bottom + y }; });
    if (auto* const segments = std::get_if<Segments>(&result.content))
        for (Segment& segment : segments->items)
            if (segment.mask) {
                segment.mask->left += left;
                segment.mask->top += top;
            }
}

void scaleTo(PageResult& result, std::size_t width, std::size_t height)
{
    if (result.pageWidth == width && result.pageHeight == height)
        return;
    const double across = static_cast<double>(width) / static_cast<double>(result.pageWidth);
    const double down = static_cast<double>(height) / static_cast<double>(result.pageHeight);
    moveEverything(result, [across, down](RectF& box) {
        box = { box.left * across, box.top * down, box.right * across, box.bottom * down };
    });
    dropMasks(result);
    result.pageWidth = width;
    result.pageHeight = height;
}

} // namespace palimpsest
