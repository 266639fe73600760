#include "ui/results/result_shapes.h"

#include <array>

#include "ui/results/review_queue.h"

namespace palimpsest {

namespace {

constexpr QRgb kPlain = 0xff2a6fb5;
constexpr QRgb kAccepted = 0xff2f7d32;
constexpr QRgb kEdited = 0xff6d45c0;
// One after the other for objects, so that neighbours differ.
constexpr std::array<QRgb, 6> kObjects{ 0xff2a6fb5, 0xffb3431e, 0xff2f7d32, 0xff8a3fa0, 0xff8a6d00, 0xff00788a };

QColor colourOf(const Reading& reading, std::size_t item, ContentView view, double threshold)
{
    if (reading.reviews[item] == Review::Edited)
        return QColor::fromRgba(kEdited);
    if (reading.reviews[item] == Review::Accepted)
        return QColor::fromRgba(kAccepted);
    // What is doubtful as a whole; where letters are, they alone are marked.
    const std::vector<TextSpan> doubts = doubtsAt(reading, item, threshold);
    if (doubts.size() == 1 && doubts[0].length == itemAt(reading.result->content, item).text.size())
        return QColor::fromRgba(kDoubtColour);
    if (view == ContentView::Objects)
        return QColor::fromRgba(kObjects.at(item % kObjects.size()));
    return QColor::fromRgba(kPlain);
}

QImage tinted(const PixelMask& mask, const QColor& colour)
{
    QImage image(static_cast<int>(mask.width), static_cast<int>(mask.height), QImage::Format_ARGB32_Premultiplied);
    const QRgb inside = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), 120));
    for (std::size_t y = 0; y < mask.height; ++y) {
        auto* const row = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(y)));
        for (std::size_t x = 0; x < mask.width; ++x)
            row[x] = mask.pixels[y * mask.width + x] != 0 ? inside : 0;
    }
    return image;
}

} // namespace

QTransform pageTransform(const PageResult& result, const QSize& pageSize)
{
    if (result.pageWidth == 0 || result.pageHeight == 0)
        return {};
    return QTransform::fromScale(pageSize.width() / static_cast<double>(result.pageWidth),
        pageSize.height() / static_cast<double>(result.pageHeight));
}

QRectF boxOnPage(const Reading& reading, const QSize& pageSize, std::size_t item, const TextSpan& span)
{
    const QRectF box = boxOfSpan(reading.result->content, item, span);
    return box.isNull() ? QRectF() : pageTransform(*reading.result, pageSize).mapRect(box);
}

std::vector<OverlayShape> shapesOf(const Reading& reading, const QSize& pageSize, double threshold)
{
    const PageResult& result = *reading.result;
    const QTransform toPage = pageTransform(result, pageSize);
    std::vector<OverlayShape> shapes;
    for (std::size_t i = 0; i < reading.reviews.size(); ++i) {
        const ResultItem item = itemAt(result.content, i);
        OverlayShape shape;
        shape.box = item.box.isNull() ? QRectF() : toPage.mapRect(item.box);
        shape.colour = colourOf(reading, i, item.view, threshold);
        shape.dashed = !item.trusted;
        if (item.view == ContentView::Lines) // letters can be marked; what is doubtful as a whole has the colour
            for (const TextSpan& doubt : doubtsAt(reading, i, threshold))
                shape.doubts.push_back(toPage.mapRect(boxOfSpan(result.content, i, doubt)));
        if (item.view == ContentView::Objects)
            shape.label = item.text;
        if (const Table* const table = tableAt(result.content, i))
            for (const TableCell& cell : table->cells)
                if (cell.box)
                    shape.cells.push_back(toPage.mapRect(rectOf(*cell.box)));
        if (item.mask != nullptr && item.mask->width > 0 && item.mask->height > 0) {
            shape.mask = tinted(*item.mask, shape.colour);
            shape.maskBox
                = toPage.mapRect(QRectF(static_cast<double>(item.mask->left), static_cast<double>(item.mask->top),
                    static_cast<double>(item.mask->width), static_cast<double>(item.mask->height)));
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

} // namespace palimpsest
