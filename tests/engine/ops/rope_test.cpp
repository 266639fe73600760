// Rotary embedding: position 0 is the identity, lengths stay, scores depend on the distance alone, far angles are
// reduced.

#include <QtTest>
#include <cmath>
#include <vector>

#include "engine/ops/rope.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class RopeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionZeroIsTheIdentity();
    void firstPairTurnsByThePosition();
    void scoresDependOnTheDistanceAlone();
    void farAnglesAreReduced();
};

void RopeTest::positionZeroIsTheIdentity()
{
    OpFixture fixture;
    const std::vector<float> in = randomNormal(3 * 256, 1);
    const Tensor rows = fixture.put(in, { 1, 3, 256 });
    fixture.ops().rope({ rows, fixture.putIds(std::vector<std::int32_t>{ 0 }), rows, 10000.0F });
    QCOMPARE(fixture.get(rows), in);
}

void RopeTest::firstPairTurnsByThePosition()
{
    OpFixture fixture; // pairs are (i, i + 2): (1, 0) turned by 1 rad, (0, 1) by 0.01 rad
    const Tensor rows = fixture.put(std::vector<float>{ 1, 0, 0, 1 }, { 1, 1, 4 });
    fixture.ops().rope({ rows, fixture.putIds(std::vector<std::int32_t>{ 1 }), rows, 10000.0F });
    const std::vector<float> expected{ 0.5403023F, -0.0099998F, 0.8414710F, 0.9999500F };
    QVERIFY(largestDifference(fixture.get(rows), expected) < 1e-6);
}

void RopeTest::scoresDependOnTheDistanceAlone()
{
    OpFixture fixture;
    const std::vector<float> vectors = randomNormal(2 * 64, 2);
    std::vector<double> scores;
    for (const std::int32_t offset : { 0, 1, 100, 4000 }) {
        const Tensor rows = fixture.put(vectors, { 2, 1, 64 });
        fixture.ops().rope({ rows, fixture.putIds(std::vector<std::int32_t>{ offset + 7, offset }), rows, 10000.0F });
        const std::vector<float> turned = fixture.get(rows);
        double score = 0;
        for (std::size_t c = 0; c < 64; ++c)
            score += double(turned[c]) * double(turned[64 + c]);
        scores.push_back(score);
    }
    for (const double score : scores)
        QVERIFY(std::fabs(score - scores.front()) < 5e-3);
}

void RopeTest::farAnglesAreReduced()
{
    OpFixture fixture;
    const Tensor rows = fixture.put(std::vector<float>{ 1, 0 }, { 1, 1, 2 });
    fixture.ops().rope({ rows, fixture.putIds(std::vector<std::int32_t>{ 8191 }), rows, 10000.0F });
    const std::vector<float> expected{ float(std::cos(8191.0)), float(std::sin(8191.0)) };
    QVERIFY(largestDifference(fixture.get(rows), expected) < 1e-6);
}

QTEST_APPLESS_MAIN(RopeTest)
#include "rope_test.moc"
