// The largest logits on the device against the CPU: the same ids, exactly.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class SelectTokensParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameIdsAsTheCpu_data();
    void sameIdsAsTheCpu();

private:
    OpFixture m_gpu{ openGpu() };
    OpFixture m_cpu{ cpu::Arithmetic::Plain };
};

void SelectTokensParityTest::sameIdsAsTheCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("listed"); // 0: every id
    QTest::newRow("one of one") << 1 << 1 << 1 << 0;
    QTest::newRow("the best of the vocabulary") << 2 << 257216 << 1 << 0;
    QTest::newRow("the best six of the vocabulary") << 1 << 257216 << 6 << 0;
    QTest::newRow("the best location token") << 1 << 257216 << 1 << 1024;
    QTest::newRow("more than there are") << 3 << 1153 << 40 << 7;
    QTest::newRow("a width no workgroup divides") << 3 << 12289 << 17 << 0;
}

void SelectTokensParityTest::sameIdsAsTheCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);
    QFETCH(const int, count);
    QFETCH(const int, listed);
    const Shape shape{ std::size_t(rows), std::size_t(width) };
    std::vector<float> logits = randomNormal(shape.elementCount(), 1);
    for (float& logit : logits) // coarse, so that there are ties
        logit = std::round(logit * 64) / 64;
    logits[shape.elementCount() / 2] = std::numeric_limits<float>::quiet_NaN();
    std::vector<std::int32_t> allowed;
    for (int i = 0; i < listed; ++i)
        allowed.push_back((i * 7919 + 11) % width);
    const auto run = [&](OpFixture& on) {
        const Tensor ids = on.putIds(std::vector<std::int32_t>(std::size_t(rows * count), 77))
                               .reshaped({ std::size_t(rows), std::size_t(count) });
        const Tensor values = on.empty(ids.shape);
        on.ops().selectTokens({ on.put(logits, shape), allowed.empty() ? Tensor{} : on.putIds(allowed), ids, values });
        return std::pair(on.getIds(ids), on.get(values));
    };
    const auto found = run(m_gpu);
    const auto expected = run(m_cpu);
    QCOMPARE(found.first, expected.first);
    QCOMPARE(found.second, expected.second);
}

PAL_GPU_TEST_MAIN(SelectTokensParityTest)
#include "select_tokens_parity_test.moc"
