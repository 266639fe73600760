#include "ui/results/review_crop.h"

#include <QPainter>
#include <algorithm>

#include "ui/page_view/page_canvas.h"

namespace palimpsest {

namespace {

constexpr double kMargin = 1.0 / 3; // of the line's height
constexpr double kMostMargin = 40;  // pixels of the page
constexpr double kFewWords = 9;     // heights of the line that a crop is wide
constexpr double kLineWidth = 0.08; // of the crop's height

} // namespace

QImage reviewCrop(const PageCanvas& canvas, std::size_t item, std::optional<std::size_t> doubt)
{
    const auto& shapes = canvas.shapes();
    if (item >= shapes.size() || shapes[item].box.isNull())
        return {};
    const OverlayShape& shape = shapes[item];
    const UprightFrame& frame = canvas.frame();
    const QRectF box = frame.fromPage(canvas.detail().isNull() ? shape.box : canvas.detail());
    const double margin = std::min(box.height() * kMargin, kMostMargin);
    const QRectF whole = box.adjusted(-margin, -margin, margin, margin);
    if (!doubt || *doubt >= shape.doubts.size())
        return canvas.crop(whole);
    const QRectF mark = frame.fromPage(shape.doubts[*doubt]);
    QRectF part = whole;
    part.setWidth(std::min(whole.width(), std::max(kFewWords * box.height(), mark.width() + 2 * margin)));
    part.moveLeft(std::clamp(mark.center().x() - part.width() / 2, whole.left(), whole.right() - part.width()));
    part &= frame.fromPage(QRectF(QPointF(0, 0), canvas.pageSize().toSizeF()));
    QImage crop = canvas.crop(part).convertToFormat(QImage::Format_RGB32);
    if (crop.isNull())
        return crop;
    const double scale = crop.width() / part.width();
    QPainter painter(&crop);
    painter.fillRect(QRectF((mark.left() - part.left()) * scale, crop.height() * (1 - kLineWidth), mark.width() * scale,
                         crop.height() * kLineWidth),
        QColor::fromRgba(kDoubtColour));
    return crop;
}

} // namespace palimpsest
