// Operations recorded once and replayed: they see what their tensors hold then, in order with all else.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class RecordedPassTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordingDoesNothing();
    void replaysSeeNewContents();
    void scratchOutlivesItsGrowth();
    void manyPassesLeaveNoMemory();

private:
    OpFixture m_gpu{ openGpu() };
};

void RecordedPassTest::recordingDoesNothing()
{
    const Tensor a = m_gpu.put(std::vector<float>{ 1, 2 }, { 2 });
    const auto pass = m_gpu.backend().record([&]() -> Result<void> {
        m_gpu.ops().add({ a, a, a });
        return {};
    });
    QVERIFY(pass.ok() && pass.value());
    QCOMPARE(m_gpu.get(a), (std::vector<float>{ 1, 2 }));
}

void RecordedPassTest::replaysSeeNewContents()
{
    Backend& backend = m_gpu.backend();
    const Tensor in = m_gpu.put(std::vector<float>{ 1, 2 }, { 2 });
    const Tensor sum = m_gpu.put(std::vector<float>{ 0, 0 }, { 2 });
    const Tensor copied = m_gpu.empty({ 2 });
    const auto pass = backend.record([&]() -> Result<void> {
        m_gpu.ops().add({ sum, in, sum });
        m_gpu.ops().copy({ sum, copied });
        return {};
    });
    QVERIFY(pass.ok());
    for (int i = 0; i < 3; ++i) {
        const std::vector<float> values{ float(i), 10 };
        QVERIFY(backend.write(in, std::as_bytes(std::span(values))).ok());
        QVERIFY(backend.replay(*pass.value()).ok());
        m_gpu.ops().add({ copied, copied, copied }); // before the next replay overwrites it
    }
    QCOMPARE(m_gpu.get(sum), (std::vector<float>{ 0 + 1 + 2, 30 }));
    QCOMPARE(m_gpu.get(copied), (std::vector<float>{ 6, 60 }));
}

void RecordedPassTest::scratchOutlivesItsGrowth()
{
    Backend& backend = m_gpu.backend();
    const std::size_t width = 100000; // more than one workgroup looks through: the choice needs memory between
    std::vector<float> logits = randomNormal(width, 1);
    logits[777] = 100;
    const Tensor row = m_gpu.put(logits, { 1, width });
    const Tensor id = m_gpu.putIds(std::vector<std::int32_t>{ 0 }).reshaped({ 1, 1 });
    const Tensor value = m_gpu.empty({ 1, 1 });
    const auto choose = [&](OpRecorder& ops) { ops.selectTokens({ row, {}, id, value }); };
    choose(m_gpu.ops());
    const auto pass = backend.record([&]() -> Result<void> {
        choose(m_gpu.ops());
        return {};
    });
    QVERIFY(pass.ok());
    const Tensor many = m_gpu.putIds(std::vector<std::int32_t>(4 * 500)).reshaped({ 4, 500 });
    m_gpu.ops().selectTokens(
        { m_gpu.put(randomNormal(4 * width, 2), { 4, width }), {}, many, m_gpu.empty({ 4, 500 }) });
    QVERIFY(backend.finish().ok());
    QVERIFY(backend.replay(*pass.value()).ok());
    QCOMPARE(m_gpu.getIds(id), std::vector<std::int32_t>{ 777 });
}

void RecordedPassTest::manyPassesLeaveNoMemory()
{
    const Tensor a = m_gpu.put(std::vector<float>{ 1, 2 }, { 2 });
    for (int i = 0; i < 300; ++i) {
        auto pass = m_gpu.backend().record([&]() -> Result<void> {
            m_gpu.ops().add({ a, a, a });
            return {};
        });
        QVERIFY(pass.ok());
        QVERIFY(m_gpu.backend().replay(*pass.value()).ok());
    }
    QVERIFY(m_gpu.backend().finish().ok());
}

PAL_GPU_TEST_MAIN(RecordedPassTest)
#include "recorded_pass_test.moc"
