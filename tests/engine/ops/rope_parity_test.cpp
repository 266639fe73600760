// Rotary positions on the device against the CPU, up to the last position of a checkpoint.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class RopeParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void RopeParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("width");
    QTest::newRow("one pair") << 1 << 1 << 2;
    QTest::newRow("queries of Gemma 2 2B") << 260 << 8 << 256;
    QTest::newRow("queries of Gemma 2 27B") << 3 << 32 << 128;
    QTest::newRow("positions up to 8191") << 8192 << 1 << 16;
}

void RopeParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, heads);
    QFETCH(const int, width);

    const Shape shape{ std::size_t(rows), std::size_t(heads), std::size_t(width) };
    std::vector<std::int32_t> positions(std::size_t(rows), 0);
    for (int i = 0; i < rows; ++i)
        positions[std::size_t(i)] = i;
    const auto run = [&](OpFixture& on) {
        const Tensor values = on.put(randomNormal(shape.elementCount(), 1), shape);
        on.ops().rope({ values, on.putIds(positions), values, 10000.0F });
        return on.get(values);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(RopeParityTest)
#include "rope_parity_test.moc"
