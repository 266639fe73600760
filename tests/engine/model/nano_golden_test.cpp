// The whole model against the golden values of spec 9.4 and 9.5: every probe under each window policy, the greedy
// decode, and cached decode against full recomputation. Each row runs from a real folder in one storage type, through
// the plain or the fast operations of the CPU, or compiled a second time on a Vulkan device.

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/model/trace.h"
#include "tests/support/gpu_test.h"
#include "tests/support/nano_model.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

struct Golden {
    const char* probe;
    std::size_t row;
    std::array<float, 4> values;
};

// Spec 9.4: first four components of a row.
const std::vector<Golden> kImageAndPrompt{
    { "pixels", 0, { -1.0000000F, -0.8980392F, -0.7960784F, -0.6941176F } },
    { "patch_embedding", 0, { -0.0349590F, -0.0457472F, 0.1074066F, 0.3239756F } },
    { "patch_embedding", 6, { -0.6180205F, -0.2910673F, -0.2176777F, -0.3290882F } },
    { "patch_position", 6, { -0.6648955F, -0.3262236F, -0.0633808F, -0.4619007F } },
    { "vision.0", 6, { -0.6430664F, -0.3909563F, 1.0274270F, -0.3381150F } },
    { "vision.1", 6, { -2.0641596F, 0.0454996F, 1.1054506F, -1.1089688F } },
    { "post_layernorm", 0, { -0.0919743F, 0.4239834F, 1.5204171F, 0.1076876F } },
    { "post_layernorm", 15, { -0.1962405F, 0.1326312F, 0.6527319F, 1.5906093F } },
    { "projector", 0, { 0.1248988F, -0.5940432F, 1.2859547F, -0.0865881F } },
    { "projector", 15, { 0.2286451F, 2.0763195F, 1.0365843F, -1.4875443F } },
    { "decoder.input", 16, { -0.3731645F, -1.1481983F, 0.0478416F, 0.0F } },
    { "decoder.0.query", 22, { -0.5670965F, -0.3310081F, 0.7161868F, -1.6081442F } },
    { "decoder.0.query_rotated", 22, { -1.5207948F, -1.3529045F, -0.7852780F, -0.3048531F } },
};

const std::vector<Golden> kWholePrefixVisible{
    // W0 and W2
    { "decoder.0.attention", 22, { -0.6250635F, -0.0463976F, -0.6768581F, -0.3255517F } },
    { "decoder.0", 22, { -0.6732709F, -0.6595991F, 2.3950913F, 2.4734654F } },
    { "decoder.0", 0, { 0.3567708F, 1.0183761F, 2.6834521F, 2.1205239F } },
    { "decoder.1", 22, { 0.5597992F, 1.2941737F, 2.7920638F, 3.6704749F } },
    { "decoder.1", 0, { 1.1903644F, 1.8917626F, 2.1675352F, 3.6962118F } },
    { "decoder.2", 22, { 1.3471248F, -2.2415357F, 2.9623846F, 3.4442836F } },
    { "decoder.3", 22, { -0.6179734F, -0.9740374F, 5.1430441F, 3.9545709F } },
    { "decoder.3", 0, { 0.8417697F, 1.6372747F, 3.9761906F, 8.4157343F } },
    { "final_norm", 22, { -0.2310641F, -0.3635854F, 1.5863261F, 1.1102233F } },
    { "logits", 0, { -0.2506759F, 1.0715275F, 0.5122461F, -0.3245828F } },
};

const std::vector<Golden> kWindowOnAllRows{
    // W1
    { "decoder.0.attention", 22, { -0.1475433F, -0.5402145F, -1.0052231F, -0.8452240F } },
    { "decoder.0", 22, { 0.8600273F, -0.8060691F, 0.3168658F, 2.9008084F } },
    { "decoder.0", 0, { 0.3567708F, 1.0183761F, 2.6834521F, 2.1205239F } },
    { "decoder.1", 22, { 0.7515883F, 1.5779426F, -0.2215106F, 3.2053923F } },
    { "decoder.1", 0, { 0.7839178F, 1.8694455F, 2.0612775F, 3.6103955F } },
    { "decoder.2", 22, { 1.3908028F, -0.8170641F, -0.5916108F, 3.9182574F } },
    { "decoder.3", 22, { 1.2321755F, -1.0115199F, -0.7322417F, 5.9424527F } },
    { "decoder.3", 0, { 0.6283564F, 1.0336132F, 4.2408155F, 8.4326786F } },
    { "final_norm", 22, { 0.4324080F, -0.3543756F, -0.2119753F, 1.5657965F } },
    { "logits", 0, { 0.3133284F, -0.0878555F, 0.5003776F, -0.5105682F } },
};

const std::vector<Golden> kNanoV1{
    // spec 9.5
    { "decoder.0.attention", 22, { -0.8153717F, -0.0169139F, -0.6380284F, -0.3346783F } },
    { "decoder.0", 22, { -0.6265606F, -0.6714683F, 3.1294550F, 1.0945765F } },
    { "decoder.1", 22, { -1.6172579F, 0.7243261F, 2.3686098F, 2.1036098F } },
    { "final_norm", 22, { -0.7488106F, 0.3348074F, 0.9046818F, 0.7313180F } },
    { "logits", 0, { 0.5385458F, -0.3775664F, 0.0962706F, -1.0429128F } },
};

struct Expectation {
    NanoKind kind;
    WindowPolicy window;
    const std::vector<Golden>* probes;
    std::array<float, 6> rawLogits; // ids 0..5 behind the prefix
    std::vector<std::int32_t> greedyIds;
    std::vector<float> winningLogits; // of each greedy id, raw
    std::vector<float> lastLogits;    // ids 0..3 at the step that chooses the tenth token, raw
};

const std::array<Expectation, 4> kExpectations{ {
    { NanoKind::Gemma2, WindowPolicy::Off, &kWholePrefixVisible,
        { -0.2506759F, 1.0715275F, 0.5122461F, -0.3245828F, -0.5608600F, 0.6257586F },
        { 114, 114, 114, 213, 213, 213, 213, 213, 213, 213 },
        { 2.1383F, 2.4717F, 2.1863F, 1.9936F, 2.5393F, 2.6044F, 2.7324F, 2.9263F, 3.0998F, 3.0976F },
        { 0.1144530F, 1.0996226F, 1.5228052F, -0.8785803F } },
    { NanoKind::Gemma2, WindowPolicy::AllRows, &kWindowOnAllRows,
        { 0.3133284F, -0.0878555F, 0.5003776F, -0.5105682F, -0.8789358F, 1.4508695F },
        { 88, 193, 193, 193, 193, 193, 193, 193, 193, 193 },
        { 2.3668F, 2.9321F, 3.2367F, 3.2202F, 3.3810F, 3.3925F, 3.3035F, 3.3818F, 2.8539F, 2.8085F },
        { 0.5885093F, -0.0578674F, -0.6801320F, -0.1027021F } },
    { NanoKind::Gemma2, WindowPolicy::GeneratedRows, &kWholePrefixVisible,
        { -0.2506759F, 1.0715275F, 0.5122461F, -0.3245828F, -0.5608600F, 0.6257586F },
        { 114, 114, 114, 61, 61, 61, 61, 61, 61, 61 },
        { 2.1383F, 2.1889F, 2.2096F, 2.0876F, 2.8369F, 2.9704F, 2.9933F, 2.9569F, 2.8875F, 2.7391F },
        { 0.5134519F, 0.8292091F, -0.5671013F, 0.6122654F } },
    { NanoKind::Gemma1, WindowPolicy::Off, &kNanoV1,
        { 0.5385458F, -0.3775664F, 0.0962706F, -1.0429128F, -0.7056214F, 0.2067940F },
        { 187, 85, 85, 85, 85, 85, 85, 85, 85, 85 }, {}, {} },
} };

double sumOfMagnitudes(const std::vector<float>& values)
{
    double sum = 0;
    for (const float value : values)
        sum += std::fabs(double(value));
    return sum;
}

} // namespace

class NanoGoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProbe_data();
    void everyProbe();
    void greedyDecode_data() { everyProbe_data(); }
    void greedyDecode();
    void cachedDecodeEqualsRecomputation_data() { everyProbe_data(); }
    void cachedDecodeEqualsRecomputation();
    void batchedDecodeEqualsSingle();
    void finalSoftcap();

private:
    NanoModel open(bool finalSoftcap = false);
    void compare(const Trace& trace, const std::vector<Golden>& goldens);
    QTemporaryDir m_folder;
};

void NanoGoldenTest::everyProbe_data()
{
    QTest::addColumn<int>("expectation");
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<bool>("plain");
    const std::array<const char*, 4> names{ "W0", "W1", "W2", "nano-v1" };
    for (int i = 0; i < 4; ++i) {
        for (const char* dtype : { "F32", "F16", "BF16" })
            QTest::addRow("%s %s plain", names[std::size_t(i)], dtype) << i << QString::fromLatin1(dtype) << true;
        if (!kOnGpu)
            QTest::addRow("%s F32 fast", names[std::size_t(i)]) << i << QStringLiteral("F32") << false;
    }
}

NanoModel NanoGoldenTest::open(bool finalSoftcap)
{
    QFETCH(const int, expectation);
    QFETCH(const QString, dtype);
    QFETCH(const bool, plain);
    const Expectation& expected = kExpectations[std::size_t(expectation)];
    const std::string name = (expected.kind == NanoKind::Gemma2 ? "nano-" : "nano-v1-") + dtype.toStdString();
    const std::filesystem::path folder = std::filesystem::path(m_folder.path().toStdString()) / name;
    if (!std::filesystem::exists(folder))
        writeNanoFolder(folder, expected.kind, dtype.toStdString());
    PaliGemmaOptions options;
    options.decoder.window = expected.window;
    options.finalSoftcap = finalSoftcap;
    return openNano(folder, testRequest(plain), options);
}

void NanoGoldenTest::compare(const Trace& trace, const std::vector<Golden>& goldens)
{
    for (const Golden& golden : goldens) {
        const TracedArray* const array = trace.find(golden.probe);
        QVERIFY2(array != nullptr, golden.probe);
        const std::size_t width = array->shape.back();
        const std::span<const float> found = std::span(array->values).subspan(golden.row * width, 4);
        const double difference = largestDifference(found, golden.values);
        QVERIFY2(difference <= tolerance::kGolden,
            qPrintable(QStringLiteral("%1, row %2: off by %3")
                           .arg(QLatin1String(golden.probe))
                           .arg(golden.row)
                           .arg(difference)));
    }
}

void NanoGoldenTest::everyProbe()
{
    QFETCH(const int, expectation);
    const Expectation& expected = kExpectations[std::size_t(expectation)];
    NanoModel nano = open();
    QVERIFY(nano.model);
    TraceRequest request;
    request.images = { nanoImage() };
    request.ids = nanoPrompt();
    request.greedyTokens = 10;
    request.emitIdsBelow = 256;
    auto trace = traceForward(*nano.model, request);
    QVERIFY(trace.ok());
    if (expected.kind == NanoKind::Gemma2)
        compare(trace.value(), kImageAndPrompt);
    compare(trace.value(), *expected.probes);
    const double difference
        = largestDifference(std::span(trace.value().find("logits")->values).first(6), expected.rawLogits);
    QVERIFY2(difference <= tolerance::kGolden, qPrintable(QString::number(difference)));
    QCOMPARE(trace.value().greedyIds, expected.greedyIds);
    QVERIFY(std::fabs(sumOfMagnitudes(trace.value().find("post_layernorm")->values) - 573.14386) < 1e-3);
    QVERIFY(std::fabs(sumOfMagnitudes(trace.value().find("projector")->values) - 1192.75195) < 1e-3);
}

namespace {

struct Step {
    std::int32_t id = 0;
    std::vector<float> logits; // that chose it
};

std::vector<float> rowOf(PaliGemma& model, const Tensor& values, std::size_t row)
{
    std::vector<float> logits(values.width());
    const auto read = model.backend().read(values.rowRange(row, 1), std::as_writable_bytes(std::span(logits)));
    return read.ok() ? logits : std::vector<float>{};
}

std::vector<Step> decodeGreedily(PaliGemma& model, KvCache& cache, std::size_t count)
{
    const auto image = model.encodeImage(nanoImage(), {});
    PAL_CHECK(image.ok());
    const std::vector<std::int32_t> prompt = nanoPrompt();
    const std::vector<Tensor> rows{ Tensor{ image.value().get(), 0, DType::F32, { 16, 96 } } };
    auto logits = model.prefill(prompt, rows, cache, {});
    std::vector<Step> steps;
    while (logits.ok()) {
        std::vector<float> row = rowOf(model, logits.value().values, 0);
        const auto best = std::max_element(row.begin(), row.begin() + 256) - row.begin();
        steps.push_back({ std::int32_t(best), std::move(row) });
        if (steps.size() == count)
            break;
        const PaliGemma::Step step{ &cache, prompt.size(), steps.back().id };
        logits = model.decode({ &step, 1 }, {});
    }
    return steps;
}

} // namespace

void NanoGoldenTest::greedyDecode()
{
    QFETCH(const int, expectation);
    const Expectation& expected = kExpectations[std::size_t(expectation)];
    NanoModel nano = open();
    QVERIFY(nano.model);
    const auto cache = nano.model->createCache(40);
    const std::vector<Step> steps = decodeGreedily(*nano.model, *cache.value(), 10);
    QCOMPARE(steps.size(), std::size_t{ 10 });
    for (std::size_t i = 0; i < 10; ++i) {
        QCOMPARE(steps[i].id, expected.greedyIds[i]);
        if (!expected.winningLogits.empty())
            QVERIFY(std::fabs(steps[i].logits[std::size_t(steps[i].id)] - expected.winningLogits[i]) < 6e-5F);
    }
    if (!expected.lastLogits.empty())
        QVERIFY(largestDifference(std::span(steps.back().logits).first(4), expected.lastLogits) <= tolerance::kGolden);
}

void NanoGoldenTest::cachedDecodeEqualsRecomputation()
{
    NanoModel nano = open();
    QVERIFY(nano.model);
    const auto cache = nano.model->createCache(40);
    const std::vector<Step> steps = decodeGreedily(*nano.model, *cache.value(), 10);

    // The same ten tokens again, all at once behind a prefix of their own: no cached row of theirs is used.
    const auto fresh = nano.model->createCache(40);
    QCOMPARE(decodeGreedily(*nano.model, *fresh.value(), 1).size(), std::size_t{ 1 });
    std::vector<std::int32_t> ids;
    for (const Step& step : steps)
        ids.push_back(step.id);
    ids.pop_back();
    const PaliGemma::Run run{ fresh.value().get(), nanoPrompt().size(), ids };
    const auto logits = nano.model->extend({ &run, 1 }, OutputRows::All, {});
    QVERIFY(logits.ok());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::vector<float> row = rowOf(*nano.model, logits.value().values, i);
        const double difference = largestDifference(row, steps[i + 1].logits);
        QVERIFY2(difference <= tolerance::kGolden, qPrintable(QString::number(difference)));
    }
}

void NanoGoldenTest::batchedDecodeEqualsSingle()
{
    const std::filesystem::path folder = std::filesystem::path(m_folder.path().toStdString()) / "batch";
    writeNanoFolder(folder, NanoKind::Gemma2, "BF16");
    PaliGemmaOptions options;
    options.finalSoftcap = false;
    NanoModel nano = openNano(folder, testRequest(true), options);
    const auto first = nano.model->createCache(40);
    const auto second = nano.model->createCache(40);
    const auto third = nano.model->createCache(40);
    decodeGreedily(*nano.model, *first.value(), 1);
    decodeGreedily(*nano.model, *second.value(), 4); // further on than the others
    decodeGreedily(*nano.model, *third.value(), 1);

    const std::array<PaliGemma::Step, 2> steps{ { { first.value().get(), 23, 7 }, { second.value().get(), 23, 250 } } };
    const auto together = nano.model->decode(steps, {});
    QVERIFY(together.ok());
    const std::vector<float> ofFirst = rowOf(*nano.model, together.value().values, 0);
    const std::vector<float> ofSecond = rowOf(*nano.model, together.value().values, 1);

    const PaliGemma::Step alone{ third.value().get(), 23, 7 };
    const auto single = nano.model->decode({ &alone, 1 }, {});
    QCOMPARE(rowOf(*nano.model, single.value().values, 0), ofFirst);
    QVERIFY(ofFirst != ofSecond);
}

void NanoGoldenTest::finalSoftcap()
{
    const std::filesystem::path folder = std::filesystem::path(m_folder.path().toStdString()) / "capped";
    writeNanoFolder(folder, NanoKind::Gemma2, "BF16");
    NanoModel nano = openNano(folder, testRequest(true, 1), {});
    const auto cache = nano.model->createCache(40);
    const std::vector<Step> steps = decodeGreedily(*nano.model, *cache.value(), 1);
    const std::vector<float> capped{ -0.2493714F, 0.9795492F, 0.5013315F, -0.3217628F, -0.5466060F, 0.6061085F };
    QVERIFY(largestDifference(std::span(steps.front().logits).first(6), capped) <= tolerance::kGolden);
}

PAL_TWICE_TEST_MAIN(NanoGoldenTest)
#include "nano_golden_test.moc"
