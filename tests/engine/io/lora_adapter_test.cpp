// Adapters of every spelling change the tensors they name, by what float64 says they should; one that would change
// nothing, or something else, is refused.

#include <QtTest>
#include <cmath>
#include <functional>

#include "engine/io/checkpoint.h"
#include "engine/io/float_values.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tensor_file.h"

using namespace palimpsest;

namespace {

const std::string kTable = "language_model.model.embed_tokens.weight";
const std::string kHead = "language_model.lm_head.weight";
const std::string kPatch = "vision_tower.vision_model.embeddings.patch_embedding.weight";
const std::string kUp = "language_model.model.layers.0.mlp.up_proj.weight";     // [10, 12]
const std::string kDown = "language_model.model.layers.0.mlp.down_proj.weight"; // [12, 10]
const std::string kUpPath = "base_model.model.language_model.model.layers.0.mlp.up_proj";

FileTensor randomTensor(std::vector<std::uint64_t> shape, std::uint64_t seed, const char* dtype = "F32")
{
    std::size_t count = 1;
    for (const std::uint64_t extent : shape)
        count *= extent;
    return fileTensor(dtype, std::move(shape), randomNormal(count, seed, 0.1F));
}

// A and B of rank 2 for up_proj.
FileTensors upProduct(const std::string& path = kUpPath)
{
    return { { path + ".lora_A.weight", randomTensor({ 2, 12 }, 1) },
        { path + ".lora_B.weight", randomTensor({ 10, 2 }, 2) } };
}

// base + scaling * B A, [rows, width], in f64.
std::vector<double> expectedSum(const std::vector<float>& base, const std::vector<float>& a,
    const std::vector<float>& b, std::size_t width, double scaling)
{
    const std::size_t rows = base.size() / width;
    const std::size_t rank = a.size() / width;
    std::vector<double> sum(base.begin(), base.end());
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < width; ++c)
            for (std::size_t k = 0; k < rank; ++k)
                sum[r * width + c]
                    += scaling * static_cast<double>(b[r * rank + k]) * static_cast<double>(a[k * width + c]);
    return sum;
}

double largestError(const std::vector<float>& found, const std::vector<double>& expected)
{
    if (found.size() != expected.size())
        return INFINITY;
    double largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        largest = std::max(largest, std::fabs(static_cast<double>(found[i]) - expected[i]));
    return largest;
}

} // namespace

class LoraAdapterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void addsTheProduct_data();
    void addsTheProduct();
    void scalings_data();
    void scalings();
    void roundsOnceToTheStoredType_data();
    void roundsOnceToTheStoredType();
    void turnsTheProductOfFanInFanOut();
    void changesThePatchKernel();
    void changesTheTableOnTheInputSide();
    void replacesWhatWasSaved();
    void savedHeadUntiesTheModel();
    void namesItsFiles();
    void refusesTensors_data();
    void refusesTensors();
    void refusesFolders();

private:
    std::filesystem::path folder() const { return m_dir->path().toStdString(); }
    void writeAdapter(
        const FileTensors& tensors, const std::string& config = R"({"peft_type":"LORA","r":2,"lora_alpha":3})")
    {
        std::filesystem::create_directories(folder() / "adapter");
        writeText(folder() / "adapter" / "adapter_config.json", config);
        writeTensors(folder() / "adapter" / "adapter_model.safetensors", tensors);
    }
    Result<std::shared_ptr<const Checkpoint>> open() const
    {
        return Checkpoint::open(folder() / "base", folder() / "adapter");
    }
    QString message() const
    {
        const auto opened = open();
        return opened.ok() ? QStringLiteral("opened") : QString::fromStdString(opened.error().message);
    }
    // Every tensor but those named is the base's.
    void expectRest(const Checkpoint& checkpoint, const std::vector<std::string>& changed) const
    {
        for (const auto& [name, tensor] : m_base) {
            if (std::ranges::find(changed, name) == changed.end())
                QVERIFY2(std::ranges::equal(checkpoint.find(name)->bytes, tensor.bytes), name.c_str());
        }
    }

    FileTensors m_base;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void LoraAdapterTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_base = tinyTensors();
    for (const std::string& name : { kUp, kTable, kPatch }) // f32, so that sums show to the last digit
        m_base[name] = fileTensor("F32", m_base[name].shape, valuesOf(m_base[name]));
    writeTinyFolder(folder() / "base", m_base);
}

void LoraAdapterTest::addsTheProduct_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("suffix");
    const auto row = [](const char* name, const char* path, const char* suffix) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(suffix);
    };
    row("generation 1", "base_model.model.language_model.model.layers.0.mlp.up_proj", ".weight");
    row("generation 2", "base_model.model.model.language_model.layers.0.mlp.up_proj", ".weight");
    row("with the adapter's name", "base_model.model.language_model.model.layers.0.mlp.up_proj", ".default.weight");
    row("with another name", "base_model.model.model.language_model.layers.0.mlp.up_proj", ".pages.weight");
    row("without the wrapper's prefix", "language_model.model.layers.0.mlp.up_proj", ".weight");
}

void LoraAdapterTest::addsTheProduct()
{
    QFETCH(const QString, path);
    QFETCH(const QString, suffix);
    const FileTensor a = randomTensor({ 2, 12 }, 1), b = randomTensor({ 10, 2 }, 2);
    writeAdapter({ { (path + QStringLiteral(".lora_A") + suffix).toStdString(), a },
        { (path + QStringLiteral(".lora_B") + suffix).toStdString(), b } });
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const std::vector<float> base = valuesOf(m_base[kUp]);
    const std::vector<double> expected = expectedSum(base, valuesOf(a), valuesOf(b), 12, 1.5);
    const std::vector<float> found = readFloats(*opened.value()->find(kUp));
    QVERIFY(largestError(found, expected) < 1e-7);
    QVERIFY(largestDifference(found, base) > 1e-3); // and it is no small matter
    expectRest(*opened.value(), { kUp });
    QCOMPARE(opened.value()->tensors().size(), m_base.size());
}

void LoraAdapterTest::scalings_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<double>("scaling");
    QTest::newRow("alpha / rank") << QByteArray(R"("r":2,"lora_alpha":16)") << 8.0;
    QTest::newRow("alpha / sqrt(rank)") << QByteArray(R"("r":2,"lora_alpha":16,"use_rslora":true)")
                                        << 16 / std::sqrt(2.0);
    QTest::newRow("defaults") << QByteArray(R"("lora_dropout":0.1)") << 4.0;
    QTest::newRow("alpha of the module") << QByteArray(R"("r":2,"lora_alpha":16,"alpha_pattern":{"up_proj":6})") << 3.0;
    QTest::newRow("alpha by a longer suffix") << QByteArray(R"("alpha_pattern":{"layers.0.mlp.up_proj":6})") << 3.0;
    QTest::newRow("alpha by an expression")
        << QByteArray(R"("alpha_pattern":{"layers\\.\\d+\\.mlp\\.(up|gate)_proj":6})") << 3.0;
    QTest::newRow("alpha by a whole path")
        << QByteArray(R"("alpha_pattern":{"^language_model.model.layers.0.mlp.up_proj":6})") << 3.0;
    QTest::newRow("alpha of other modules")
        << QByteArray(R"("lora_alpha":2,"alpha_pattern":{"proj":6,"p_proj":6,"q_proj":6,"^up_proj":6})") << 1.0;
    QTest::newRow("rank of the module") << QByteArray(R"("r":64,"lora_alpha":2,"rank_pattern":{"mlp.up_proj":2})")
                                        << 1.0;
    QTest::newRow("with null and unused keys")
        << QByteArray(R"("r":2,"lora_alpha":2,"use_dora":false,"layer_replication":null,"rank_pattern":{},)"
                      R"("target_modules":"all-linear","modules_to_save":null,"bias":"none","task_type":"CAUSAL_LM")")
        << 1.0;
}

void LoraAdapterTest::scalings()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const double, scaling);
    const FileTensors tensors = upProduct();
    writeAdapter(tensors, R"({"peft_type":"LORA",)" + keys.toStdString() + "}");
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const std::vector<double> expected
        = expectedSum(valuesOf(m_base[kUp]), valuesOf(tensors.at(kUpPath + ".lora_A.weight")),
            valuesOf(tensors.at(kUpPath + ".lora_B.weight")), 12, scaling);
    QVERIFY(largestError(readFloats(*opened.value()->find(kUp)), expected) < 1e-6);
}

void LoraAdapterTest::roundsOnceToTheStoredType_data()
{
    QTest::addColumn<QByteArray>("dtype");
    QTest::addColumn<double>("halfStep"); // relative
    QTest::newRow("bf16") << QByteArray("BF16") << 0x1p-8;
    QTest::newRow("f16") << QByteArray("F16") << 0x1p-11;
}

void LoraAdapterTest::roundsOnceToTheStoredType()
{
    QFETCH(const QByteArray, dtype);
    QFETCH(const double, halfStep);
    m_base[kUp] = fileTensor(dtype.toStdString(), { 10, 12 }, randomNormal(120, 7));
    writeTinyFolder(folder() / "base", m_base);
    FileTensors tensors = upProduct();
    for (auto& [name, tensor] : tensors) // halves may have a type of their own
        tensor = fileTensor("BF16", tensor.shape, valuesOf(tensor));
    writeAdapter(tensors);
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const StoredTensor& found = *opened.value()->find(kUp);
    QCOMPARE(found.bytes.size(), std::size_t{ 240 });
    const std::vector<double> expected = expectedSum(valuesOf(m_base[kUp]),
        valuesOf(tensors.at(kUpPath + ".lora_A.weight")), valuesOf(tensors.at(kUpPath + ".lora_B.weight")), 12, 1.5);
    const std::vector<float> values = readFloats(found);
    for (std::size_t i = 0; i < values.size(); ++i)
        QVERIFY(std::fabs(static_cast<double>(values[i]) - expected[i])
            <= std::fabs(expected[i]) * halfStep * 1.001 + 1e-7);
}

void LoraAdapterTest::turnsTheProductOfFanInFanOut()
{
    // down_proj is [12, 10]; halves of a [10, 12] product fit it when they are turned.
    const std::string path = "base_model.model.language_model.model.layers.0.mlp.down_proj";
    const FileTensor a = randomTensor({ 2, 12 }, 1), b = randomTensor({ 10, 2 }, 2);
    m_base[kDown] = fileTensor("F32", m_base[kDown].shape, valuesOf(m_base[kDown]));
    writeTinyFolder(folder() / "base", m_base);
    writeAdapter({ { path + ".lora_A.weight", a }, { path + ".lora_B.weight", b } },
        R"({"peft_type":"LORA","r":2,"lora_alpha":2,"fan_in_fan_out":true})");
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const std::vector<float> base = valuesOf(m_base[kDown]), av = valuesOf(a), bv = valuesOf(b);
    std::vector<double> expected(base.begin(), base.end());
    for (std::size_t r = 0; r < 12; ++r)
        for (std::size_t c = 0; c < 10; ++c)
            for (std::size_t k = 0; k < 2; ++k)
                expected[r * 10 + c] += static_cast<double>(av[k * 12 + r]) * static_cast<double>(bv[c * 2 + k]);
    QVERIFY(largestError(readFloats(*opened.value()->find(kDown)), expected) < 1e-7);
}

void LoraAdapterTest::changesThePatchKernel()
{
    const std::string path = "base_model.model.vision_tower.vision_model.embeddings.patch_embedding";
    const FileTensor a = randomTensor({ 2, 3, 14, 14 }, 1), b = randomTensor({ 8, 2, 1, 1 }, 2);
    writeAdapter({ { path + ".lora_A.weight", a }, { path + ".lora_B.weight", b } });
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const std::vector<double> expected = expectedSum(valuesOf(m_base[kPatch]), valuesOf(a), valuesOf(b), 588, 1.5);
    QVERIFY(largestError(readFloats(*opened.value()->find(kPatch)), expected) < 1e-7);
    QVERIFY(opened.value()->find(kPatch)->shape == Shape({ 8, 3, 14, 14 }));
}

void LoraAdapterTest::changesTheTableOnTheInputSide()
{
    const std::string path = "base_model.model.model.language_model.embed_tokens";
    const FileTensor a = randomTensor({ 2, 20 }, 1), b = randomTensor({ 12, 2 }, 2);
    writeAdapter({ { path + ".lora_embedding_A", a }, { path + ".lora_embedding_B", b } });
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const std::vector<float> base = valuesOf(m_base[kTable]), av = valuesOf(a), bv = valuesOf(b);
    std::vector<double> expected(base.begin(), base.end());
    for (std::size_t token = 0; token < 20; ++token)
        for (std::size_t c = 0; c < 12; ++c)
            for (std::size_t k = 0; k < 2; ++k)
                expected[token * 12 + c]
                    += 1.5 * static_cast<double>(av[k * 20 + token]) * static_cast<double>(bv[c * 2 + k]);
    QVERIFY(largestError(readFloats(*opened.value()->find(kTable)), expected) < 1e-7);
    const StoredTensor* const head = opened.value()->find(kHead);
    QVERIFY(head != nullptr);
    QCOMPARE(head->name, kHead);
    QVERIFY(std::ranges::equal(head->bytes, m_base[kTable].bytes));
}

void LoraAdapterTest::replacesWhatWasSaved()
{
    const FileTensor weight = randomTensor({ 12, 8 }, 3, "F16"), bias = randomTensor({ 12 }, 4),
                     table = randomTensor({ 25, 12 }, 5), query = randomTensor({ 8 }, 6);
    writeAdapter({ { "base_model.model.multi_modal_projector.linear.modules_to_save.default.weight", weight },
        { "base_model.model.multi_modal_projector.linear.bias", bias },
        { "base_model.model.language_model.model.embed_tokens.weight", table },
        { "base_model.model.model.vision_tower.encoder.layers.0.self_attn.q_proj.base_layer.bias", query } });
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const Checkpoint& checkpoint = *opened.value();
    const std::string queryBias = "vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.bias";
    QVERIFY(checkpoint.find("multi_modal_projector.linear.weight")->dtype == DType::F16);
    QVERIFY(std::ranges::equal(checkpoint.find("multi_modal_projector.linear.weight")->bytes, weight.bytes));
    QVERIFY(std::ranges::equal(checkpoint.find("multi_modal_projector.linear.bias")->bytes, bias.bytes));
    QVERIFY(std::ranges::equal(checkpoint.find(queryBias)->bytes, query.bytes));
    QVERIFY(std::ranges::equal(checkpoint.find(kTable)->bytes, table.bytes)); // with rows of its own
    QVERIFY(std::ranges::equal(checkpoint.find(kHead)->bytes, m_base[kTable].bytes));
    expectRest(
        checkpoint, { "multi_modal_projector.linear.weight", "multi_modal_projector.linear.bias", kTable, queryBias });
}

void LoraAdapterTest::savedHeadUntiesTheModel()
{
    const FileTensor head = randomTensor({ 20, 12 }, 3);
    writeAdapter({ { "base_model.model.lm_head.weight", head } });
    const auto opened = open();
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    QVERIFY(std::ranges::equal(opened.value()->find(kHead)->bytes, head.bytes));
    expectRest(*opened.value(), {});
}

void LoraAdapterTest::namesItsFiles()
{
    writeAdapter(upProduct());
    QCOMPARE(open().value()->sourceFiles(),
        (std::vector{ folder() / "base" / "model.safetensors", folder() / "adapter" / "adapter_config.json",
            folder() / "adapter" / "adapter_model.safetensors" }));
}

void LoraAdapterTest::refusesTensors_data()
{
    using Change = std::function<void(FileTensors&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, Change change, const char* reason) {
        QTest::newRow(name) << std::move(change) << QString::fromLatin1(reason);
    };
    const std::string a = kUpPath + ".lora_A.weight", b = kUpPath + ".lora_B.weight";
    row(
        "a layer that is not there",
        [](FileTensors& t) { t.merge(upProduct("base_model.model.language_model.model.layers.7.mlp.up_proj")); },
        "layers.7.mlp.up_proj.lora_A.weight' belongs to no tensor of the model");
    row(
        "a wrapper that is not known",
        [](FileTensors& t) {
            t.merge(upProduct("base_model.model.base_model.model.language_model.model.layers.0.mlp.up_proj"));
        },
        "belongs to no tensor of the model");
    row(
        "half a product", [b](FileTensors& t) { t.erase(b); }, "lora_A.weight' has no other half");
    row(
        "the other half", [a](FileTensors& t) { t.erase(a); }, "lora_B.weight' has no other half");
    row(
        "a half twice", [a](FileTensors& t) { t[kUpPath + ".lora_A.default.weight"] = t[a]; },
        "the same half of one product");
    row(
        "a product of another size",
        [a](FileTensors& t) {
            t[a] = randomTensor({ 2, 13 }, 1);
        },
        "lora_A.weight' [2, 13] and");
    row(
        "ranks that differ",
        [b](FileTensors& t) {
            t[b] = randomTensor({ 10, 3 }, 1);
        },
        "do not fit");
    row(
        "no rank",
        [a, b](FileTensors& t) {
            t[a] = { "F32", { 0, 12 }, {} }, t[b] = { "F32", { 10, 0 }, {} };
        },
        "do not fit");
    row(
        "another rank than the config's",
        [a, b](FileTensors& t) {
            t[a] = randomTensor({ 4, 12 }, 1), t[b] = randomTensor({ 10, 4 }, 2);
        },
        "lora_A.weight' is [4, 12], adapter_config.json asks for rank 2");
    row(
        "a half that is no number",
        [a](FileTensors& t) {
            t[a] = { "U8", { 2, 12 }, std::vector<std::byte>(24) };
        },
        "has the dtype u8, expected F32, F16 or BF16");
    row(
        "a half of an unknown type",
        [a](FileTensors& t) {
            t[a] = { "I64", { 2, 12 }, std::vector<std::byte>(192) };
        },
        "unsupported dtype I64");
    row(
        "DoRA", [](FileTensors& t) { t[kUpPath + ".lora_magnitude_vector"] = randomTensor({ 10 }, 1); }, "DoRA");
    row(
        "a bias of the product", [](FileTensors& t) { t[kUpPath + ".lora_B.bias"] = randomTensor({ 10 }, 1); },
        "lora_B.bias' belongs to no tensor");
    row(
        "a saved tensor that is not there",
        [](FileTensors& t) { t["base_model.model.classifier.weight"] = randomTensor({ 1 }, 1); },
        "classifier.weight' belongs to no tensor of the model");
    row(
        "a bias that the model lacks", [](FileTensors& t) { t[kUpPath + ".bias"] = randomTensor({ 10 }, 1); },
        "up_proj.bias' belongs to no tensor of the model");
    row(
        "a saved tensor of another size",
        [](FileTensors& t) { t["base_model.model.multi_modal_projector.linear.bias"] = randomTensor({ 13 }, 1); },
        "is [13], the model's 'multi_modal_projector.linear.bias' is [12]");
    row(
        "saved and changed",
        [](FileTensors& t) {
            t[kUpPath + ".weight"] = randomTensor({ 10, 12 }, 1);
        },
        "replaces what");
}

void LoraAdapterTest::refusesTensors()
{
    QFETCH(const std::function<void(FileTensors&)>, change);
    QFETCH(const QString, reason);
    FileTensors tensors = upProduct();
    writeAdapter(tensors);
    QCOMPARE(message(), QStringLiteral("opened"));
    change(tensors);
    writeAdapter(tensors);
    QVERIFY2(message().contains(reason), qPrintable(message()));
    QVERIFY2(message().contains(m_dir->path()), qPrintable(message()));
}

void LoraAdapterTest::refusesFolders()
{
    QVERIFY(message().contains(QStringLiteral("there is no folder")));
    writeAdapter(upProduct(), R"({"peft_type":"LORA","alpha_pattern":{"(.*a.*|.*)*(.*a.*|.*)*x":2}})");
    QCOMPARE(message(), QStringLiteral("opened")); // an expression made to take forever does not
    std::filesystem::rename(
        folder() / "adapter" / "adapter_model.safetensors", folder() / "adapter" / "adapter_model.bin");
    QVERIFY2(message().contains(QStringLiteral("adapter_model.bin is pickled")), qPrintable(message()));
    std::filesystem::remove(folder() / "adapter" / "adapter_model.bin");
    QVERIFY2(message().contains(QStringLiteral("lacks adapter_model.safetensors; fetch")), qPrintable(message()));
    std::filesystem::remove(folder() / "adapter" / "adapter_config.json");
    QVERIFY2(message().contains(QStringLiteral("lacks adapter_config.json")), qPrintable(message()));
}

QTEST_APPLESS_MAIN(LoraAdapterTest)
#include "lora_adapter_test.moc"
