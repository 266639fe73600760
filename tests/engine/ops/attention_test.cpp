// Attention: masks by a table written out by hand, averages that need no arithmetic, and float64 with soft cap and
// groups.

#include <QtTest>
#include <cmath>
#include <vector>

#include "engine/ops/attention.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void visibilityByHand_data();
    void visibilityByHand();
    void equalScoresAverageWhatIsVisible();
    void matchesFloat64();
    void positionMayComeFromATensor_data();
    void positionMayComeFromATensor();
};

void AttentionTest::visibilityByHand_data()
{
    QTest::addColumn<int>("window");
    QTest::addColumn<int>("rule");
    QTest::addColumn<QStringList>("rows"); // one per query position 0..4, prefix of 3; x: visible
    const auto lower = int(WindowRule::LowerSide);
    const auto exempt = int(WindowRule::PrefixExempt);
    QTest::newRow("no window") << 0 << lower << QStringLiteral("xxx.. xxx.. xxx.. xxxx. xxxxx").split(QLatin1Char(' '));
    QTest::newRow("window 2, every row") << 2 << lower
                                         << QStringLiteral("xxx.. xxx.. .xx.. ..xx. ...xx").split(QLatin1Char(' '));
    QTest::newRow("window 2, prefix exempt")
        << 2 << exempt << QStringLiteral("xxx.. xxx.. xxx.. ..xx. ...xx").split(QLatin1Char(' '));
}

void AttentionTest::visibilityByHand()
{
    QFETCH(const int, window);
    QFETCH(const int, rule);
    QFETCH(const QStringList, rows);
    AttentionArgs args;
    args.prefixLength = 3;
    args.window = std::size_t(window);
    args.windowRule = WindowRule(rule);
    for (std::size_t t = 0; t < 5; ++t) {
        for (std::size_t u = 0; u < 5; ++u)
            QCOMPARE(isVisible(args, t, u), rows[qsizetype(t)][qsizetype(u)] == QLatin1Char('x'));
    }
}

void AttentionTest::equalScoresAverageWhatIsVisible()
{
    OpFixture fixture; // queries of zero: every visible key weighs the same
    const std::vector<float> value{ 1, 10, 100, 1000, 10000 };
    const Tensor out = fixture.empty({ 2, 1, 1 });
    fixture.ops().attention({ .query = fixture.put(std::vector<float>{ 0, 0 }, { 2, 1, 1 }),
        .key = fixture.put(randomNormal(5, 1), { 5, 1, 1 }),
        .value = fixture.put(value, { 5, 1, 1 }),
        .out = out,
        .firstPosition = 3,
        .prefixLength = 3 });
    const std::vector<float> expected{ 1111.0F / 4, 11111.0F / 5 };
    QVERIFY(largestDifference(fixture.get(out), expected) < 1e-3);
}

void AttentionTest::matchesFloat64()
{
    OpFixture fixture;
    const std::size_t rows = 7, heads = 4, kvHeads = 2, width = 72, keys = 9;
    const std::vector<float> q = randomNormal(rows * heads * width, 1);
    const std::vector<float> k = randomNormal(keys * kvHeads * width, 2);
    const std::vector<float> v = randomNormal(keys * kvHeads * width, 3);
    const Tensor out = fixture.empty({ rows, heads, width });
    const AttentionArgs args{ .query = fixture.put(q, { rows, heads, width }),
        .key = fixture.put(k, { keys, kvHeads, width }),
        .value = fixture.put(v, { keys, kvHeads, width }),
        .out = out,
        .scale = 0.25F,
        .softcap = 4.0F,
        .firstPosition = 2,
        .prefixLength = 6,
        .window = 3,
        .windowRule = WindowRule::PrefixExempt };
    fixture.ops().attention(args);

    std::vector<double> expected;
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t h = 0; h < heads; ++h) {
            double total = 0;
            std::vector<double> sums(width, 0.0);
            for (std::size_t u = 0; u < keys; ++u) {
                if (!isVisible(args, 2 + r, u))
                    continue;
                double dot = 0;
                for (std::size_t c = 0; c < width; ++c)
                    dot += double(q[(r * heads + h) * width + c]) * double(k[(u * kvHeads + h / 2) * width + c]);
                const double weight = std::exp(4.0 * std::tanh(dot * 0.25 / 4.0));
                total += weight;
                for (std::size_t c = 0; c < width; ++c)
                    sums[c] += weight * double(v[(u * kvHeads + h / 2) * width + c]);
            }
            for (const double sum : sums)
                expected.push_back(sum / total);
        }
    }
    const double error = nmse(fixture.get(out), std::span<const double>(expected));
    QVERIFY2(error < tolerance::kReductionF32, qPrintable(QStringLiteral("NMSE %1").arg(error)));
}

void AttentionTest::positionMayComeFromATensor_data()
{
    QTest::addColumn<cpu::Arithmetic>("arithmetic");
    QTest::newRow("plain") << cpu::Arithmetic::Plain;
    QTest::newRow("fast") << cpu::Arithmetic::Fast;
}

// Keys behind the rows are not seen, so a whole cache may be named.
void AttentionTest::positionMayComeFromATensor()
{
    QFETCH(const cpu::Arithmetic, arithmetic);
    OpFixture fixture(arithmetic);
    const Shape rows{ 2, 2, 8 };
    const Shape cache{ 20, 1, 8 };
    AttentionArgs args{ .query = fixture.put(randomNormal(rows.elementCount(), 1), rows),
        .key = fixture.put(randomNormal(cache.elementCount(), 2), cache),
        .value = fixture.put(randomNormal(cache.elementCount(), 3), cache),
        .out = fixture.empty(rows),
        .firstPosition = 9,
        .prefixLength = 4 };
    fixture.ops().attention(args);
    const std::vector<float> expected = fixture.get(args.out);
    args.firstPosition = 0;
    args.position = fixture.putIds(std::vector<std::int32_t>{ 9 });
    args.out = fixture.empty(rows);
    fixture.ops().attention(args);
    QCOMPARE(fixture.get(args.out), expected);
    args.position = fixture.putIds(std::vector<std::int32_t>{ 9, 10 });
    QVERIFY(validate(args).error().message.find("position") != std::string::npos);
}

QTEST_APPLESS_MAIN(AttentionTest)
#include "attention_test.moc"
