#include "pipelines/document/result_rotation.h"

#include <algorithm>
#include <variant>

namespace palimpsest {
namespace {

struct MoveBoxes {
    const PageRotation& rotation;
    double width;
    double height;

    void move(RectF& box) const
    {
        const RectF turned = rotation.toOriginal(box);
        box = { std::clamp(turned.left, 0.0, width), std::clamp(turned.top, 0.0, height),
            std::clamp(turned.right, 0.0, width), std::clamp(turned.bottom, 0.0, height) };
    }
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
        for (Segment& segment : segments.items) {
            move(segment.object.box);
            segment.mask.reset();
        }
    }
    void operator()(PlainText&) const { }
};

} // namespace

void moveToOriginal(PageResult& result, const PageRotation& rotation, const RgbImage& original)
{
    result.pageWidth = original.width;
    result.pageHeight = original.height;
    if (rotation.degrees == 0)
        return;
    const MoveBoxes moveBoxes{ rotation, static_cast<double>(original.width), static_cast<double>(original.height) };
    std::visit(moveBoxes, result.content);
    for (AnswerRecord& answer : result.provenance.answers)
        moveBoxes.move(answer.region);
}

} // namespace palimpsest
