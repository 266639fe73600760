// LayerNorm against rows whose mean and variance are known, and against float64.

#include <QtTest>
#include <cmath>
#include <vector>

#include "engine/ops/layer_norm.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class LayerNormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownRow();
    void constantRowGivesTheBias();
    void matchesFloat64();
};

void LayerNormTest::knownRow()
{
    OpFixture fixture; // mean 2.5, variance 1.25
    const Tensor out = fixture.empty({ 1, 4 });
    fixture.ops().layerNorm(
        { fixture.put(std::vector<float>{ 1, 2, 3, 4 }, { 1, 4 }), fixture.put(std::vector<float>{ 1, 1, 2, 1 }, { 4 }),
            fixture.put(std::vector<float>{ 0, 0, 0, 10 }, { 4 }), out, 0.0F });
    const std::vector<float> expected{ -1.3416407F, -0.4472136F, 0.8944272F, 11.3416407F };
    QVERIFY(largestDifference(fixture.get(out), expected) < 1e-6);
}

void LayerNormTest::constantRowGivesTheBias()
{
    OpFixture fixture;
    const std::vector<float> bias = randomNormal(77, 4);
    const Tensor out = fixture.empty({ 2, 77 });
    fixture.ops().layerNorm({ fixture.put(std::vector<float>(2 * 77, 1234.5F), { 2, 77 }),
        fixture.put(randomNormal(77, 5), { 77 }), fixture.put(bias, { 77 }), out, 1e-6F });
    const std::vector<float> found = fixture.get(out);
    for (std::size_t i = 0; i < found.size(); ++i)
        QCOMPARE(found[i], bias[i % 77]);
}

void LayerNormTest::matchesFloat64()
{
    OpFixture fixture;
    const std::size_t width = 1152;
    std::vector<float> in = randomNormal(3 * width, 6);
    for (float& x : in)
        x += 100.0F; // a mean far from zero: one-pass variances lose their digits here
    const std::vector<float> weight = randomNormal(width, 7);
    const std::vector<float> bias = randomNormal(width, 8);
    std::vector<double> expected;
    for (std::size_t r = 0; r < 3; ++r) {
        double mean = 0;
        double variance = 0;
        for (std::size_t c = 0; c < width; ++c)
            mean += double(in[r * width + c]) / double(width);
        for (std::size_t c = 0; c < width; ++c)
            variance += (double(in[r * width + c]) - mean) * (double(in[r * width + c]) - mean) / double(width);
        for (std::size_t c = 0; c < width; ++c)
            expected.push_back(
                (double(in[r * width + c]) - mean) / std::sqrt(variance + 1e-6) * double(weight[c]) + double(bias[c]));
    }
    const Tensor rows = fixture.put(in, { 3, width });
    fixture.ops().layerNorm(
        { rows, fixture.put(weight, { width }), fixture.put(bias, { width }), rows, 1e-6F }); // in place
    QVERIFY(nmse(fixture.get(rows), std::span<const double>(expected)) < tolerance::kReductionF32);
}

QTEST_APPLESS_MAIN(LayerNormTest)
#include "layer_norm_test.moc"
