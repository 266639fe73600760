// Layer norm on the device against the CPU, with a mean far from zero.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class LayerNormParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void LayerNormParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::newRow("one decode step of Gemma 2 2B") << 1 << 2304;
    QTest::newRow("260 rows of Gemma 2 2B") << 260 << 2304;
    QTest::newRow("256 patches of SigLIP") << 256 << 1152;
    QTest::newRow("width no workgroup divides") << 7 << 1153;
}

void LayerNormParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);

    const Shape shape{ std::size_t(rows), std::size_t(width) };
    const auto run = [&](OpFixture& on) {
        std::vector<float> numbers = randomNormal(shape.elementCount(), 1, 3.0F);
        for (float& number : numbers)
            number += 50.0F;
        const Tensor values = on.put(numbers, shape);
        on.ops().layerNorm({ values, on.put(randomNormal(shape.back(), 2), { shape.back() }),
            on.put(randomNormal(shape.back(), 3), { shape.back() }), values, 1e-6F });
        return on.get(values);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(LayerNormParityTest)
#include "layer_norm_parity_test.moc"
