// Every 16-bit pattern goes to f32 and back unchanged; roundings against values worked out by hand.

#include <QtTest>
#include <cmath>

#include "engine/base/half.h"

using namespace palimpsest;

class HalfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyF16PatternSurvives();
    void everyBf16PatternSurvives();
    void roundsToNearestEven_data();
    void roundsToNearestEven();
};

void HalfTest::everyF16PatternSurvives()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = f16ToFloat(static_cast<std::uint16_t>(bits));
        if (std::isnan(value))
            QVERIFY(std::isnan(f16ToFloat(floatToF16(value))));
        else
            QCOMPARE(floatToF16(value), static_cast<std::uint16_t>(bits));
    }
}

void HalfTest::everyBf16PatternSurvives()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = bf16ToFloat(static_cast<std::uint16_t>(bits));
        if (std::isnan(value))
            QVERIFY(std::isnan(bf16ToFloat(floatToBf16(value))));
        else
            QCOMPARE(floatToBf16(value), static_cast<std::uint16_t>(bits));
    }
}

void HalfTest::roundsToNearestEven_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("f16");
    QTest::addColumn<int>("bf16");
    QTest::newRow("one") << 1.0F << 0x3c00 << 0x3f80;
    QTest::newRow("third") << 1.0F / 3.0F << 0x3555 << 0x3eab;
    QTest::newRow("tie to even below") << 1.0F + 0x1p-11F << 0x3c00 << 0x3f80;
    QTest::newRow("tie to even above") << 1.0F + 0x3p-11F << 0x3c02 << 0x3f80;
    QTest::newRow("bf16 tie up") << 1.0F + 0x3p-8F << 0x3c0c << 0x3f82;
    QTest::newRow("largest f16") << 65504.0F << 0x7bff << 0x4780;
    QTest::newRow("overflows f16") << 65520.0F << 0x7c00 << 0x4780;
    QTest::newRow("smallest subnormal f16") << 0x1p-24F << 0x0001 << 0x3380;
    QTest::newRow("half of it ties to zero") << 0x1p-25F << 0x0000 << 0x3300;
    QTest::newRow("negative") << -2.5F << 0xc100 << 0xc020;
}

void HalfTest::roundsToNearestEven()
{
    QFETCH(const float, value);
    QFETCH(const int, f16);
    QFETCH(const int, bf16);
    QCOMPARE(static_cast<int>(floatToF16(value)), f16);
    QCOMPARE(static_cast<int>(floatToBf16(value)), bf16);
}

QTEST_APPLESS_MAIN(HalfTest)
#include "half_test.moc"
