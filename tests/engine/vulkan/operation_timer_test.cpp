// The device's own times of its operations: whose they are, that they add up to the whole, and that they change
// nothing.

#include <QTemporaryDir>
#include <chrono>
#include <set>

#include "tests/support/gpu_test.h"
#include "tests/support/nano_model.h"

using namespace palimpsest;

namespace {

double secondsOf(const std::vector<OperationTime>& times)
{
    double sum = 0;
    for (const OperationTime& time : times)
        sum += time.seconds;
    return sum;
}

std::size_t callsOf(const std::vector<OperationTime>& times, std::string_view name)
{
    std::size_t calls = 0;
    for (const OperationTime& time : times)
        calls += time.name.starts_with(name) ? time.calls : 0;
    return calls;
}

template <typename T> T taken(Result<T> result)
{
    PAL_CHECK(result.ok());
    return std::move(result).value();
}

} // namespace

class OperationTimerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theModelComputesTheSame();
    void thePartsAreTheWhole();
    void nothingIsTimedUnasked();

private:
    // Logits of a prefill and of four steps behind it.
    std::vector<float> answer(const NanoModel& nano);
    NanoModel open() { return openNano(m_folder.path().toStdString(), { .device = gpuTestDevice() }, {}); }

    QTemporaryDir m_folder;
};

void OperationTimerTest::initTestCase()
{
    writeNanoFolder(m_folder.path().toStdString(), NanoKind::Gemma2, "BF16");
    const auto backend = openGpu();
    if (!backend->timeOperations(true).ok())
        QSKIP("the device has no clock");
}

std::vector<float> OperationTimerTest::answer(const NanoModel& nano)
{
    PaliGemma& model = *nano.model;
    const ModelConfig& config = model.config();
    const auto image = taken(model.encodeImage(nanoImage(), {}));
    const Tensor rows{ image.get(), 0, DType::F32, { config.vision.patchCount(), config.text.hiddenSize } };
    const auto ids = nanoPrompt();
    const auto cache = taken(model.createCache(ids.size() + 4));
    std::vector<float> all;
    const auto keep = [&](const Logits& logits) {
        std::vector<float> values(logits.values.shape.elementCount());
        PAL_CHECK(nano.backend->read(logits.values, std::as_writable_bytes(std::span(values))).ok());
        all.insert(all.end(), values.begin(), values.end());
    };
    keep(taken(model.prefill(ids, { &rows, 1 }, *cache, {})));
    std::vector<PaliGemma::Step> steps{ { cache.get(), ids.size(), 11 } };
    for (std::int32_t id = 30; id < 34; ++id) { // told, recorded, replayed, replayed
        keep(taken(model.decode(steps, {})));
        steps.front().id = id;
    }
    return all;
}

void OperationTimerTest::theModelComputesTheSame()
{
    const std::vector<float> expected = answer(open());
    const NanoModel nano = open();
    QVERIFY(nano.backend->timeOperations(true).ok());
    const auto start = std::chrono::steady_clock::now();
    const std::vector<float> found = answer(nano);
    const double whole = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    QCOMPARE(found, expected);

    const std::vector<OperationTime> times = taken(nano.backend->takeOperationTimes());
    const std::size_t layers = nano.model->config().text.layerCount;
    QCOMPARE(callsOf(times, "embed"), std::size_t(5)); // a prefill and every step, replayed or not
    QCOMPARE(callsOf(times, "rope_store"), 5 * layers);
    QVERIFY(callsOf(times, "attention") >= 5 * layers);
    QVERIFY(callsOf(times, "matmul") >= 5 * 7 * layers);
    std::set<std::string> names;
    for (const OperationTime& time : times) {
        QVERIFY2(names.insert(time.name).second, time.name.c_str());
        QVERIFY2(time.seconds >= 0 && time.seconds < whole, time.name.c_str());
        QVERIFY2(time.bytes > 0 || time.name == "copy" || time.name == "write", time.name.c_str());
        QVERIFY2(
            (time.operations > 0) == (time.name.starts_with("matmul_") && time.name.find(" to ") != std::string::npos)
                || time.name.starts_with("attention"),
            time.name.c_str());
    }
    QVERIFY(secondsOf(times) > 0 && secondsOf(times) < whole);
    QVERIFY(taken(nano.backend->takeOperationTimes()).empty());
}

void OperationTimerTest::thePartsAreTheWhole()
{
    OpFixture on(openGpu());
    QVERIFY(on.backend().timeOperations(true).ok());
    constexpr std::size_t kWidth = 512;
    const Tensor a = on.put(randomNormal(64 * kWidth, 1), { 64, kWidth });
    const Tensor weight = on.put(randomNormal(kWidth * kWidth, 2), { kWidth, kWidth });
    const Tensor b = on.empty({ 64, kWidth });
    for (int i = 0; i < 2; ++i) { // once for the pipelines
        QVERIFY(on.backend().takeOperationTimes().ok());
        const auto start = std::chrono::steady_clock::now();
        for (int k = 0; k < 4; ++k) {
            on.ops().matmul({ a, weight, {}, b });
            on.ops().add({ b, b, b });
        }
        QVERIFY(on.backend().finish().ok());
        const double whole = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const std::vector<OperationTime> times = taken(on.backend().takeOperationTimes());
        if (i == 0)
            continue;
        std::printf("%.3f of %.3f ms\n", secondsOf(times) * 1e3, whole * 1e3);
        QVERIFY(secondsOf(times) <= whole);
        QVERIFY(secondsOf(times) >= 0.5 * whole);
        QCOMPARE(callsOf(times, "add"), std::size_t(4));
        QVERIFY(times.front().name.ends_with("64x512 to 512 f32") || times.size() > 2);
    }
}

void OperationTimerTest::nothingIsTimedUnasked()
{
    OpFixture on(openGpu());
    const Tensor a = on.put(std::vector<float>{ 1, 2 }, { 2 });
    on.ops().add({ a, a, a });
    QVERIFY(taken(on.backend().takeOperationTimes()).empty());
    QVERIFY(on.backend().timeOperations(true).ok());
    const auto pass = taken(on.backend().record([&]() -> Result<void> {
        on.ops().add({ a, a, a });
        return {};
    }));
    QVERIFY(on.backend().replay(*pass).ok());
    on.ops().add({ a, a, a });
    QCOMPARE(callsOf(taken(on.backend().takeOperationTimes()), "add"), std::size_t(2));
    QVERIFY(on.backend().timeOperations(false).ok());
    on.ops().add({ a, a, a }); // in a command buffer that was timed before
    QVERIFY(on.backend().finish().ok());
    QVERIFY(taken(on.backend().takeOperationTimes()).empty());
    QVERIFY(on.backend().replay(*pass).ok()); // it goes on writing its times
    QVERIFY(on.backend().timeOperations(true).ok());
    QVERIFY(taken(on.backend().takeOperationTimes()).empty());
    QCOMPARE(on.get(a), (std::vector<float>{ 32, 64 }));
}

PAL_GPU_TEST_MAIN(OperationTimerTest)
#include "operation_timer_test.moc"
