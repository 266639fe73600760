// Location and segmentation tokens against the table of the specification.

#include <QtTest>
#include <cmath>

#include "pipelines/decode/location_tokens.h"
#include "pipelines/decode/segmentation_tokens.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class LocationTokensTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodesAndDecodes_data();
    void encodesAndDecodes();
    void roundTripIsWithinHalfABin();
    void whatIsOutsideIsClamped();
    void spelledOut();
    void boxesInBothOrders();
};

void LocationTokensTest::encodesAndDecodes_data()
{
    QTest::addColumn<double>("fraction");
    QTest::addColumn<int>("bin");
    QTest::addColumn<double>("pixelsOf1000");
    QTest::newRow("near edge") << 0.0 << 0 << 0.0;
    QTest::newRow("a tenth") << 0.1 << 102 << 99.7067;
    QTest::newRow("no round number") << 0.1234 << 126 << 123.1672;
    QTest::newRow("half ties to even") << 0.5 << 512 << 500.4888;
    QTest::newRow("almost the far edge") << 0.9999 << 1023 << 1000.0;
    QTest::newRow("far edge") << 1.0 << 1023 << 1000.0;
}

void LocationTokensTest::encodesAndDecodes()
{
    QFETCH(const double, fraction);
    QFETCH(const int, bin);
    QFETCH(const double, pixelsOf1000);
    QCOMPARE(locationBin(fraction), bin);
    QVERIFY(std::fabs(locationFraction(bin) * 1000.0 - pixelsOf1000) < 5e-5);
}

void LocationTokensTest::roundTripIsWithinHalfABin()
{
    for (int bin = 0; bin < kLocationBins; ++bin)
        QCOMPARE(locationBin(locationFraction(bin)), bin);
    for (double fraction = 0; fraction <= 1; fraction += 1.0 / 7919)
        QVERIFY(std::fabs(locationFraction(locationBin(fraction)) - fraction) <= 1.0 / 2046 + 1e-12);
}

void LocationTokensTest::whatIsOutsideIsClamped()
{
    QCOMPARE(locationBin(-0.2), 0);
    QCOMPARE(locationBin(1.7), 1023);
    QCOMPARE(locationBin(std::nan("")), 0);
    QCOMPARE(locationBin(HUGE_VAL), 1023);
}

void LocationTokensTest::spelledOut()
{
    QCOMPARE(locationTokenAt(locationPieceText(7)), std::optional(7));
    QCOMPARE(segmentTokenAt(segmentPieceText(127)), std::optional(127));
    QCOMPARE(locationTokenAt("<loc1023> and more"), std::optional(1023));
    QCOMPARE(segmentTokenAt("<seg005>"), std::optional(5));
    for (const char* broken :
        { "", "<loc", "<loc123>", "<loc1024>", "<loc01234>", "<loc-123>", " <loc0123>", "<loc012" })
        QVERIFY2(!locationTokenAt(broken), broken);
    for (const char* broken : { "<seg128>", "<seg0001>", "<seg01x>", "<seg12" })
        QVERIFY2(!segmentTokenAt(broken), broken);
}

void LocationTokensTest::boxesInBothOrders()
{
    const std::array<int, 4> bins{ 102, 204, 511, 819 };
    const RectF yFirst = boxOf(bins, CoordinateOrder::YFirst);
    QCOMPARE(yFirst.top, 102.0 / 1023);
    QCOMPARE(yFirst.left, 204.0 / 1023);
    QCOMPARE(yFirst.bottom, 511.0 / 1023);
    QCOMPARE(yFirst.right, 819.0 / 1023);
    const RectF xFirst = boxOf(bins, CoordinateOrder::XFirst);
    QCOMPARE(xFirst.left, 102.0 / 1023);
    QCOMPARE(xFirst.bottom, 819.0 / 1023);
    QCOMPARE(binsOf(yFirst, CoordinateOrder::YFirst), bins);
    QCOMPARE(binsOf(xFirst, CoordinateOrder::XFirst), bins);
}

QTEST_APPLESS_MAIN(LocationTokensTest)
#include "location_tokens_test.moc"
