// Copies on the device against those on the CPU.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class CopyParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void CopyParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one element") << 1;
    QTest::newRow("one decode step of Gemma 2 2B") << 2304;
    QTest::newRow("256 patches of SigLIP") << 294912;
    QTest::newRow("a count no workgroup divides") << 30131;
}

void CopyParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, count);

    const Shape shape{ std::size_t(count) };
    const auto run = [&](OpFixture& on) {
        const Tensor out = on.empty(shape);
        on.ops().copy({ on.put(randomNormal(std::size_t(count), 1), shape), out });
        return on.get(out);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kElementwiseF32);
}

PAL_GPU_TEST_MAIN(CopyParityTest)
#include "copy_parity_test.moc"
