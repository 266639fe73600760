// The sum that turns logits into log-probabilities, on the device against the CPU.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class LogSumExpParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void LogSumExpParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::newRow("one number") << 1 << 1;
    QTest::newRow("the vocabulary") << 2 << 257216;
    QTest::newRow("width no workgroup divides") << 7 << 1153;
}

void LogSumExpParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);

    const Shape shape{ std::size_t(rows), std::size_t(width) };
    const auto run = [&](OpFixture& on) {
        const Tensor out = on.empty({ shape[0] });
        on.ops().logSumExp({ on.put(randomNormal(shape.elementCount(), 1, 10.0F), shape), out });
        return on.get(out);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(LogSumExpParityTest)
#include "log_sum_exp_parity_test.moc"
