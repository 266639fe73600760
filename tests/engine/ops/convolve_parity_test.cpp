// Convolution of planes on the device against the CPU.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class ConvolveParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void ConvolveParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("inputs");
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("kernel");
    QTest::newRow("one number") << 1 << 1 << 1 << 1;
    QTest::newRow("codes of a mask") << 512 << 128 << 4 << 1;
    QTest::newRow("residual of a mask") << 128 << 128 << 4 << 3;
    QTest::newRow("last layer of a mask") << 16 << 1 << 64 << 1;
    QTest::newRow("sizes no workgroup divides") << 3 << 5 << 7 << 3;
}

void ConvolveParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, inputs);
    QFETCH(const int, outputs);
    QFETCH(const int, side);
    QFETCH(const int, kernel);

    const Shape in{ std::size_t(inputs), std::size_t(side), std::size_t(side) };
    const Shape weight{ std::size_t(outputs), in[0], std::size_t(kernel), std::size_t(kernel) };
    const auto run = [&](OpFixture& on) {
        const Tensor out = on.empty({ weight[0], in[1], in[2] });
        on.ops().convolve(
            { on.put(randomNormal(in.elementCount(), 1), in), on.put(randomNormal(weight.elementCount(), 2), weight),
                on.put(randomNormal(weight[0], 3), { weight[0] }), out, PlaneActivation::Relu });
        return on.get(out);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(ConvolveParityTest)
#include "convolve_parity_test.moc"
