// nano through the cache of quantised weights: q8 and q4 against the weights as stored, each with plain and with fast
// operations; the errors of every stage stand in tests/support/tolerance.h.

#include <QTemporaryDir>
#include <QtTest>

#include "engine/io/weight_cache.h"
#include "engine/model/trace.h"
#include "tests/support/nano_model.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class QuantizedModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void staysCloseToTheStoredWeights_data();
    void staysCloseToTheStoredWeights();

private:
    Result<Trace> traceThrough(std::optional<DType> format, bool plain);

    QTemporaryDir m_folder;
    std::filesystem::path m_checkpoint;
    Trace m_reference;
};

Result<Trace> QuantizedModelTest::traceThrough(std::optional<DType> format, bool plain)
{
    PAL_TRY_ASSIGN(auto backend, createBackend({ .device = "cpu", .threads = 2, .plainArithmetic = plain }));
    PAL_TRY_ASSIGN(auto checkpoint, Checkpoint::open(m_checkpoint));
    std::shared_ptr<const WeightCacheFile> cache;
    if (format) {
        ThreadPool pool(2);
        PAL_TRY_ASSIGN(cache,
            openOrBuildWeightCache(
                *checkpoint, { .format = *format, .folder = m_folder.path().toStdString() + "/cache" }, pool));
    }
    const MatrixSource source
        = cache ? MatrixSource([cache](std::string_view name) { return cache->find(name); }) : MatrixSource{};
    PAL_TRY_ASSIGN(auto weights, Weights::load(*backend, checkpoint, source, cache));
    PAL_TRY_ASSIGN(auto model, PaliGemma::create(*backend, weights, {}));
    TraceRequest request;
    request.images = { nanoImage() };
    request.ids = nanoPrompt();
    request.greedyTokens = 1;
    return traceForward(*model, request);
}

void QuantizedModelTest::initTestCase()
{
    m_checkpoint = m_folder.path().toStdString() + "/nano";
    writeNanoFolder(m_checkpoint, NanoKind::Gemma2, "BF16");
    auto reference = traceThrough(std::nullopt, true);
    QVERIFY2(reference.ok(), reference.ok() ? "" : reference.error().message.c_str());
    m_reference = std::move(reference).value();
}

void QuantizedModelTest::staysCloseToTheStoredWeights_data()
{
    QTest::addColumn<int>("format"); // -1: as stored
    QTest::addColumn<bool>("plain");
    QTest::addColumn<double>("imageBound"); // NMSE of the projector's rows
    QTest::addColumn<double>("logitBound"); // NMSE of the last row's logits
    const int q8 = int(DType::Q8);
    const int q4 = int(DType::Q4);
    QTest::newRow("as stored, fast operations") << -1 << false << tolerance::kNanoF32 << tolerance::kNanoF32;
    QTest::newRow("q8, plain operations") << q8 << true << tolerance::kNanoImageQ8 << tolerance::kNanoLogitsQ8;
    QTest::newRow("q8, fast operations") << q8 << false << tolerance::kNanoImageQ8 << tolerance::kNanoLogitsQ8;
    QTest::newRow("q4, plain operations") << q4 << true << tolerance::kNanoImageQ8 << tolerance::kNanoLogitsQ4;
    QTest::newRow("q4, fast operations") << q4 << false << tolerance::kNanoImageQ8 << tolerance::kNanoLogitsQ4;
}

void QuantizedModelTest::staysCloseToTheStoredWeights()
{
    QFETCH(const int, format);
    QFETCH(const bool, plain);
    QFETCH(const double, imageBound);
    QFETCH(const double, logitBound);
    const auto trace = traceThrough(format < 0 ? std::nullopt : std::optional(DType(format)), plain);
    QVERIFY2(trace.ok(), trace.ok() ? "" : trace.error().message.c_str());
    const double image = nmse(trace.value().find("projector")->values, m_reference.find("projector")->values);
    const double logits = nmse(trace.value().find("logits")->values, m_reference.find("logits")->values);
    qInfo("projector NMSE %.2e, logits NMSE %.2e", image, logits);
    QVERIFY2(image < imageBound, qPrintable(QString::number(image)));
    QVERIFY2(logits < logitBound, qPrintable(QString::number(logits)));
    QVERIFY(image > 0); // the format was really used
}

QTEST_APPLESS_MAIN(QuantizedModelTest)
#include "quantized_model_test.moc"
