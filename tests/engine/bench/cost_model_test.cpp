// The cost formulas against the table of the specification (section 8), which rounds to three or four digits.

#include <QtTest>

#include "engine/bench/cost_model.h"

using namespace palimpsest;

class CostModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encoderMatchesTheTable();
    void prefillMatchesTheTable();
    void decodeCountsEveryWeightOnce();
};

namespace {

constexpr std::size_t kOutputs = 257152;

bool within(double found, double expected, double relative)
{
    return std::fabs(found - expected) <= relative * expected;
}

} // namespace

void CostModelTest::encoderMatchesTheTable()
{
    ModelConfig config;
    const double projector = 2.0 * 256 * 1152 * 2304;
    QVERIFY(within(encoderOperations(config) - projector, 0.219e12, 0.005));
    config.vision.imageSize = 448;
    QVERIFY(within(encoderOperations(config) - 4 * projector, 0.974e12, 0.005));
    config.vision.imageSize = 896;
    QVERIFY(within(encoderOperations(config) - 16 * projector, 5.460e12, 0.005));
}

// The table counts every row of the last layer; without them the sum is smaller by what those rows would cost.
void CostModelTest::prefillMatchesTheTable()
{
    const ModelConfig config;
    const double head = 2.0 * kOutputs * 2304;
    const double skipped = 287.0 * 2 * (2.0 * 2304 * 2048 + 3.0 * 2304 * 9216) + 287.0 * 4 * 288 * 2048;
    QVERIFY(within(prefillOperations(config, 288, kOutputs) - head + skipped, 1.166e12 + 0.018e12, 0.002));
}

void CostModelTest::decodeCountsEveryWeightOnce()
{
    const ModelConfig config;
    const double weights = 4.049e9 / 2 + 1.185e9 / 2; // the table's bytes in bf16
    const double attention = 4.0 * 26 * 261 * 2048;
    QVERIFY(within(decodeOperations(config, 261, kOutputs) - attention, 2 * weights, 0.001));
    QVERIFY(within(keyValueBytes(config, 1), 2 * 106496, 1e-9)); // the table's cache is bf16
}

QTEST_APPLESS_MAIN(CostModelTest)
#include "cost_model_test.moc"
