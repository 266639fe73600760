// Residual sum and layer norm on the device against the CPU, with a mean far from zero.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class ResidualLayerNormParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void ResidualLayerNormParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::newRow("one number") << 1 << 1;
    QTest::newRow("256 patches of SigLIP") << 256 << 1152;
    QTest::newRow("width no workgroup divides") << 7 << 1153;
}

void ResidualLayerNormParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);

    const Shape shape{ std::size_t(rows), std::size_t(width) };
    const auto run = [&](OpFixture& on) {
        std::vector<float> numbers = randomNormal(shape.elementCount(), 1, 3.0F);
        for (float& number : numbers)
            number += 50.0F;
        const Tensor residual = on.put(numbers, shape);
        const Tensor normed = on.empty(shape);
        on.ops().residualLayerNorm({ residual, on.put(randomNormal(shape.elementCount(), 2), shape),
            on.put(randomNormal(shape.back(), 3), { shape.back() }),
            on.put(randomNormal(shape.back(), 4), { shape.back() }), normed, 1e-6F });
        std::vector<float> both = on.get(normed);
        const std::vector<float> second = on.get(residual);
        both.insert(both.end(), second.begin(), second.end());
        return both;
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(ResidualLayerNormParityTest)
#include "residual_layer_norm_parity_test.moc"
