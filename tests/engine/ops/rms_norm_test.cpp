// RMSNorm in Gemma's form: (1 + weight), epsilon inside the root.

#include <QtTest>
#include <cmath>
#include <vector>

#include "engine/ops/rms_norm.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class RmsNormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownRow();
    void zeroRowStaysZero();
    void matchesFloat64();
};

void RmsNormTest::knownRow()
{
    OpFixture fixture; // mean square 7.5
    const Tensor out = fixture.empty({ 1, 4 });
    fixture.ops().rmsNorm({ fixture.put(std::vector<float>{ 1, 2, 3, 4 }, { 1, 4 }),
        fixture.put(std::vector<float>{ 0, 1, -1, -2 }, { 4 }), out, 0.0F });
    const std::vector<float> expected{ 0.3651484F, 1.4605935F, 0.0F, -1.4605935F };
    QVERIFY(largestDifference(fixture.get(out), expected) < 1e-6);
}

void RmsNormTest::zeroRowStaysZero()
{
    OpFixture fixture;
    const Tensor out = fixture.empty({ 1, 9 });
    fixture.ops().rmsNorm(
        { fixture.put(std::vector<float>(9, 0.0F), { 1, 9 }), fixture.put(randomNormal(9, 1), { 9 }), out, 1e-6F });
    QCOMPARE(fixture.get(out), std::vector<float>(9, 0.0F));
}

void RmsNormTest::matchesFloat64()
{
    OpFixture fixture;
    const std::size_t width = 2304;
    const std::vector<float> in = randomNormal(2 * width, 2, 300.0F);
    const std::vector<float> weight = randomNormal(width, 3);
    std::vector<double> expected;
    for (std::size_t r = 0; r < 2; ++r) {
        double squares = 0;
        for (std::size_t c = 0; c < width; ++c)
            squares += double(in[r * width + c]) * double(in[r * width + c]);
        for (std::size_t c = 0; c < width; ++c)
            expected.push_back(
                double(in[r * width + c]) / std::sqrt(squares / double(width) + 1e-6) * (1.0 + double(weight[c])));
    }
    const Tensor rows = fixture.put(in, { 2, width });
    fixture.ops().rmsNorm({ rows, fixture.put(weight, { width }), rows, 1e-6F }); // in place
    QVERIFY(nmse(fixture.get(rows), std::span<const double>(expected)) < tolerance::kReductionF32);
}

QTEST_APPLESS_MAIN(RmsNormTest)
#include "rms_norm_test.moc"
