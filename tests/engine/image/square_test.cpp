// Stretching and padding to a square, and the walk back to the picture, against the vectors of the specification.

#include <QtTest>
#include <cmath>
#include <utility>

#include "engine/image/square.h"

using namespace palimpsest;

namespace {

constexpr Preprocessing kStretch{};
constexpr Preprocessing kTopLeft{ ImageFit::PadWhite, PadAnchor::TopLeft, ResizeKernel::Bicubic };
constexpr Preprocessing kCentre{ ImageFit::PadWhite, PadAnchor::Center, ResizeKernel::Bicubic };

RgbImage black(std::size_t width, std::size_t height)
{
    return { width, height, std::vector<std::uint8_t>(width * height * 3, 0) };
}

} // namespace

class SquareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesWalkBack_data();
    void placesWalkBack();
    void placesFindTheirWayOntoTheSquare();
    void stretchIgnoresTheAspectRatio();
    void paddingIsWhiteAndWhereTheAnchorSays();
    void aSquarePictureNeedsNoPadding();
    void paddingInBandsIsPaddingAtOnce();
    void longStripsTakeLittleMemory();
};

void SquareTest::placesWalkBack_data()
{
    QTest::addColumn<int>("variant");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::newRow("stretch") << 0 << 161.6813 << 457.2825;
    QTest::newRow("pad top left") << 1 << 228.6413 << 457.2825;
    QTest::newRow("pad centre, left of the picture") << 2 << 0.0 << 457.2825;
}

void SquareTest::placesWalkBack()
{
    QFETCH(const int, variant);
    QFETCH(const double, x);
    QFETCH(const double, y);
    const Preprocessing options = variant == 0 ? kStretch : variant == 1 ? kTopLeft : kCentre;
    const PointF place = fromSquare({ 100.0 / 1023, 200.0 / 1023 }, 1654, 2339, options);
    QVERIFY(std::fabs(place.x - x) < 5e-5);
    QVERIFY(std::fabs(place.y - y) < 5e-5);
    // The far corner of the square is the far corner of the picture or beyond it, and never outside.
    QCOMPARE(fromSquare({ 1, 1 }, 1654, 2339, options), (PointF{ 1654, 2339 }));
}

void SquareTest::placesFindTheirWayOntoTheSquare()
{
    for (const Preprocessing& options : { kStretch, kTopLeft, kCentre })
        for (const auto& [width, height] : { std::pair(300, 100), std::pair(101, 300) }) {
            const auto w = static_cast<std::size_t>(width);
            const auto h = static_cast<std::size_t>(height);
            const PointF there = ontoSquare({ 70, 40 }, w, h, options);
            const PointF back = fromSquare(there, w, h, options);
            QVERIFY(std::fabs(back.x - 70) < 1e-9 && std::fabs(back.y - 40) < 1e-9);
        }
    QCOMPARE(ontoSquare({ 0, 0 }, 300, 100, kCentre).y, 1.0 / 3);
    QCOMPARE(ontoSquare({ 9000, -1 }, 300, 100, kStretch), (PointF{ 1, 0 }));
}

void SquareTest::stretchIgnoresTheAspectRatio()
{
    const RgbImage square = toSquare(black(30, 10), 14, kStretch);
    QCOMPARE(square.width, std::size_t{ 14 });
    QCOMPARE(square.height, std::size_t{ 14 });
    QCOMPARE(square.pixels, std::vector<std::uint8_t>(14 * 14 * 3, 0));
}

void SquareTest::paddingIsWhiteAndWhereTheAnchorSays()
{
    // 28 x 14 black into a 28 x 28 square, nothing to resample: rows are black or white as a whole.
    const auto firstBlackRow = [](const RgbImage& square) {
        std::size_t row = 0;
        while (square.pixels[row * 28 * 3] == 255)
            ++row;
        return row;
    };
    const RgbImage topLeft = toSquare(black(28, 14), 28, kTopLeft);
    QCOMPARE(firstBlackRow(topLeft), std::size_t{ 0 });
    QCOMPARE(topLeft.pixels.back(), std::uint8_t{ 255 });
    const RgbImage centre = toSquare(black(28, 14), 28, kCentre);
    QCOMPARE(firstBlackRow(centre), std::size_t{ 7 });
    QCOMPARE(std::count(centre.pixels.begin(), centre.pixels.end(), std::uint8_t{ 0 }), 28 * 14 * 3);
}

void SquareTest::aSquarePictureNeedsNoPadding()
{
    QCOMPARE(toSquare(black(20, 20), 7, kTopLeft).pixels, toSquare(black(20, 20), 7, kStretch).pixels);
}

void SquareTest::paddingInBandsIsPaddingAtOnce()
{
    // 6 million pixels of square: more than one band. The reference pads first.
    RgbImage image = black(900, 2500);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(i * 2654435761U >> 24);
    for (const Preprocessing& preprocessing : { kTopLeft, kCentre }) {
        RgbImage whole{ 2500, 2500, std::vector<std::uint8_t>(2500 * 2500 * 3, 255) };
        const std::size_t left = preprocessing.padAnchor == PadAnchor::Center ? 800 : 0;
        for (std::size_t y = 0; y < 2500; ++y)
            std::copy_n(image.pixels.begin() + static_cast<std::ptrdiff_t>(y * 2700), 2700,
                whole.pixels.begin() + static_cast<std::ptrdiff_t>((y * 2500 + left) * 3));
        QCOMPARE(toSquare(image, 56, preprocessing).pixels, toSquare(whole, 56, kStretch).pixels);
    }
}

void SquareTest::longStripsTakeLittleMemory()
{
    // Padded, this would be 120 GB.
    const RgbImage square = toSquare(black(200'000, 3), 14, kCentre);
    QCOMPARE(square.pixels, std::vector<std::uint8_t>(14 * 14 * 3, 255)); // a hair line vanishes
    QCOMPARE(toSquare(black(3, 200'000), 14, kStretch).pixels, black(14, 14).pixels);
}

QTEST_APPLESS_MAIN(SquareTest)
#include "square_test.moc"
