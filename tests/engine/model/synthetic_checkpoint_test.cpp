// The folder that `checkpoint synth` writes: complete, of the right weights, and gone when it was not finished.

#include <QtTest>
#include <cstring>
#include <fstream>

#include <nlohmann/json.hpp>

#include "engine/base/half.h"
#include "engine/io/safetensors_reader.h"
#include "engine/model/synthetic_checkpoint.h"
#include "engine/model/tensor_inventory.h"

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
    void configSaysWhatNanoIs();
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

void SyntheticCheckpointTest::configSaysWhatNanoIs()
{
    const auto config = readJson(m_folder / "nano" / "config.json");
    QCOMPARE(config["text_config"]["model_type"].get<std::string>(), std::string("gemma2"));
    QCOMPARE(config["text_config"]["query_pre_attn_scalar"].get<double>(), 20.0);
    QCOMPARE(config["text_config"]["sliding_window"].get<int>(), 8);
    QCOMPARE(config["vision_config"]["image_size"].get<int>(), 56);
    QCOMPARE(config["image_token_index"].get<int>(), 300);
    const auto old = readJson(m_folder / "nano-v1" / "config.json");
    QCOMPARE(old["text_config"]["model_type"].get<std::string>(), std::string("gemma"));
    QVERIFY(!old["text_config"].contains("attn_logit_softcapping"));
    const auto preprocessor = readJson(m_folder / "nano" / "preprocessor_config.json");
    QCOMPARE(preprocessor["size"]["height"].get<int>(), 56);
    QCOMPARE(preprocessor["image_seq_length"].get<int>(), 16);
    QCOMPARE(readJson(m_folder / "nano" / "generation_config.json")["eos_token_id"].get<int>(), 1);
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
