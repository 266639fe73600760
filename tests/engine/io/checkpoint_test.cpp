// Folders of every kind that is out there open to the same tensors; a tensor that does not fit is refused by name.

#include <QtTest>
#include <functional>

#include "engine/io/checkpoint.h"
#include "tests/support/tensor_file.h"

using namespace palimpsest;

namespace {

// A canonical name as newer libraries write it.
std::string secondGeneration(const std::string& name)
{
    if (name.starts_with("language_model.model."))
        return "model.language_model." + name.substr(21);
    if (name.starts_with("language_model.lm_head."))
        return name.substr(15);
    return "model." + name;
}

FileTensors renamed(const FileTensors& tensors, const std::function<std::string(const std::string&)>& rename)
{
    FileTensors result;
    for (const auto& [name, tensor] : tensors)
        result[rename(name)] = tensor;
    return result;
}

const std::string kTable = "language_model.model.embed_tokens.weight";
const std::string kHead = "language_model.lm_head.weight";
const std::string kPatch = "vision_tower.vision_model.embeddings.patch_embedding.weight";
const std::string kQuery = "language_model.model.layers.0.self_attn.q_proj.weight";

} // namespace

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void bindsEveryTensor_data();
    void bindsEveryTensor();
    void opensPaliGemma1();
    void mixesDTypes();
    void readsShards();
    void ignoresWhatNoForwardPassReads();
    void keepsAnUntiedHead();
    void dropsATiedHead();
    void takesAnyCountOfRows();
    void turnsTheMlxPatchKernel();
    void refusesTensors_data();
    void refusesTensors();

private:
    std::filesystem::path folder() const { return m_dir->path().toStdString(); }
    // All of `tensors` under their canonical names, byte for byte.
    void expectTensors(const FileTensors& tensors);

    std::unique_ptr<QTemporaryDir> m_dir;
};

void CheckpointTest::expectTensors(const FileTensors& tensors)
{
    const auto opened = Checkpoint::open(folder());
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const Checkpoint& checkpoint = *opened.value();
    QCOMPARE(checkpoint.tensors().size(), tensors.size());
    std::uint64_t sum = 0;
    for (const auto& [name, expected] : tensors) {
        const StoredTensor* const found = checkpoint.find(name);
        QVERIFY2(found != nullptr, name.c_str());
        QCOMPARE(found->name, name);
        QVERIFY2(std::ranges::equal(found->bytes, expected.bytes), name.c_str());
        QCOMPARE(found->shape.rank(), expected.shape.size());
        for (std::size_t i = 0; i < expected.shape.size(); ++i)
            QCOMPARE(found->shape[i], static_cast<std::size_t>(expected.shape[i]));
        sum += expected.bytes.size();
    }
    QCOMPARE(checkpoint.tensorBytes(), sum);
    QCOMPARE(checkpoint.folder(), folder());
}

void CheckpointTest::bindsEveryTensor_data()
{
    QTest::addColumn<int>("spelling");
    QTest::newRow("generation 1") << 0;
    QTest::newRow("generation 2") << 1;
    QTest::newRow("without the vision_model segment") << 2;
    QTest::newRow("generation 2 without the vision_model segment") << 3;
    QTest::newRow("the decoder as a bare model") << 4;
}

void CheckpointTest::bindsEveryTensor()
{
    QFETCH(const int, spelling);
    const auto rename = [spelling](std::string name) {
        if (const auto at = name.find("vision_model."); at != std::string::npos && (spelling == 2 || spelling == 3))
            name.erase(at, 13);
        if (spelling == 4 && name.starts_with("language_model.model."))
            return "language_model." + name.substr(21);
        return spelling == 1 || spelling == 3 ? secondGeneration(name) : name;
    };
    writeTinyFolder(folder(), renamed(tinyTensors(), rename));
    expectTensors(tinyTensors());
    const auto opened = Checkpoint::open(folder());
    QCOMPARE(opened.value()->sourceFiles(), (std::vector{ folder() / "model.safetensors" }));
    QVERIFY(opened.value()->find(kHead) == nullptr);
}

void CheckpointTest::opensPaliGemma1()
{
    const FileTensors tensors = tinyTensors(DecoderGeneration::Gemma1);
    writeTensors(folder() / "model.safetensors", tensors);
    writeText(folder() / "config.json", tinyConfig(DecoderGeneration::Gemma1));
    expectTensors(tensors);
    QCOMPARE(tensors.count("language_model.model.layers.0.pre_feedforward_layernorm.weight"), std::size_t{ 0 });
}

void CheckpointTest::mixesDTypes()
{
    FileTensors tensors = tinyTensors();
    tensors[kTable] = fileTensor("F32", tensors[kTable].shape, valuesOf(tensors[kTable]));
    tensors[kQuery] = fileTensor("F16", tensors[kQuery].shape, valuesOf(tensors[kQuery]));
    writeTinyFolder(folder(), tensors);
    expectTensors(tensors);
    const auto opened = Checkpoint::open(folder());
    QVERIFY(opened.value()->find(kTable)->dtype == DType::F32);
    QVERIFY(opened.value()->find(kQuery)->dtype == DType::F16);
    QVERIFY(opened.value()->find(kPatch)->dtype == DType::BF16);
}

void CheckpointTest::readsShards()
{
    const FileTensors all = tinyTensors();
    FileTensors first, second;
    std::string map;
    for (const auto& [name, tensor] : all) {
        const bool isVision = name.starts_with("vision");
        (isVision ? first : second)[name] = tensor;
        map += (map.empty() ? "\"" : ",\"") + name + "\":\"" + (isVision ? "a.safetensors" : "b.safetensors") + "\"";
    }
    // A tensor that the index does not send to this file does not count.
    second[kPatch] = fileTensor("F32", { 1 }, std::vector<float>{ 1 });
    writeText(folder() / "config.json", tinyConfig());
    writeTensors(folder() / "a.safetensors", first);
    writeTensors(folder() / "b.safetensors", second);
    writeText(folder() / "model.safetensors.index.json", R"({"metadata":{"total_size":1},"weight_map":{)" + map + "}}");
    expectTensors(all);
    QCOMPARE(Checkpoint::open(folder()).value()->sourceFiles().size(), std::size_t{ 2 });
}

void CheckpointTest::ignoresWhatNoForwardPassReads()
{
    FileTensors tensors = tinyTensors();
    const FileTensor one = fileTensor("F32", { 1 }, std::vector<float>{ 1 });
    tensors["vision_tower.vision_model.head.probe"] = one;
    tensors["vision_tower.head.mlp.fc1.bias"] = one;
    tensors["vision_tower.vision_model.embeddings.position_ids"] = { "I64", { 1 }, std::vector<std::byte>(8) };
    tensors["language_model.model.layers.0.self_attn.rotary_emb.inv_freq"] = one;
    writeTinyFolder(folder(), tensors);
    expectTensors(tinyTensors());
}

void CheckpointTest::keepsAnUntiedHead()
{
    FileTensors tensors = tinyTensors();
    tensors[kHead] = tensors[kTable];
    tensors[kHead].bytes.back() ^= std::byte{ 1 };
    writeTinyFolder(folder(), tensors);
    expectTensors(tensors);
    writeTinyFolder(folder(), renamed(tensors, secondGeneration));
    expectTensors(tensors);
}

void CheckpointTest::dropsATiedHead()
{
    FileTensors tensors = tinyTensors();
    tensors[kHead] = tensors[kTable];
    writeTinyFolder(folder(), tensors);
    expectTensors(tinyTensors());
}

void CheckpointTest::takesAnyCountOfRows()
{
    for (const std::uint64_t rows : { 3U, 18U, 25U }) {
        FileTensors tensors = tinyTensors();
        tensors[kTable] = fileTensor("BF16", { rows, 12 }, std::vector<float>(rows * 12, 0.5F));
        writeTinyFolder(folder(), tensors);
        expectTensors(tensors);
    }
}

void CheckpointTest::turnsTheMlxPatchKernel()
{
    const FileTensors tensors = tinyTensors();
    const std::vector<float> values = valuesOf(tensors.at(kPatch)); // [8, 3, 14, 14]
    for (const char* dtype : { "BF16", "F32" }) {
        std::vector<float> turned;
        for (std::size_t out = 0; out < 8; ++out)
            for (std::size_t row = 0; row < 14; ++row)
                for (std::size_t column = 0; column < 14; ++column)
                    for (std::size_t channel = 0; channel < 3; ++channel)
                        turned.push_back(values[((out * 3 + channel) * 14 + row) * 14 + column]);
        FileTensors mlx = tensors;
        mlx[kPatch] = fileTensor(dtype, { 8, 14, 14, 3 }, turned);
        writeTinyFolder(folder(), mlx);
        FileTensors expected = tensors;
        expected[kPatch] = fileTensor(dtype, { 8, 3, 14, 14 }, values);
        expectTensors(expected);
    }
}

void CheckpointTest::refusesTensors_data()
{
    using Change = std::function<void(FileTensors&)>;
    QTest::addColumn<std::function<void(FileTensors&)>>("change");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char* name, Change change, std::initializer_list<const char*> parts) {
        QStringList list;
        for (const char* part : parts)
            list += QString::fromLatin1(part);
        QTest::newRow(name) << std::move(change) << list;
    };
    row("missing", [](FileTensors& t) { t.erase(kQuery); }, { kQuery.c_str(), "is missing", "[8, 12]" });
    row("another shape",
        [](FileTensors& t) {
            t[kQuery].shape = { 12, 8 };
        },
        { kQuery.c_str(), "is [12, 8]", "asks for [8, 12]" });
    row("another rank", [](FileTensors& t) { t[kQuery].shape = { 96 }; }, { kQuery.c_str(), "is [96]" });
    row("too many dimensions",
        [](FileTensors& t) {
            t[kQuery].shape = { 1, 1, 1, 8, 12 };
        },
        { kQuery.c_str(), "[1, 1, 1, 8, 12]" });
    row("no rows", [](FileTensors& t) { t[kTable] = { "BF16", { 0, 12 }, {} }; }, { kTable.c_str(), "is [0, 12]" });
    row("rows that leave out bos",
        [](FileTensors& t) {
            t[kTable] = fileTensor("BF16", { 2, 12 }, std::vector<float>(24));
        },
        { "has 2 rows", "bos_token_id is 2" });
    row("another position table",
        [](FileTensors& t) {
            t["vision_tower.vision_model.embeddings.position_embedding.weight"]
                = fileTensor("BF16", { 9, 8 }, std::vector<float>(72));
        },
        { "position_embedding.weight' is [9, 8]", "asks for [4, 8]" });
    row("another dtype",
        [](FileTensors& t) {
            t[kQuery] = { "I16", { 8, 12 }, std::vector<std::byte>(192) };
        },
        { kQuery.c_str(), "dtype I16, expected BF16, F16 or F32" });
    row("a tensor of another model",
        [](FileTensors& t) { t["language_model.model.layers.1.mlp.up_proj.weight"] = t[kQuery]; },
        { "layers.1.mlp.up_proj.weight' [8, 12] is no part of the model" });
    row("a bias that would be left out",
        [](FileTensors& t) {
            t["language_model.model.layers.0.self_attn.q_proj.bias"] = fileTensor("F32", { 8 }, std::vector<float>(8));
        },
        { "q_proj.bias' [8] is no part of the model" });
    row("a name twice", [](FileTensors& t) { t[secondGeneration(kQuery)] = t[kQuery]; }, { "is there twice" });
    row("a head of another size",
        [](FileTensors& t) {
            t[kHead] = fileTensor("BF16", { 5, 12 }, std::vector<float>(60));
        },
        { "lm_head.weight' is [5, 12]", "[20, 12]" });
}

void CheckpointTest::refusesTensors()
{
    QFETCH(const std::function<void(FileTensors&)>, change);
    QFETCH(const QStringList, parts);
    FileTensors tensors = tinyTensors();
    change(tensors);
    writeTinyFolder(folder(), tensors);
    const auto opened = Checkpoint::open(folder());
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().code, ErrorCode::InvalidModel);
    const QString message = QString::fromStdString(opened.error().message);
    QVERIFY2(message.contains(m_dir->path()), qPrintable(message));
    for (const QString& part : parts)
        QVERIFY2(message.contains(part), qPrintable(message));
}

QTEST_APPLESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
