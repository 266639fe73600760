// The folder that `checkpoint synth` writes: complete, of the right weights, and gone when it was not finished.

#include <QtTest>
#include <cstring>
#include <fstream>

#include <nlohmann/json.hpp>

#include "engine/base/half.h"
#include "engine/io/capability_manifest.h"
#include "engine/io/checkpoint.h"
#include "engine/io/safetensors_reader.h"
#include "engine/model/synthetic_checkpoint.h"
#include "engine/model/tensor_inventory.h"
#include "engine/tokenizer/vocabulary.h"

using namespace palimpsest;

namespace {

nlohmann::json readJson(const std::filesystem::path& path)
{
    std::ifstream stream(path);
    return nlohmann::json::parse(stream, nullptr, false);
}

} // namespace

class SyntheticCheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsFollowTheRecipe_data();
    void tensorsFollowTheRecipe();
    void configIsReadAsItWasMeant_data();
    void configIsReadAsItWasMeant();
    void opensAsACheckpoint();
    void anotherSeedIsAnotherCheckpoint();
    void aFolderWithFilesIsRefused();
    void aStoppedFolderIsGone();

private:
    QTemporaryDir m_dir;
    std::filesystem::path m_folder = m_dir.path().toStdString();
    ThreadPool m_pool{ 2 };
};

void SyntheticCheckpointTest::tensorsFollowTheRecipe_data()
{
    QTest::addColumn<int>("shape");
    QTest::newRow("nano") << static_cast<int>(SyntheticShape::Nano);
    QTest::newRow("nano-v1") << static_cast<int>(SyntheticShape::NanoV1);
}

void SyntheticCheckpointTest::tensorsFollowTheRecipe()
{
    QFETCH(const int, shape);
    const auto kind = static_cast<SyntheticShape>(shape);
    const auto folder = m_folder / nameOf(kind);
    std::uint64_t reported = 0;
    const auto written = writeSyntheticCheckpoint(
        { .shape = kind, .folder = folder, .progress = [&](std::uint64_t done, std::uint64_t) { reported = done; } },
        m_pool);
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().message.c_str());
    const auto file = SafetensorsFile::open(folder / "model.safetensors");
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    const auto inventory = tensorInventory(syntheticConfig(kind));
    QCOMPARE(file.value().entries().size(), inventory.size());
    std::uint64_t bytes = 0;
    for (const NamedShape& entry : inventory) {
        const auto tensor = file.value().tensor(entry.name);
        QVERIFY2(tensor.ok(), entry.name.c_str());
        QCOMPARE(tensor.value().dtype, DType::BF16);
        QCOMPARE(tensor.value().shape, entry.shape);
        const std::vector<float> expected = syntheticTensor(entry.name, entry.shape);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            std::uint16_t bits = 0;
            std::memcpy(&bits, tensor.value().bytes.data() + i * 2, 2);
            QCOMPARE(bf16ToFloat(bits), expected[i]);
        }
        bytes += tensor.value().bytes.size();
    }
    QCOMPARE(reported, bytes);
}

void SyntheticCheckpointTest::configIsReadAsItWasMeant_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* const name : { "nano", "nano-v1", "3b-224", "3b-448", "3b-896", "10b-224", "10b-448" })
        QTest::newRow(name) << QByteArray(name);
}

void SyntheticCheckpointTest::configIsReadAsItWasMeant()
{
    QFETCH(const QByteArray, name);
    const SyntheticShape shape = *syntheticShapeNamed(name.toStdString());
    const auto parsed = parseModelConfig(syntheticConfigJson(shape), "config.json");
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
    const ModelConfig& found = parsed.value();
    const ModelConfig meant = syntheticConfig(shape);
    QCOMPARE(found.vision.imageSize, meant.vision.imageSize);
    QCOMPARE(found.vision.hiddenSize, meant.vision.hiddenSize);
    QCOMPARE(found.vision.layerCount, meant.vision.layerCount);
    QCOMPARE(found.vision.headCount, meant.vision.headCount);
    QCOMPARE(found.vision.intermediateSize, meant.vision.intermediateSize);
    QCOMPARE(found.text.generation, meant.text.generation);
    QCOMPARE(found.text.hiddenSize, meant.text.hiddenSize);
    QCOMPARE(found.text.layerCount, meant.text.layerCount);
    QCOMPARE(found.text.headCount, meant.text.headCount);
    QCOMPARE(found.text.kvHeadCount, meant.text.kvHeadCount);
    QCOMPARE(found.text.headWidth, meant.text.headWidth);
    QCOMPARE(found.text.intermediateSize, meant.text.intermediateSize);
    QCOMPARE(found.text.vocabularySize, meant.text.vocabularySize);
    QCOMPARE(found.text.attentionSoftcap, meant.text.attentionSoftcap);
    QCOMPARE(found.text.finalSoftcap, meant.text.finalSoftcap);
    QCOMPARE(found.text.slidingLayers, meant.text.slidingLayers);
    if (meant.text.generation == DecoderGeneration::Gemma2) { // the first generation has neither
        QCOMPARE(found.text.queryPreAttnScalar, meant.text.queryPreAttnScalar);
        QCOMPARE(found.text.slidingWindow, meant.text.slidingWindow);
    }
    QCOMPARE(found.imageTokenId, meant.imageTokenId);
}

void SyntheticCheckpointTest::opensAsACheckpoint()
{
    const auto folder = m_folder / "nano";
    const auto checkpoint = Checkpoint::open(folder);
    QVERIFY2(checkpoint.ok(), checkpoint.ok() ? "" : checkpoint.error().message.c_str());
    const auto vocabulary = Vocabulary::open(folder, checkpoint.value()->config());
    QVERIFY2(vocabulary.ok(), vocabulary.ok() ? "" : vocabulary.error().message.c_str());
    QCOMPARE(vocabulary.value()->decode(vocabulary.value()->encode("Grüße\n")), std::string("Grüße\n"));
    const auto manifest = readManifest(folder);
    QVERIFY2(manifest.ok(), manifest.ok() ? "" : manifest.error().message.c_str());
    QVERIFY(manifest.value().require("ocr").ok());
    const auto preprocessor = readJson(folder / "preprocessor_config.json");
    QCOMPARE(preprocessor["size"]["height"].get<int>(), 56);
    QCOMPARE(preprocessor["image_seq_length"].get<int>(), 16);
    QCOMPARE(readJson(folder / "generation_config.json")["eos_token_id"].get<int>(), 1);
}

void SyntheticCheckpointTest::anotherSeedIsAnotherCheckpoint()
{
    QVERIFY(writeSyntheticCheckpoint({ .shape = SyntheticShape::Nano, .seed = 7, .folder = m_folder / "seven" }, m_pool)
                .ok());
    const auto first = SafetensorsFile::open(m_folder / "nano" / "model.safetensors");
    const auto second = SafetensorsFile::open(m_folder / "seven" / "model.safetensors");
    const std::string name = "language_model.model.embed_tokens.weight";
    const auto a = first.value().tensor(name);
    const auto b = second.value().tensor(name);
    QVERIFY(!std::equal(a.value().bytes.begin(), a.value().bytes.end(), b.value().bytes.begin()));
}

void SyntheticCheckpointTest::aFolderWithFilesIsRefused()
{
    const auto written
        = writeSyntheticCheckpoint({ .shape = SyntheticShape::Nano, .folder = m_folder / "nano" }, m_pool);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::BadArguments);
    QVERIFY(std::filesystem::exists(m_folder / "nano" / "model.safetensors"));
}

void SyntheticCheckpointTest::aStoppedFolderIsGone()
{
    std::stop_source stop;
    SyntheticRequest request{ .shape = SyntheticShape::Nano, .folder = m_folder / "stopped", .stop = stop.get_token() };
    request.progress = [&](std::uint64_t done, std::uint64_t total) {
        if (done * 2 > total)
            stop.request_stop();
    };
    const auto written = writeSyntheticCheckpoint(request, m_pool);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(m_folder / "stopped"));
}

QTEST_APPLESS_MAIN(SyntheticCheckpointTest)
#include "synthetic_checkpoint_test.moc"
