// Masks that are roughly where a thing is, on pages that show where it ends.

#include <QtTest>
#include <cmath>
#include <functional>
#include <random>

#include "engine/image/mask_paste.h"
#include "pipelines/segmentation/colour_edges.h"

using namespace palimpsest;

namespace {

constexpr std::size_t kSide = 200;

using Colour = std::array<int, 3>;
using Inside = std::function<bool(double x, double y)>;

bool inCircle(double x, double y, double middle, double radius)
{
    return std::hypot(x - middle, y - middle) < radius;
}

RgbImage page(const Inside& inside, const Colour& thing, const std::function<Colour(int, int)>& ground, double noise)
{
    std::mt19937 random(5);
    std::normal_distribution<double> deviation(0, noise);
    RgbImage image{ kSide, kSide, {} };
    for (int y = 0; y < int(kSide); ++y)
        for (int x = 0; x < int(kSide); ++x) {
            const Colour colour = inside(x + 0.5, y + 0.5) ? thing : ground(x, y);
            for (const int level : colour)
                image.pixels.push_back(
                    static_cast<std::uint8_t>(std::clamp(level + int(std::lround(deviation(random))), 0, 255)));
        }
    return image;
}

// As a decoder gives it: a soft map over a box, and the pixels that are made of it.
PixelMask decoded(const RectF& box, const Inside& insideOfTheBox, float sure = 0.8F)
{
    std::vector<float> map;
    for (std::size_t i = 0; i < kMaskSide * kMaskSide; ++i) {
        const bool isInside = insideOfTheBox(double(i % kMaskSide) / kMaskSide, double(i / kMaskSide) / kMaskSide);
        map.push_back(isInside ? sure : -sure);
    }
    PastedMask pasted = pasteMask(map, box);
    return { pasted.left, pasted.top, pasted.width, pasted.height, std::move(pasted.values), softMapOf(map) };
}

bool isIn(const PixelMask& mask, std::size_t x, std::size_t y)
{
    return x >= mask.left && y >= mask.top && x < mask.left + mask.width && y < mask.top + mask.height
        && mask.pixels[(y - mask.top) * mask.width + x - mask.left] != 0;
}

double overlap(const PixelMask& mask, const Inside& truth)
{
    double common = 0;
    double either = 0;
    for (std::size_t y = 0; y < kSide; ++y)
        for (std::size_t x = 0; x < kSide; ++x) {
            const bool isTrue = truth(double(x) + 0.5, double(y) + 0.5);
            common += isTrue && isIn(mask, x, y) ? 1 : 0;
            either += isTrue || isIn(mask, x, y) ? 1 : 0;
        }
    return common / either;
}

Colour checks(int x, int y)
{
    return (x / 9 + y / 9) % 2 == 0 ? Colour{ 230, 225, 200 } : Colour{ 190, 200, 220 };
}

const Inside kRing = [](double x, double y) { return inCircle(x, y, 100, 40) && !inCircle(x, y, 100, 20); };
const Inside kSquare = [](double x, double y) { return std::fabs(x - 0.5) < 0.42 && std::fabs(y - 0.5) < 0.42; };

} // namespace

class ColourEdgesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void edgesAreThoseOfThePage_data();
    void edgesAreThoseOfThePage();
    void otherThingsOfTheColourStayOut();
    void theRectangleIsThatOfThePixels();
    void whereThereIsNoEdgeTheMaskStays();
    void anotherThingIsRefused();
    void withoutASoftMapThereIsNothingToGoBy();
};

void ColourEdgesTest::edgesAreThoseOfThePage_data()
{
    QTest::addColumn<double>("noise");
    QTest::addColumn<bool>("isPlain");
    QTest::newRow("plain ground") << 0.0 << true;
    QTest::newRow("noise") << 12.0 << true;
    QTest::newRow("checks and noise") << 8.0 << false;
}

// A ring, of which the decoder saw a square, 8 pixels too far to the left and without its lower end.
void ColourEdgesTest::edgesAreThoseOfThePage()
{
    QFETCH(const double, noise);
    QFETCH(const bool, isPlain);
    const RgbImage drawn = page(
        kRing, { 200, 40, 60 },
        [&](int x, int y) {
            return isPlain ? Colour{ 235, 235, 235 } : checks(x, y);
        },
        noise);
    const PixelMask rough = decoded({ 52, 58, 134, 136 }, kSquare);
    QVERIFY(overlap(rough, kRing) < 0.7);
    const std::optional<PixelMask> cut = withColourEdges(drawn, rough);
    QVERIFY(cut.has_value());
    QVERIFY2(overlap(*cut, kRing) > 0.95, qPrintable(QString::number(overlap(*cut, kRing))));
}

void ColourEdgesTest::otherThingsOfTheColourStayOut()
{
    const Inside two = [](double x, double y) { return inCircle(x, y, 80, 25) || inCircle(x, y, 122, 16); };
    const RgbImage drawn = page(
        two, { 30, 90, 200 },
        [](int, int) {
            return Colour{ 240, 240, 240 };
        },
        3);
    const std::optional<PixelMask> cut = withColourEdges(drawn, decoded({ 55, 55, 105, 105 }, kSquare));
    QVERIFY(cut.has_value());
    QVERIFY(overlap(*cut, [](double x, double y) { return inCircle(x, y, 80, 25); }) > 0.97);
}

void ColourEdgesTest::theRectangleIsThatOfThePixels()
{
    const RgbImage drawn = page(
        kRing, { 0, 0, 0 },
        [](int, int) {
            return Colour{ 250, 250, 250 };
        },
        0);
    const std::optional<PixelMask> cut = withColourEdges(drawn, decoded({ 56, 58, 138, 140 }, kSquare));
    QVERIFY(cut.has_value());
    QCOMPARE(cut->left, std::size_t{ 60 });
    QCOMPARE(cut->top, std::size_t{ 60 });
    QCOMPARE(cut->width, std::size_t{ 80 });
    QCOMPARE(cut->height, std::size_t{ 80 });
    // The soft map is the same mask: stretched over the rectangle again it leads to nearly the same pixels.
    const PastedMask again = pasteSoftMap(cut->softMap, { 60, 60, 140, 140 });
    PixelMask soft{ again.left, again.top, again.width, again.height, again.values, {} };
    for (std::uint8_t& value : soft.pixels)
        value = value >= kSoftInside ? 1 : 0;
    QVERIFY(overlap(soft, kRing) > 0.95);
}

void ColourEdgesTest::whereThereIsNoEdgeTheMaskStays()
{
    const RgbImage drawn = page([](double, double) { return false; }, {}, checks, 4);
    const PixelMask rough = decoded({ 40, 40, 120, 160 }, kSquare);
    const PixelMask kept = withColourEdges(drawn, rough).value_or(rough);
    QVERIFY(overlap(kept, [&](double x, double y) { return isIn(rough, std::size_t(x), std::size_t(y)); }) > 0.9);
}

void ColourEdgesTest::anotherThingIsRefused()
{
    // A dot in the middle of a field that a decoder meant that is not sure of it.
    const Inside dot = [](double x, double y) { return inCircle(x, y, 100, 22); };
    const RgbImage drawn = page(
        dot, { 200, 40, 60 },
        [](int, int) {
            return Colour{ 230, 230, 230 };
        },
        2);
    QVERIFY(!withColourEdges(drawn, decoded({ 60, 60, 140, 140 }, kSquare, 0.1F)));
    QVERIFY(overlap(withColourEdges(drawn, decoded({ 70, 70, 130, 130 }, kSquare, 0.1F)).value(), dot) > 0.95);
}

void ColourEdgesTest::withoutASoftMapThereIsNothingToGoBy()
{
    const RgbImage drawn = page(kRing, { 0, 0, 0 }, checks, 0);
    PixelMask rough = decoded({ 56, 58, 138, 140 }, kSquare);
    rough.softMap.clear();
    QVERIFY(!withColourEdges(drawn, rough));
}

QTEST_GUILESS_MAIN(ColourEdgesTest)
#include "colour_edges_test.moc"
