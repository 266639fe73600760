// Transposed convolution on the device against the CPU.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class UpsampleParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void UpsampleParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("inputs");
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("side");
    QTest::newRow("one number") << 1 << 1 << 1;
    QTest::newRow("first of a mask") << 128 << 128 << 4;
    QTest::newRow("last of a mask") << 32 << 16 << 32;
    QTest::newRow("sizes no workgroup divides") << 3 << 5 << 7;
}

void UpsampleParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, inputs);
    QFETCH(const int, outputs);
    QFETCH(const int, side);

    const Shape in{ std::size_t(inputs), std::size_t(side), std::size_t(side) };
    const Shape weight{ in[0], std::size_t(outputs), 4, 4 };
    const auto run = [&](OpFixture& on) {
        const Tensor out = on.empty({ weight[1], 2 * in[1], 2 * in[2] });
        on.ops().upsample(
            { on.put(randomNormal(in.elementCount(), 1), in), on.put(randomNormal(weight.elementCount(), 2), weight),
                on.put(randomNormal(weight[1], 3), { weight[1] }), out });
        return on.get(out);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(UpsampleParityTest)
#include "upsample_parity_test.moc"
