// Residual sum and RMS norm on the device against the CPU.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class ResidualNormParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void ResidualNormParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("branchIsNormalised");
    QTest::newRow("one number") << 1 << 1 << true;
    QTest::newRow("one decode step of Gemma 2 2B") << 1 << 2304 << true;
    QTest::newRow("260 rows of Gemma 2 2B") << 260 << 2304 << true;
    QTest::newRow("Gemma 1, whose branches are not normalised") << 3 << 2048 << false;
    QTest::newRow("width no workgroup divides") << 7 << 1153 << true;
}

void ResidualNormParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);
    QFETCH(const bool, branchIsNormalised);

    const Shape shape{ std::size_t(rows), std::size_t(width) };
    const auto run = [&](OpFixture& on) {
        const Tensor residual = on.put(randomNormal(shape.elementCount(), 1, 30.0F), shape);
        const Tensor normed = on.empty(shape);
        const Tensor branchWeight = on.put(randomNormal(shape.back(), 3), { shape.back() });
        on.ops().residualNorm({ .residual = residual,
            .branch = on.put(randomNormal(shape.elementCount(), 2, 3.0F), shape),
            .branchWeight = branchIsNormalised ? branchWeight : Tensor{},
            .nextWeight = on.put(randomNormal(shape.back(), 4), { shape.back() }),
            .normed = normed });
        std::vector<float> both = on.get(residual);
        const std::vector<float> second = on.get(normed);
        both.insert(both.end(), second.begin(), second.end());
        return both;
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(ResidualNormParityTest)
#include "residual_norm_parity_test.moc"
