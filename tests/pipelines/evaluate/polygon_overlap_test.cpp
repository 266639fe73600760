// Areas in closed form, and of random outlines by counting points.

#include <QtTest>
#include <random>

#include "pipelines/evaluate/polygon_overlap.h"

using namespace palimpsest;

class PolygonOverlapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closedForms_data();
    void closedForms();
    void countedPoints();
};

namespace {

using Outline = std::vector<PointF>;

const Outline kSquare{ { 0, 0 }, { 10, 0 }, { 10, 10 }, { 0, 10 } };
const Outline kDiamond{ { 5, -2 }, { 12, 5 }, { 5, 12 }, { -2, 5 } };
// A corner of 4 x 4 is missing at the bottom right.
const Outline kAngle{ { 0, 0 }, { 10, 0 }, { 10, 6 }, { 6, 6 }, { 6, 10 }, { 0, 10 } };

// Whether a ray to the right crosses the outline an odd number of times.
bool holds(const Outline& outline, const PointF& point)
{
    bool inside = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const PointF& a = outline[i];
        const PointF& b = outline[j];
        if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

// Corners at growing angles about a middle, near and far: it bends inwards and never crosses itself.
Outline star(std::mt19937& random, const PointF& middle)
{
    Outline outline;
    for (int corner = 0; corner < 9; ++corner) {
        const double angle = 2 * M_PI * corner / 9;
        const double radius = 5.0 + static_cast<double>(random() % 200) / 10;
        outline.push_back({ middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle) });
    }
    return outline;
}

} // namespace

void PolygonOverlapTest::closedForms_data()
{
    QTest::addColumn<Outline>("a");
    QTest::addColumn<Outline>("b");
    QTest::addColumn<double>("common");
    const Outline shifted{ { 5, 5 }, { 15, 5 }, { 15, 15 }, { 5, 15 } };
    const Outline apart{ { 20, 0 }, { 30, 0 }, { 30, 10 } };
    const Outline missing{ { 7, 7 }, { 9, 7 }, { 9, 9 }, { 7, 9 } };
    QTest::newRow("itself") << kSquare << kSquare << 100.0;
    QTest::newRow("shifted squares") << kSquare << shifted << 25.0;
    QTest::newRow("a square within a diamond, its corners cut") << kSquare << kDiamond << 100.0 - 4 * 4.5;
    QTest::newRow("apart") << kSquare << apart << 0.0;
    QTest::newRow("an angle and what is missing of it") << kAngle << missing << 0.0;
    QTest::newRow("an angle and a square") << kAngle << shifted << 25.0 - 16.0;
    QTest::newRow("no outline") << kSquare << Outline{ { 0, 0 }, { 5, 5 } } << 0.0;
}

void PolygonOverlapTest::closedForms()
{
    QFETCH(const Outline, a);
    QFETCH(const Outline, b);
    QFETCH(const double, common);
    const Outline turned(b.rbegin(), b.rend()); // the way round does not matter
    QVERIFY(std::abs(commonArea(a, b) - common) < 1e-9);
    QVERIFY(std::abs(commonArea(b, a) - common) < 1e-9);
    QVERIFY(std::abs(commonArea(a, turned) - common) < 1e-9);
    QVERIFY(std::abs(outlineArea(kAngle) - 84) < 1e-9);
}

void PolygonOverlapTest::countedPoints()
{
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        const Outline a = star(random, { 50, 50 });
        const Outline b = star(random, { 58, 46 });
        std::size_t both = 0;
        constexpr int kSteps = 400; // over 100 x 100
        for (int y = 0; y < kSteps; ++y)
            for (int x = 0; x < kSteps; ++x) {
                const PointF point{ (x + 0.5) * 100 / kSteps, (y + 0.5) * 100 / kSteps };
                both += holds(a, point) && holds(b, point) ? 1 : 0;
            }
        const double counted = static_cast<double>(both) * 100 * 100 / kSteps / kSteps;
        QVERIFY2(std::abs(commonArea(a, b) - counted) < 0.02 * outlineArea(a),
            qPrintable(QStringLiteral("%1, counted %2").arg(commonArea(a, b)).arg(counted)));
    }
}

QTEST_APPLESS_MAIN(PolygonOverlapTest)
#include "polygon_overlap_test.moc"
