#include "pipelines/document/text_sheet.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <algorithm>
#include <vector>

#include "engine/base/check.h"
#include "pipelines/document/raster.h"

namespace palimpsest {

namespace {

constexpr int kFontReference = 100; // text is measured at this size in pixels and scaled
constexpr double kTallest = 2; // how much taller than its box a text may be: widths are found more surely than heights

QFont referenceFont()
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(kFontReference);
    return font;
}

constexpr double kCrooked = 1.6;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

class LineSetter {
public:
    explicit LineSetter(QPainter& painter) : m_painter(painter), m_metrics(referenceFont())
    {
        painter.setFont(referenceFont());
        painter.setPen(Qt::black);
    }

    void set(const TextLine& line)
    {
        if (line.pieces.empty())
            return;
        std::vector<double> scales;
        std::vector<double> heights;
        for (const TextPiece& piece : line.pieces) {
            scales.push_back(scaleThatFits(inkOf(piece.text), piece.box));
            heights.push_back(piece.box.height());
        }
        const double usual = median(scales);
        // The letters stand on one line: the lower edge of the box less what reaches below. A line that was crooked on
        // the page has a box much higher than its pieces; each of these then keeps its own place.
        const bool crooked = line.box.height() > kCrooked * median(heights);
        const double baseline = line.box.bottom - inkOf(line.text).bottom() * usual;
        for (std::size_t i = 0; i < scales.size(); ++i) {
            const TextPiece& piece = line.pieces[i];
            const double middle = (piece.box.top + piece.box.bottom) / 2 - inkOf(piece.text).center().y() * usual;
            setPiece(piece, std::min(scales[i], usual), crooked ? middle : baseline);
        }
    }

private:
    [[nodiscard]] QRectF inkOf(const std::string& text) const
    {
        return m_metrics.tightBoundingRect(QString::fromStdString(text));
    }

    static double scaleThatFits(const QRectF& ink, const RectF& box)
    {
        if (ink.isEmpty())
            return 0;
        return std::max(0.0, std::min(box.width() / ink.width(), kTallest * box.height() / ink.height()));
    }

    void setPiece(const TextPiece& piece, double scale, double baseline)
    {
        if (scale <= 0)
            return;
        m_painter.save();
        m_painter.translate(piece.box.left - inkOf(piece.text).left() * scale, baseline);
        m_painter.scale(scale, scale);
        m_painter.drawText(QPointF(0, 0), QString::fromStdString(piece.text));
        m_painter.restore();
    }

    QPainter& m_painter;
    QFontMetricsF m_metrics;
};

} // namespace

RgbImage drawTextSheet(const PageImage& page, const OcrResult& read)
{
    PAL_CHECK(qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr); // see DocumentRuntime
    QImage sheet(viewOf(page.image).size(), QImage::Format_RGB32);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    LineSetter setter(painter);
    for (const TextLine& line : read.lines)
        setter.set(line);
    painter.end();
    return toRgbImage(sheet);
}

} // namespace palimpsest
