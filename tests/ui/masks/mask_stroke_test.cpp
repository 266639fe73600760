// Strokes upon masks: QPainter's filled shapes are the oracle for the tip, and pictures of letters show the rest.

#include <QPainter>
#include <QTest>
#include <cmath>

#include "tests/ui/ui_test.h"
#include "ui/masks/mask_stroke.h"

namespace palimpsest {

namespace {

constexpr std::size_t kSide = 40;

PixelMask maskOf(std::size_t left, std::size_t top, const QStringList& rows)
{
    PixelMask mask{ left, top, static_cast<std::size_t>(rows[0].size()), static_cast<std::size_t>(rows.size()), {} };
    for (const QString& row : rows)
        for (const QChar c : row)
            mask.pixels.push_back(c == QLatin1Char('#') ? 1 : 0);
    return mask;
}

std::size_t insideOf(const PixelMask& mask)
{
    return static_cast<std::size_t>(std::count(mask.pixels.begin(), mask.pixels.end(), 1));
}

} // namespace

class MaskStrokeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStrokeIsAsAPainterFillsIt();
    void theRectangleGrowsAndShrinks();
    void nothingLiesBeyondThePage();
    void theRestStaysAsItIs();
};

void MaskStrokeTest::aStrokeIsAsAPainterFillsIt()
{
    const MaskStroke stroke{ MaskTool::Brush, 4, { { 8, 9 }, { 25, 14 }, { 30, 31 } } };
    const PixelMask painted = withStroke({}, stroke, kSide, kSide);
    QImage expected(kSide, kSide, QImage::Format_Grayscale8);
    expected.fill(0);
    QPainter painter(&expected);
    painter.setPen(QPen(Qt::white, 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({ QPointF(8, 9), QPointF(25, 14), QPointF(30, 31) }));
    painter.end();
    int different = 0;
    for (std::size_t y = 0; y < kSide; ++y)
        for (std::size_t x = 0; x < kSide; ++x) {
            const bool within = x >= painted.left && y >= painted.top && x < painted.left + painted.width
                && y < painted.top + painted.height;
            const bool inside = within && painted.pixels[(y - painted.top) * painted.width + x - painted.left] != 0;
            different += inside != (qGray(expected.pixel(static_cast<int>(x), static_cast<int>(y))) > 127) ? 1 : 0;
        }
    QVERIFY2(insideOf(painted) > 250, "the stroke covers something");
    QVERIFY2(different <= 6, qPrintable(QStringLiteral("%1 pixels differ").arg(different)));
}

void MaskStrokeTest::theRectangleGrowsAndShrinks()
{
    PixelMask mask = maskOf(10, 10, { QStringLiteral("##"), QStringLiteral("##") });
    mask.softMap.assign(64 * 64, 200); // which a stroke leaves behind
    const PixelMask grown = withStroke(mask, { MaskTool::Brush, 0.6, { { 20.5, 5.5 } } }, kSide, kSide);
    QCOMPARE(grown.left, std::size_t(10));
    QCOMPARE(grown.top, std::size_t(5));
    QCOMPARE(grown.width, std::size_t(11));
    QCOMPARE(grown.height, std::size_t(7));
    QCOMPARE(insideOf(grown), std::size_t(5));
    QVERIFY(grown.softMap.empty());
    mask.softMap.clear();
    QCOMPARE(withStroke(grown, { MaskTool::Eraser, 0.6, { { 20.5, 5.5 } } }, kSide, kSide), mask);
    const PixelMask nothing = withStroke(mask, { MaskTool::Eraser, 5, { { 11, 11 } } }, kSide, kSide);
    QCOMPARE(nothing, PixelMask());
}

void MaskStrokeTest::nothingLiesBeyondThePage()
{
    for (const PointF& point : { PointF{ 0, 0 }, PointF{ kSide, kSide }, PointF{ -3, 20 } }) {
        const PixelMask mask = withStroke({}, { MaskTool::Brush, 5, { point } }, kSide, kSide);
        QVERIFY(mask.width > 0);
        QVERIFY(mask.left + mask.width <= kSide && mask.top + mask.height <= kSide);
    }
    QCOMPARE(withStroke({}, { MaskTool::Brush, 5, { { -30, -30 } } }, kSide, kSide), PixelMask());
    QCOMPARE(withStroke({}, { MaskTool::Brush, 5, {} }, kSide, kSide), PixelMask());
}

void MaskStrokeTest::theRestStaysAsItIs()
{
    const PixelMask ring = maskOf(
        3, 4, { QStringLiteral("#####"), QStringLiteral("#...#"), QStringLiteral("#...#"), QStringLiteral("#####") });
    const PixelMask cut = withStroke(ring, { MaskTool::Eraser, 0.6, { { 3.5, 6.5 } } }, kSide, kSide);
    QCOMPARE(cut,
        maskOf(3, 4,
            { QStringLiteral("#####"), QStringLiteral("#...#"), QStringLiteral("....#"), QStringLiteral("#####") }));
    const PixelMask filled = withStroke(ring, { MaskTool::Brush, 0.6, { { 4.5, 5.5 }, { 6.5, 5.5 } } }, kSide, kSide);
    QCOMPARE(filled,
        maskOf(3, 4,
            { QStringLiteral("#####"), QStringLiteral("#####"), QStringLiteral("#...#"), QStringLiteral("#####") }));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::MaskStrokeTest)
#include "mask_stroke_test.moc"
