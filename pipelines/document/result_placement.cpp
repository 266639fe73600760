#include "pipelines/document/result_placement.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "engine/image/mask_paste.h"

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

RectF boxOf(const PixelMask& mask)
{
    const auto left = static_cast<double>(mask.left);
    const auto top = static_cast<double>(mask.top);
    return { left, top, left + static_cast<double>(mask.width), top + static_cast<double>(mask.height) };
}

// Values that lie in rows and columns upon a box, turned by quarters with it: none is lost, none is new.
struct TurnedGrid {
    const PageRotation& rotation;
    RectF from;
    RectF to;

    [[nodiscard]] std::vector<std::uint8_t> operator()(const std::vector<std::uint8_t>& values, std::size_t columns,
        std::size_t rows, std::size_t newColumns, std::size_t newRows) const
    {
        const auto step = [](double length, std::size_t count) { return length / static_cast<double>(count); };
        std::vector<std::uint8_t> back(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const PointF middle = rotation.toOriginal(
                PointF{ from.left + (static_cast<double>(i % columns) + 0.5) * step(from.width(), columns),
                    from.top + (static_cast<double>(i / columns) + 0.5) * step(from.height(), rows) });
            const auto column = static_cast<std::size_t>((middle.x - to.left) / step(to.width(), newColumns));
            const auto row = static_cast<std::size_t>((middle.y - to.top) / step(to.height(), newRows));
            back[row * newColumns + column] = values[i];
        }
        return back;
    }
};

PixelMask turnedBack(const PixelMask& mask, const PageRotation& rotation)
{
    const RectF box = rotation.toOriginal(boxOf(mask));
    const TurnedGrid turn{ rotation, boxOf(mask), box };
    PixelMask back{ .left = static_cast<std::size_t>(box.left),
        .top = static_cast<std::size_t>(box.top),
        .width = static_cast<std::size_t>(box.width()),
        .height = static_cast<std::size_t>(box.height()),
        .pixels = {} };
    back.pixels = turn(mask.pixels, mask.width, mask.height, back.width, back.height);
    back.softMap = turn(mask.softMap, kMaskSide, kMaskSide, kMaskSide, kMaskSide);
    return back;
}

template <typename Change> void changeMasks(PageResult& result, const Change& change)
{
    if (auto* const segments = std::get_if<Segments>(&result.content))
        for (Segment& segment : segments->items)
            if (segment.mask)
                change(segment);
}

// Pixels of another page size: those that the soft map makes of the box there. Without one, none are known.
void pasteAnew(Segment& segment)
{
    std::vector<std::uint8_t> map = std::move(segment.mask->softMap);
    segment.mask.reset();
    if (map.empty())
        return;
    PastedMask pasted = pasteSoftMap(map, segment.object.box);
    for (std::uint8_t& value : pasted.values)
        value = value >= kSoftInside ? 1 : 0;
    if (!pasted.values.empty())
        segment.mask = PixelMask{ pasted.left, pasted.top, pasted.width, pasted.height, std::move(pasted.values),
            std::move(map) };
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
    if (std::fmod(rotation.degrees, 90) != 0) // neither pixels nor soft maps stand straight on such a page
        return changeMasks(result, [](Segment& segment) { segment.mask.reset(); });
    changeMasks(result, [&rotation](Segment& segment) { segment.mask = turnedBack(*segment.mask, rotation); });
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
    changeMasks(result, [left, top](Segment& segment) {
        segment.mask->left += left;
        segment.mask->top += top;
    });
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
    changeMasks(result, pasteAnew);
    result.pageWidth = width;
    result.pageHeight = height;
}

} // namespace palimpsest
