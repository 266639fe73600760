// What the estimate says before loading, against what the device's memory held at the most.

#include <QTemporaryDir>

#include "engine/io/checkpoint.h"
#include "engine/io/weight_cache.h"
#include "engine/model/mask_decoder.h"
#include "engine/model/memory_estimate.h"
#include "tests/support/golden_file.h"
#include "tests/support/mask_arrays.h"
#include "tests/support/nano_model.h"
#include "tests/support/vulkan_device.h"

using namespace palimpsest;

class VulkanMemoryEstimateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void estimateMeetsThePeak_data();
    void estimateMeetsThePeak();

private:
    QTemporaryDir m_folder;
};

void VulkanMemoryEstimateTest::estimateMeetsThePeak_data()
{
    QTest::addColumn<QByteArray>("checkpoint");
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("batch");
    QTest::addColumn<bool>("masks");
    QTest::newRow("nano, as stored") << QByteArray("nano") << int(WeightFormat::Bf16) << 1 << false;
    QTest::newRow("nano, several") << QByteArray("nano") << int(WeightFormat::Bf16) << 4 << false;
    QTest::newRow("nano, q8") << QByteArray("nano") << int(WeightFormat::Q8) << 1 << false;
    QTest::newRow("starter, as stored") << QByteArray("starter") << int(WeightFormat::Bf16) << 1 << false;
    QTest::newRow("starter, q4, several") << QByteArray("starter") << int(WeightFormat::Q4) << 3 << false;
    QTest::newRow("starter, with the mask decoder") << QByteArray("starter") << int(WeightFormat::Q8) << 1 << true;
}

void VulkanMemoryEstimateTest::estimateMeetsThePeak()
{
    QFETCH(const QByteArray, checkpoint);
    QFETCH(const int, format);
    QFETCH(const int, batch);
    QFETCH(const bool, masks);
    constexpr std::size_t kAnswer = 24;
    std::filesystem::path folder = goldenPath("../../resources/starter");
    if (checkpoint == "nano") {
        folder = m_folder.filePath(QStringLiteral("nano")).toStdString();
        writeNanoFolder(folder, NanoKind::Gemma2, "BF16");
    }
    const auto backend = openVulkanBackend({ .importsHostMemory = false });
    auto opened = Checkpoint::open(folder);
    QVERIFY(opened.ok());
    std::shared_ptr<const Checkpoint> files = std::move(opened).value();
    std::shared_ptr<const WeightCacheFile> cache;
    if (WeightFormat(format) != WeightFormat::Bf16) {
        ThreadPool pool(2);
        auto built = openOrBuildWeightCache(*files,
            { .format = WeightFormat(format) == WeightFormat::Q8 ? DType::Q8 : DType::Q4,
                .folder = m_folder.path().toStdString() },
            pool);
        QVERIFY(built.ok());
        cache = std::move(built).value();
    }
    auto weights = Weights::load(*backend, files,
        cache ? MatrixSource([cache](std::string_view name) { return cache->find(name); }) : MatrixSource(), cache);
    QVERIFY(weights.ok());
    auto model = PaliGemma::create(*backend, std::move(weights).value(), {});
    QVERIFY(model.ok());

    std::unique_ptr<MaskDecoder> decoder;
    if (masks) {
        decoder = std::move(MaskDecoder::create(*backend, syntheticMaskArrays(), "weights")).value();
        QVERIFY(decoder->decode(std::vector<int>(16, 7)).ok());
    }

    const ModelConfig& config = model.value()->config();
    const std::size_t side = config.vision.imageSize;
    const std::size_t patches = config.vision.patchCount();
    std::vector<std::int32_t> ids(patches + 4, config.bosTokenId);
    std::fill_n(ids.begin(), patches, config.imageTokenId);
    auto rows = model.value()->encodeImage({ side, side, std::vector<std::uint8_t>(3 * side * side, 77) }, {});
    QVERIFY(rows.ok());
    const Tensor image{ rows.value().get(), 0, DType::F32, { patches, config.text.hiddenSize } };
    std::vector<std::unique_ptr<KvCache>> caches;
    std::vector<PaliGemma::Step> steps;
    for (int i = 0; i < batch; ++i) {
        auto made = model.value()->createCache(ids.size() + kAnswer);
        QVERIFY(made.ok());
        caches.push_back(std::move(made).value());
        QVERIFY(model.value()->prefill(ids, { &image, 1 }, *caches.back(), {}).ok());
        steps.push_back({ caches.back().get(), ids.size(), config.bosTokenId });
    }
    for (std::size_t i = 0; i < kAnswer; ++i)
        QVERIFY(model.value()->decode(steps, {}).ok());

    const MemoryEstimate estimate = estimateMemory(config,
        { .format = WeightFormat(format),
            .stored = files->find("language_model.model.embed_tokens.weight")->dtype,
            .prefixTokens = ids.size(),
            .answerTokens = kAnswer,
            .batchSize = std::size_t(batch),
            .maskDecoder = masks });
    const auto used = double(backend->arena().peakUsedBytes());
    const auto held = double(backend->arena().peakHeldBytes());
    const auto expected = double(estimate.totalBytes());
    std::printf("%s: expected %.3f MiB (weights %.3f, keys and values %.3f, activations %.3f), used %.3f, held %.3f\n",
        QTest::currentDataTag(), expected / (1 << 20), double(estimate.weightBytes) / (1 << 20),
        double(estimate.keyValueBytes) / (1 << 20), double(estimate.activationBytes) / (1 << 20), used / (1 << 20),
        held / (1 << 20));
    const double staging = double(estimate.stagingBytes);
    // Without the ring, which alone would hide a nano model.
    QVERIFY(std::abs((used - staging) / (expected - staging) - 1) < 0.05);
    QVERIFY(held <= used * 1.07 + (8 << 20)); // a block is a sixteenth of what is held, or 4 MiB, for either purpose
}

PAL_GPU_TEST_MAIN(VulkanMemoryEstimateTest)
#include "memory_estimate_test.moc"
