// Strokes and polygons upon masks: QPainter's filled shapes are the oracle for the tip, QPolygonF for what corners
// enclose, and pictures of letters show the rest.

#include <QPainter>
#include <QPolygonF>
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

bool isInside(const PixelMask& mask, std::size_t x, std::size_t y)
{
    const bool within = x >= mask.left && y >= mask.top && x < mask.left + mask.width && y < mask.top + mask.height;
    return within && mask.pixels[(y - mask.top) * mask.width + x - mask.left] != 0;
}

MaskStroke polygonOf(MaskTool tool, const std::vector<PointF>& corners)
{
    return { tool, 0, corners, MaskForm::Polygon };
}

} // namespace

class MaskStrokeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStrokeIsAsAPainterFillsIt();
    void theRectangleGrowsAndShrinks();
    void nothingLiesBeyondThePage();
    void theRestStaysAsItIs();
    void aPolygonHasThePixelsWithTheirCentresInside_data();
    void aPolygonHasThePixelsWithTheirCentresInside();
    void cornersOfPixelsBoundThem();
    void fewCornersEncloseNothing();
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
            const bool inside = isInside(painted, x, y);
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

void MaskStrokeTest::aPolygonHasThePixelsWithTheirCentresInside_data()
{
    QTest::addColumn<QPolygonF>("corners");
    // No corner at the height of a row of centres, where Qt has a rule of its own.
    QTest::newRow("triangle") << QPolygonF({ { 3.2, 4.1 }, { 35.7, 9.3 }, { 12.4, 33.8 } });
    QTest::newRow("clockwise or not") << QPolygonF({ { 12.4, 33.8 }, { 35.7, 9.3 }, { 3.2, 4.1 } });
    QTest::newRow("with a dent") << QPolygonF({ { 2, 2 }, { 38, 2 }, { 38, 38 }, { 20.3, 11.2 }, { 2, 38 } });
    QTest::newRow("star that crosses itself")
        << QPolygonF({ { 20.1, 2.2 }, { 30.9, 36.3 }, { 2.3, 15.1 }, { 37.8, 15.3 }, { 9.2, 36.4 } });
    QTest::newRow("beyond the page") << QPolygonF({ { -20.3, 10.1 }, { 70.2, -30.4 }, { 25.7, 90.9 } });
    QTest::newRow("narrower than a pixel") << QPolygonF({ { 5.1, 5.2 }, { 30.4, 30.8 }, { 30.9, 30.2 } });
}

void MaskStrokeTest::aPolygonHasThePixelsWithTheirCentresInside()
{
    QFETCH(const QPolygonF, corners);
    std::vector<PointF> points;
    for (const QPointF& corner : corners)
        points.push_back({ corner.x(), corner.y() });
    const PixelMask before = maskOf(10, 12, QStringList(20, QString(15, QLatin1Char('#'))));
    const PixelMask alone = withStroke({}, polygonOf(MaskTool::Brush, points), kSide, kSide);
    const PixelMask added = withStroke(before, polygonOf(MaskTool::Brush, points), kSide, kSide);
    const PixelMask cut = withStroke(before, polygonOf(MaskTool::Eraser, points), kSide, kSide);
    QVERIFY(insideOf(alone) > 0 && insideOf(alone) < kSide * kSide);
    for (std::size_t y = 0; y < kSide; ++y)
        for (std::size_t x = 0; x < kSide; ++x) {
            const QPointF centre(static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5);
            const bool enclosed = corners.containsPoint(centre, Qt::OddEvenFill);
            const bool was = isInside(before, x, y);
            const QByteArray place = QStringLiteral("at %1, %2").arg(x).arg(y).toUtf8();
            QVERIFY2(isInside(alone, x, y) == enclosed, place.constData());
            QVERIFY2(isInside(added, x, y) == (was || enclosed), place.constData());
            QVERIFY2(isInside(cut, x, y) == (was && !enclosed), place.constData());
        }
}

void MaskStrokeTest::cornersOfPixelsBoundThem()
{
    const std::vector<PointF> square{ { 3, 4 }, { 6, 4 }, { 6, 6 }, { 3, 6 } };
    PixelMask soft = maskOf(3, 4, { QStringLiteral("###"), QStringLiteral("###") });
    QCOMPARE(withStroke({}, polygonOf(MaskTool::Brush, square), kSide, kSide), soft);
    soft.softMap.assign(64 * 64, 200);
    QVERIFY2(withStroke(soft, polygonOf(MaskTool::Brush, square), kSide, kSide).softMap.empty(), "a person is certain");
    QCOMPARE(withStroke(soft, polygonOf(MaskTool::Eraser, square), kSide, kSide), PixelMask());
    // Centres upon the outline: those of the upper and left edges belong to it, so that neighbours share none.
    const std::vector<PointF> centres{ { 3.5, 4.5 }, { 6.5, 4.5 }, { 6.5, 6.5 }, { 3.5, 6.5 } };
    QCOMPARE(withStroke({}, polygonOf(MaskTool::Brush, centres), kSide, kSide),
        withStroke(soft, polygonOf(MaskTool::Brush, square), kSide, kSide));
}

void MaskStrokeTest::fewCornersEncloseNothing()
{
    const PixelMask before = maskOf(3, 4, { QStringLiteral("###"), QStringLiteral("###") });
    for (const std::vector<PointF>& corners : { std::vector<PointF>(), { { 4, 4 } }, { { 3, 4 }, { 20, 30 } } })
        for (const MaskTool tool : { MaskTool::Brush, MaskTool::Eraser })
            QCOMPARE(withStroke(before, polygonOf(tool, corners), kSide, kSide), before);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::MaskStrokeTest)
#include "mask_stroke_test.moc"
