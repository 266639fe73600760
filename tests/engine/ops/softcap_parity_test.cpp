// The soft cap on the device against the CPU, near zero and far beyond the cap.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class SoftcapParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void SoftcapParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one element") << 1;
    QTest::newRow("one decode step of Gemma 2 2B") << 2304;
    QTest::newRow("256 patches of SigLIP") << 294912;
    QTest::newRow("a count no workgroup divides") << 30131;
}

void SoftcapParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, count);

    const Shape shape{ std::size_t(count) };
    const auto run = [&](OpFixture& on) {
        const Tensor values = on.put(randomNormal(std::size_t(count), 1, 40.0F), shape);
        on.ops().softcap({ values, values, 30.0F });
        return on.get(values);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kElementwiseF32);
}

PAL_GPU_TEST_MAIN(SoftcapParityTest)
#include "softcap_parity_test.moc"
