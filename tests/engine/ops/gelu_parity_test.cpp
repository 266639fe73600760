// GELU on the device against the CPU, far into its flat parts.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class GeluParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void GeluParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one element") << 1;
    QTest::newRow("one decode step of Gemma 2 2B") << 2304;
    QTest::newRow("256 patches of SigLIP") << 294912;
    QTest::newRow("a count no workgroup divides") << 30131;
}

void GeluParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, count);

    const Shape shape{ std::size_t(count) };
    const auto run = [&](OpFixture& on) {
        const Tensor values = on.put(randomNormal(std::size_t(count), 1, 5.0F), shape);
        on.ops().gelu({ values, values });
        return on.get(values);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kElementwiseF32);
}

PAL_GPU_TEST_MAIN(GeluParityTest)
#include "gelu_parity_test.moc"
