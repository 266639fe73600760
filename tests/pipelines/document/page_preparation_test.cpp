// The sample letter, turned by a known angle, comes back straight, and points found on it land on the crooked page.

#include <QImage>
#include <QTransform>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>

#include <nlohmann/json.hpp>

#include "pipelines/document/page_preparation.h"
#include "pipelines/document/page_source.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

namespace {

constexpr double kDpi = 100;

PageImage pageOf(const QImage& raster)
{
    const QImage rgb = raster.convertToFormat(QImage::Format_RGB888);
    PageImage page;
    page.image = {
        .width = static_cast<std::size_t>(rgb.width()), .height = static_cast<std::size_t>(rgb.height()), .pixels = {}
    };
    for (int y = 0; y < rgb.height(); ++y)
        page.image.pixels.insert(page.image.pixels.end(), rgb.constScanLine(y), rgb.constScanLine(y) + rgb.width() * 3);
    return page;
}

QImage rasterOf(const RgbImage& image)
{
    return QImage(image.pixels.data(), static_cast<int>(image.width), static_cast<int>(image.height),
        static_cast<qsizetype>(image.width * 3), QImage::Format_RGB888)
        .copy();
}

PageImage sample(const char* name)
{
    auto source = PageSource::open(goldenPath(std::string("../../resources/samples/") + name));
    return source.value()->render(0, kDpi).value();
}

// The page on a white sheet of the same size, its content turned clockwise about the middle.
QImage turned(const QImage& page, double degrees, QTransform& way)
{
    way = QTransform()
              .translate(page.width() / 2.0, page.height() / 2.0)
              .rotate(degrees)
              .translate(-page.width() / 2.0, -page.height() / 2.0);
    // Each pixel is looked up by hand, so that the way of every point is known exactly.
    QImage sheet(page.size(), QImage::Format_RGB888);
    sheet.fill(Qt::white);
    const QTransform back = way.inverted();
    for (int y = 0; y < sheet.height(); ++y)
        for (int x = 0; x < sheet.width(); ++x) {
            const QPointF from = back.map(QPointF(x + 0.5, y + 0.5)) - QPointF(0.5, 0.5);
            const int left = static_cast<int>(std::floor(from.x())), top = static_cast<int>(std::floor(from.y()));
            if (left < 0 || top < 0 || left + 1 >= page.width() || top + 1 >= page.height())
                continue;
            const double u = from.x() - left, v = from.y() - top;
            const auto grey
                = [&page](int column, int row) { return double{ 1 } * page.constScanLine(row)[3 * column]; };
            const double value = (grey(left, top) * (1 - u) + grey(left + 1, top) * u) * (1 - v)
                + (grey(left, top + 1) * (1 - u) + grey(left + 1, top + 1) * u) * v;
            const int level = static_cast<int>(std::lround(value));
            std::fill_n(sheet.scanLine(y) + 3 * x, 3, static_cast<uchar>(level));
        }
    return sheet;
}

bool dark(const RgbImage& image, const PointF& point)
{
    const auto x = static_cast<std::size_t>(std::clamp(point.x, 0.0, static_cast<double>(image.width) - 1));
    const auto y = static_cast<std::size_t>(std::clamp(point.y, 0.0, static_cast<double>(image.height) - 1));
    return image.pixels[(y * image.width + x) * 3] < 128;
}

int darkOnBoth(const StraightPage& straight, const RgbImage& original, const PointF& beside)
{
    int count = 0;
    for (std::size_t y = 0; y < straight.page.image.height; y += 3)
        for (std::size_t x = 0; x < straight.page.image.width; ++x) {
            const PointF point{ static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5 };
            const PointF there = straight.rotation.toOriginal(point);
            if (dark(straight.page.image, point) && dark(original, { there.x + beside.x, there.y + beside.y }))
                ++count;
        }
    return count;
}

} // namespace

class PagePreparationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCrookedLetterComesBackStraight_data();
    void aCrookedLetterComesBackStraight();
    void whatIsStraightOrHasNoLinesStays_data();
    void whatIsStraightOrHasNoLinesStays();
    void inkTellsABlankSheet();
    void boxesGoBack();
    void quarterTurnsAreExact_data();
    void quarterTurnsAreExact();
};

void PagePreparationTest::aCrookedLetterComesBackStraight_data()
{
    QTest::addColumn<double>("degrees");
    QTest::addColumn<bool>("lightOnDark");
    QTest::newRow("a little to the right") << 0.7 << false;
    QTest::newRow("falling") << 2.3 << false;
    QTest::newRow("rising") << -3.1 << false;
    QTest::newRow("nearly the largest") << 4.6 << false;
    QTest::newRow("light on dark") << -1.4 << true;
}

void PagePreparationTest::aCrookedLetterComesBackStraight()
{
    QFETCH(const double, degrees);
    QFETCH(const bool, lightOnDark);
    QTransform way;
    const PageImage upright = sample("letter.pdf");
    QImage crooked = turned(rasterOf(upright.image), degrees, way);
    if (lightOnDark)
        crooked.invertPixels();
    const PageImage original = pageOf(crooked);
    const StraightPage straight = straightenPage(original);
    QVERIFY2(std::abs(straight.measurement.skewDegrees - degrees) < 0.12,
        qPrintable(QStringLiteral("%1 degrees").arg(straight.measurement.skewDegrees)));
    QCOMPARE(straight.rotation.degrees, straight.measurement.skewDegrees);
    QVERIFY(straight.page.image.width >= original.image.width);
    if (lightOnDark)
        return;

    // What is dark on the straight page is dark where its way leads on the original; half a pixel beside it, less is.
    const int same = darkOnBoth(straight, original.image, { 0, 0 });
    QVERIFY(same > 3'000);
    for (const PointF& beside : { PointF{ 0.5, 0 }, PointF{ -0.5, 0 }, PointF{ 0, 0.5 }, PointF{ 0, -0.5 } })
        QVERIFY(darkOnBoth(straight, original.image, beside) < same * 95 / 100);
}

void PagePreparationTest::whatIsStraightOrHasNoLinesStays_data()
{
    QTest::addColumn<PageImage>("page");
    for (const char* name : { "letter.pdf", "table.png", "molecule.png", "music.png", "picture.jpg" })
        QTest::newRow(name) << sample(name);
    QImage blank(800, 1000, QImage::Format_RGB888);
    blank.fill(Qt::white);
    QTest::newRow("a blank sheet") << pageOf(blank);
    blank.fill(Qt::black);
    QTest::newRow("a black sheet") << pageOf(blank);
    std::mt19937 random(3); // NOLINT: the same every time
    for (int i = 0; i < 800'000; ++i)
        blank.bits()[random() % static_cast<std::size_t>(blank.sizeInBytes())] = static_cast<uchar>(random());
    QTest::newRow("noise") << pageOf(blank);
    QTest::newRow("one pixel") << pageOf(blank.copy(0, 0, 1, 1));
    QTest::newRow("one row") << pageOf(blank.copy(0, 0, 800, 1));
    QTest::newRow("no pixels") << PageImage();
    QTransform way;
    QTest::newRow("turned too far to be an accident") << pageOf(turned(rasterOf(sample("letter.pdf").image), 12, way));
}

void PagePreparationTest::whatIsStraightOrHasNoLinesStays()
{
    QFETCH(const PageImage, page);
    const StraightPage straight = straightenPage(page);
    QVERIFY2(straight.rotation.degrees == 0,
        qPrintable(QStringLiteral("%1 degrees, confidence %2")
                       .arg(straight.measurement.skewDegrees)
                       .arg(straight.measurement.skewConfidence)));
    QCOMPARE(straight.page.image.pixels, page.image.pixels);
    const RectF box{ 1, 2, 30, 40 };
    QCOMPARE(straight.rotation.toOriginal(box), box);
}

void PagePreparationTest::inkTellsABlankSheet()
{
    QImage blank(600, 800, QImage::Format_RGB888);
    blank.fill(QColor(240, 236, 220));
    QVERIFY(measurePage(pageOf(blank).image).inkFraction < 1e-4);
    RgbImage letter = sample("letter.pdf").image;
    const double ink = measurePage(letter).inkFraction;
    QVERIFY2(ink > 0.02 && ink < 0.15, qPrintable(QString::number(ink)));
    for (std::uint8_t& value : letter.pixels)
        value = static_cast<std::uint8_t>(255 - value);
    const double inverted = measurePage(letter).inkFraction;
    QVERIFY2(inverted > 0.02 && inverted < 0.15, qPrintable(QString::number(inverted)));
}

void PagePreparationTest::boxesGoBack()
{
    const PageRotation quarter{ .degrees = 90, .straightCentre = { 50, 20 }, .originalCentre = { 20, 50 } };
    const auto corners = quarter.cornersOnOriginal({ 0, 0, 100, 40 });
    QVERIFY(std::abs(corners[0].x - 40) < 1e-9 && std::abs(corners[0].y - 0) < 1e-9);
    QVERIFY(std::abs(corners[1].x - 40) < 1e-9 && std::abs(corners[1].y - 100) < 1e-9);
    const RectF round = quarter.toOriginal(RectF{ 0, 0, 100, 40 });
    QVERIFY(std::abs(round.left) < 1e-9 && std::abs(round.right - 40) < 1e-9);
    QVERIFY(std::abs(round.top) < 1e-9 && std::abs(round.bottom - 100) < 1e-9);
}

void PagePreparationTest::quarterTurnsAreExact_data()
{
    QTest::addColumn<int>("degrees");
    for (const int degrees : { 0, 90, 180, 270 })
        QTest::addRow("%d", degrees) << degrees;
}

// Against Qt's own turns, pixel by pixel, and every pixel's way back.
void PagePreparationTest::quarterTurnsAreExact()
{
    QFETCH(const int, degrees);
    QImage picture(7, 5, QImage::Format_RGB888);
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 7; ++x)
            picture.setPixelColor(x, y, QColor(x, y, 10 * x + y));
    const RgbImage original = pageOf(picture).image;
    const RgbImage upright = palimpsest::turned(original, degrees);
    QCOMPARE(rasterOf(upright), picture.transformed(QTransform().rotate(degrees)));
    const PageRotation back = rotationBack(original, degrees);
    for (std::size_t y = 0; y < upright.height; ++y)
        for (std::size_t x = 0; x < upright.width; ++x) {
            const double left = static_cast<double>(x);
            const double top = static_cast<double>(y);
            const RectF there = back.toOriginal(RectF{ left, top, left + 1, top + 1 });
            const std::uint8_t* pixel = upright.pixels.data() + (y * upright.width + x) * 3;
            QCOMPARE(there, (RectF{ double{ 1 } * pixel[0], double{ 1 } * pixel[1], pixel[0] + 1.0, pixel[1] + 1.0 }));
            QCOMPARE(back.toStraight(there), (RectF{ left, top, left + 1, top + 1 }));
        }

    // Straightened after that: the way leads over the upright page.
    const PageRotation skew{ .degrees = 2, .straightCentre = { 4, 4 }, .originalCentre = { 3, 2 } };
    const PointF both = skew.after(back).toOriginal(PointF{ 1, 2 });
    const PointF steps = back.toOriginal(skew.toOriginal(PointF{ 1, 2 }));
    QVERIFY(std::abs(both.x - steps.x) < 1e-9 && std::abs(both.y - steps.y) < 1e-9);
}

QTEST_GUILESS_MAIN(PagePreparationTest)
#include "page_preparation_test.moc"
