// Gated GELU on the device against the CPU.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class GegluParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void GegluParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one element") << 1;
    QTest::newRow("one decode step of Gemma 2 2B") << 2304;
    QTest::newRow("256 patches of SigLIP") << 294912;
    QTest::newRow("a count no workgroup divides") << 30131;
}

void GegluParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, count);

    const Shape shape{ 1, std::size_t(count) };
    const auto run = [&](OpFixture& on) {
        const Tensor gate = on.put(randomNormal(std::size_t(count), 1, 5.0F), shape);
        on.ops().geglu({ gate, on.put(randomNormal(std::size_t(count), 2), shape), gate });
        return on.get(gate);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kElementwiseF32);
}

PAL_GPU_TEST_MAIN(GegluParityTest)
#include "geglu_parity_test.moc"
