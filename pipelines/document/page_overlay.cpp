#include "pipelines/document/page_overlay.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "engine/base/check.h"
#include "pipelines/document/raster.h"

namespace palimpsest {

namespace {

// Told apart by people of every colour vision (Okabe and Ito 2008).
constexpr std::array<QRgb, 6> kColours = { 0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xffe69f00, 0xff56b4e9 };
constexpr double kPageSidePerLine = 700; // the outline is this part of the page's longer side, and at least a pixel
constexpr double kTagHeightInLines = 11;

QRectF toQt(const RectF& box)
{
    return { box.left, box.top, box.width(), box.height() };
}

QFont fontOf(double pixels)
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    return font;
}

// Mixes the colour into the pixels of the mask, as far as they are on the page.
void tint(QImage& canvas, const PixelMask& mask, const QColor& colour)
{
    const std::size_t right = std::min(mask.left + mask.width, static_cast<std::size_t>(canvas.width()));
    const std::size_t bottom = std::min(mask.top + mask.height, static_cast<std::size_t>(canvas.height()));
    const auto mixed = [](int under, int over) { return (under * 11 + over * 9) / 20; };
    for (std::size_t y = mask.top; y < bottom; ++y) {
        auto* row = reinterpret_cast<QRgb*>(canvas.scanLine(static_cast<int>(y))); // NOLINT: Format_RGB32
        const std::uint8_t* inside = mask.pixels.data() + (y - mask.top) * mask.width;
        for (std::size_t x = mask.left; x < right; ++x)
            if (inside[x - mask.left] != 0)
                row[x] = qRgb(mixed(qRed(row[x]), colour.red()), mixed(qGreen(row[x]), colour.green()),
                    mixed(qBlue(row[x]), colour.blue()));
    }
}

// A filled tag on the box's upper edge, moved inwards where it would leave the page.
void drawTag(QPainter& painter, const QString& text, const QRectF& box, const QColor& colour, double line)
{
    const QFont font = fontOf(kTagHeightInLines * line * 0.7);
    const QSizeF size(QFontMetricsF(font).horizontalAdvance(text) + 4 * line, kTagHeightInLines * line);
    const QSizeF page
        = painter.device() != nullptr ? QSizeF(painter.device()->width(), painter.device()->height()) : QSizeF();
    const QPointF corner(std::clamp(box.left(), 0.0, std::max(0.0, page.width() - size.width())),
        std::clamp(box.top() - size.height(), 0.0, std::max(0.0, page.height() - size.height())));
    painter.fillRect(QRectF(corner, size), colour);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(QRectF(corner, size), Qt::AlignCenter, text);
}

} // namespace

RgbImage drawOverlay(const PageImage& page, std::span<const OverlayBox> items)
{
    PAL_CHECK(qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr); // see DocumentRuntime
    QImage canvas = viewOf(page.image).convertToFormat(QImage::Format_RGB32);
    std::map<std::string, std::size_t> kindOfLabel;
    std::vector<QColor> colours;
    for (const OverlayBox& item : items) {
        const std::size_t kind = kindOfLabel.try_emplace(item.label, kindOfLabel.size()).first->second;
        colours.push_back(QColor::fromRgb(kColours[kind % kColours.size()]));
        if (item.mask != nullptr)
            tint(canvas, *item.mask, colours.back());
    }
    const double line = std::max(1.0, std::max(canvas.width(), canvas.height()) / kPageSidePerLine);
    QPainter painter(&canvas);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const QRectF box = toQt(items[i].box).normalized();
        painter.setPen(
            QPen(colours[i], line, items[i].dashed ? Qt::DashLine : Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box.adjusted(-line / 2, -line / 2, line / 2, line / 2));
        if (!items[i].label.empty())
            drawTag(painter, QString::fromStdString(items[i].label), box, colours[i], line);
    }
    painter.end();
    return toRgbImage(canvas);
}

} // namespace palimpsest
