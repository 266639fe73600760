// A synthetic checkpoint of the published 3B shape at 224 pixels: 6 GB that are quantised, mapped and asked, in every
// weight format, within the memory of an ordinary machine; compiled a second time, on a Vulkan device. Slow;
// PALIMPSEST_SYNTHETIC_3B names a folder to keep the checkpoint and its caches in between runs, else a temporary folder
// takes 12 GB for the time of the test.

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <fstream>

#include "engine/generate/open_session.h"
#include "engine/model/synthetic_checkpoint.h"
#include "engine/model/trace.h"
#include "tests/support/gpu_test.h"

using namespace palimpsest;

namespace {

// Peak resident memory that is not backed by a file, in bytes: mapped weights are the system's to drop.
std::uint64_t anonymousBytes()
{
    std::ifstream status("/proc/self/status");
    std::string key;
    while (status >> key) {
        if (key == "RssAnon:") {
            std::uint64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return 0;
}

RgbImage noise(std::size_t side)
{
    RgbImage image{ side, side, std::vector<std::uint8_t>(side * side * 3) };
    std::uint32_t state = 1;
    for (std::uint8_t& byte : image.pixels) {
        state = state * 1664525U + 1013904223U;
        byte = std::uint8_t(state >> 24);
    }
    return image;
}

} // namespace

class Synthetic3bTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void loadsQuantizesAndGenerates_data();
    void loadsQuantizesAndGenerates();

private:
    QTemporaryDir m_temporary;
    std::filesystem::path m_folder;
    std::vector<float> m_referenceLogits; // the first ones
};

void Synthetic3bTest::initTestCase()
{
    const QByteArray kept = qgetenv("PALIMPSEST_SYNTHETIC_3B");
    m_folder = kept.isEmpty() ? m_temporary.path().toStdString() : kept.toStdString();
    if (std::filesystem::exists(m_folder / "checkpoint" / "config.json"))
        return;
    ThreadPool pool(0);
    const auto written = writeSyntheticCheckpoint(
        { .shape = SyntheticShape::Paligemma3b224, .seed = 0, .folder = m_folder / "checkpoint" }, pool);
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().message.c_str());
}

void Synthetic3bTest::loadsQuantizesAndGenerates_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<double>("bound"); // NMSE of the last row's raw logits against the first
    if (!kOnGpu)
        QTest::newRow("bf16") << int(WeightFormat::Bf16) << 1e-9;
    QTest::newRow("q8") << int(WeightFormat::Q8) << tolerance::kLogitsQ8;
    QTest::newRow("q4") << int(WeightFormat::Q4) << tolerance::kLogitsQ4;
}

void Synthetic3bTest::loadsQuantizesAndGenerates()
{
    QFETCH(const int, format);
    QFETCH(const double, bound);
    auto cpu = createBackend({ .device = "cpu" });
    QVERIFY(cpu.ok());
    std::unique_ptr<Backend> device = kOnGpu ? openGpu() : nullptr;
    if (kOnGpu)
        m_referenceLogits.clear(); // the CPU's with the same weights
    for (const char* step : { kOnGpu ? "CPU" : "first opening", kOnGpu ? "device" : "second opening" }) {
        Backend& backend = device && !m_referenceLogits.empty() ? *device : *cpu.value();
        QElapsedTimer timer;
        timer.start();
        const std::uint64_t before = anonymousBytes();
        std::uint64_t peak = before;
        auto opened = openSession(backend,
            { .checkpoint = m_folder / "checkpoint",
                .format = WeightFormat(format),
                .cacheFolder = m_folder / "weights",
                .quantizing = [&](std::uint64_t, std::uint64_t) { peak = std::max(peak, anonymousBytes()); } });
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
        qInfo("%s: %.2f s, %.0f MiB of memory beside the files", step, double(timer.elapsed()) / 1000,
            double(std::max(peak, anonymousBytes()) - before) / 1048576);
        QVERIFY(peak - before < 1ULL << 30);

        Session& session = *opened.value().session;
        timer.restart();
        const std::vector<std::int32_t> ids = session.vocabulary().promptIds("ocr", 1, 256);
        TraceRequest request;
        request.images = { noise(224) };
        request.ids = ids;
        request.greedyTokens = kOnGpu ? 2 : 8;
        const auto trace = traceForward(session.model(), request);
        QVERIFY2(trace.ok(), trace.ok() ? "" : trace.error().message.c_str());
        qInfo(
            "encoded, prefilled and decoded %zu tokens: %.2f s", request.greedyTokens, double(timer.elapsed()) / 1000);
        const std::vector<float>& logits = trace.value().find("logits")->values;
        QCOMPARE(logits.size(), std::size_t{ 257152 });
        if (m_referenceLogits.empty())
            m_referenceLogits = logits;
        const double error = nmse(logits, m_referenceLogits);
        qInfo("logits against the first ones: NMSE %.2e", error);
        QVERIFY2(error < bound, qPrintable(QString::number(error)));
        QVERIFY(!trace.value().greedyIds.empty());
    }
}

PAL_TWICE_TEST_MAIN(Synthetic3bTest)
#include "synthetic_3b_test.moc"
