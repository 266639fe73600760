// Every published model opens from its config and a header of its tensors alone, and has as many tensors and bytes as
// the published files.

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <unistd.h>

#include "engine/io/checkpoint.h"
#include "tests/support/tensor_file.h"

using namespace palimpsest;

namespace {

void appendLength(std::string& bytes, std::uint64_t length)
{
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>((length >> (8 * i)) & 0xff);
}

} // namespace

class PublishedCheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void publishedInventories_data();
    void publishedInventories();

private:
    std::filesystem::path folder() const { return m_dir->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void PublishedCheckpointTest::publishedInventories_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("imageSize");
    QTest::addColumn<quint64>("count");
    QTest::addColumn<quint64>("bytes"); // as the published parameter counts have it, two bytes each
    const QByteArray of3b
        = R"({"model_type":"gemma2","hidden_size":2304,"num_hidden_layers":26,"num_attention_heads":8,)"
          R"("num_key_value_heads":4,"intermediate_size":9216,"vocab_size":257216})";
    const QByteArray of10b = R"({"model_type":"gemma2","hidden_size":3584,"num_hidden_layers":42,)"
                             R"("num_attention_heads":16,"num_key_value_heads":8,"intermediate_size":14336,)"
                             R"("vocab_size":257216})";
    const QByteArray of28b = R"({"model_type":"gemma2","hidden_size":4608,"num_hidden_layers":46,)"
                             R"("num_attention_heads":32,"num_key_value_heads":16,"head_dim":128,)"
                             R"("intermediate_size":36864,"query_pre_attn_scalar":144,"vocab_size":257216})";
    const QByteArray first = R"({"model_type":"gemma","hidden_size":2048,"num_hidden_layers":18,)"
                             R"("num_attention_heads":8,"num_key_value_heads":1,"intermediate_size":16384,)"
                             R"("vocab_size":257216})";
    QTest::newRow("3B, 224 px") << of3b << 224 << quint64{ 727 } << quint64{ 6064484832 };
    QTest::newRow("3B, 448 px") << of3b << 448 << quint64{ 727 } << quint64{ 6066254304 };
    QTest::newRow("3B, 896 px") << of3b << 896 << quint64{ 727 } << quint64{ 6073332192 };
    QTest::newRow("10B, 224 px") << of10b << 224 << quint64{ 903 } << quint64{ 19325277664 };
    QTest::newRow("10B, 448 px") << of10b << 448 << quint64{ 903 } << quint64{ 19327047136 };
    QTest::newRow("10B, 896 px") << of10b << 896 << quint64{ 903 } << quint64{ 19334125024 };
    QTest::newRow("28B, 224 px") << of28b << 224 << quint64{ 947 } << quint64{ 55300974048 };
    QTest::newRow("28B, 448 px") << of28b << 448 << quint64{ 947 } << quint64{ 55302743520 };
    QTest::newRow("28B, 896 px") << of28b << 896 << quint64{ 947 } << quint64{ 55309821408 };
    QTest::newRow("PaliGemma 1 3B, 224 px") << first << 224 << quint64{ 603 } << quint64{ 5846932960 };
    QTest::newRow("PaliGemma 1 3B, 448 px") << first << 448 << quint64{ 603 } << quint64{ 5848702432 };
    QTest::newRow("PaliGemma 1 3B, 896 px") << first << 896 << quint64{ 603 } << quint64{ 5855780320 };
}

// A file of the full size whose data was never written: only the header takes room.
void PublishedCheckpointTest::publishedInventories()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, imageSize);
    QFETCH(const quint64, count);
    QFETCH(const quint64, bytes);
    writeText(folder() / "config.json",
        R"({"model_type":"paligemma","text_config":)" + text.toStdString()
            + R"(,"vision_config":{"hidden_size":1152,"num_hidden_layers":27,"num_attention_heads":16,)"
              R"("intermediate_size":4304,"patch_size":14,"image_size":)"
            + std::to_string(imageSize) + "}}");

    std::string header = "{";
    std::uint64_t offset = 0;
    const auto add = [&header, &offset](const std::string& name, std::vector<std::uint64_t> shape) {
        std::uint64_t size = 2;
        std::string extents;
        for (const std::uint64_t extent : shape) {
            size *= extent;
            extents += (extents.empty() ? "" : ",") + std::to_string(extent);
        }
        header += (offset == 0 ? "\"" : ",\"") + name + R"(":{"dtype":"BF16","shape":[)" + extents
            + R"(],"data_offsets":[)" + std::to_string(offset) + "," + std::to_string(offset + size) + "]}";
        offset += size;
    };
    const auto addWithBias = [&add](const std::string& name, std::vector<std::uint64_t> shape) {
        add(name + ".bias", { shape[0] });
        add(name + ".weight", std::move(shape));
    };
    const QJsonObject config = QJsonDocument::fromJson(text).object();
    const auto value = [&config](const char* key, int absent) {
        return static_cast<std::uint64_t>(config.value(QLatin1String(key)).toInt(absent));
    };
    const std::uint64_t width = value("hidden_size", 0), inner = value("intermediate_size", 0),
                        head = value("head_dim", 256), queries = head * value("num_attention_heads", 0),
                        keys = head * value("num_key_value_heads", 0);
    const std::string tower = "vision_tower.vision_model.", decoder = "language_model.model.";
    addWithBias(tower + "embeddings.patch_embedding", { 1152, 3, 14, 14 });
    add(tower + "embeddings.position_embedding.weight",
        { static_cast<std::uint64_t>(imageSize / 14 * (imageSize / 14)), 1152 });
    for (int i = 0; i < 27; ++i) {
        const std::string layer = tower + "encoder.layers." + std::to_string(i) + ".";
        for (const char* norm : { "layer_norm1", "layer_norm2" })
            addWithBias(layer + norm, { 1152 });
        for (const char* projection : { "q", "k", "v", "out" })
            addWithBias(layer + "self_attn." + projection + "_proj", { 1152, 1152 });
        addWithBias(layer + "mlp.fc1", { 4304, 1152 });
        addWithBias(layer + "mlp.fc2", { 1152, 4304 });
    }
    addWithBias(tower + "post_layernorm", { 1152 });
    addWithBias("multi_modal_projector.linear", { width, 1152 });
    add(decoder + "embed_tokens.weight", { 257216, width });
    for (std::uint64_t l = 0; l < value("num_hidden_layers", 0); ++l) {
        const std::string layer = decoder + "layers." + std::to_string(l) + ".";
        std::vector<const char*> norms{ "input_layernorm", "post_attention_layernorm" };
        if (config.value(QLatin1String("model_type")).toString() == QLatin1String("gemma2"))
            norms.insert(norms.end(), { "pre_feedforward_layernorm", "post_feedforward_layernorm" });
        for (const char* norm : norms)
            add(layer + norm + ".weight", { width });
        add(layer + "self_attn.q_proj.weight", { queries, width });
        add(layer + "self_attn.k_proj.weight", { keys, width });
        add(layer + "self_attn.v_proj.weight", { keys, width });
        add(layer + "self_attn.o_proj.weight", { width, queries });
        for (const char* projection : { "gate", "up" })
            add(layer + "mlp." + projection + "_proj.weight", { inner, width });
        add(layer + "mlp.down_proj.weight", { width, inner });
    }
    add(decoder + "norm.weight", { width });
    QCOMPARE(offset, static_cast<std::uint64_t>(bytes));

    std::string start;
    appendLength(start, header.size() + 1);
    writeText(folder() / "model.safetensors", start + header + "}");
    const auto size = static_cast<off_t>(8 + header.size() + 1 + offset);
    if (::truncate((folder() / "model.safetensors").c_str(), size) != 0)
        QSKIP("this file system has no files with holes");
    const auto opened = Checkpoint::open(folder());
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    QCOMPARE(static_cast<quint64>(opened.value()->tensors().size()), count);
    QCOMPARE(static_cast<quint64>(opened.value()->tensorBytes()), bytes);
}

QTEST_APPLESS_MAIN(PublishedCheckpointTest)
#include "published_checkpoint_test.moc"
