// What config.json files of the published kinds mean, key by key; and every config that must be refused, with the key,
// the value and the file in the message.

#include <QtTest>
#include <random>
#include <tuple>

#include "engine/model/model_config.h"

using namespace palimpsest;

namespace {

// A config whose text and vision parts are given as JSON objects.
std::string configOf(const char* text,
    const char* vision = R"({"hidden_size":1152,"num_hidden_layers":27,)"
                         R"("num_attention_heads":16,"intermediate_size":4304,)"
                         R"("patch_size":14,"image_size":448})",
    const char* more = "")
{
    return std::string(R"({"model_type":"paligemma",)") + more + R"("text_config":)" + text + R"(,"vision_config":)"
        + vision + "}";
}

Result<ModelConfig> parse(const std::string& json)
{
    return parseModelConfig(json, "c/config.json");
}

} // namespace

class ModelConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedPaliGemma2();
    void publishedPaliGemma2Of28B();
    void publishedPaliGemma1();
    void defaultsOfGemma2();
    void defaultsOfGemma();
    void defaultsWhenNothingIsSaid();
    void newerSpellings();
    void softcaps_data();
    void softcaps();
    void windows_data();
    void windows();
    void ropeBases_data();
    void ropeBases();
    void outputVocabularyEndsBelowTheImageToken();
    void refuses_data();
    void refuses();
    void damageNeverMakesAnImpossibleModel();
    void readsFiles();
};

void ModelConfigTest::publishedPaliGemma2()
{
    const auto parsed = parse(configOf(R"({"architectures":["Gemma2ForCausalLM"],"hidden_size":2304,)"
                                       R"("intermediate_size":9216,"model_type":"gemma2","num_hidden_layers":26,)"
                                       R"("num_image_tokens":1024,"num_key_value_heads":4,"tie_word_embeddings":false,)"
                                       R"("torch_dtype":"bfloat16","vocab_size":257216})",
        R"({"hidden_size":1152,"intermediate_size":4304,"model_type":"siglip_vision_model",)"
        R"("num_attention_heads":16,"num_hidden_layers":27,"num_image_tokens":1024,"num_positions":256,)"
        R"("image_size":448,"patch_size":14,"projection_dim":2304,"vision_use_head":false,"torch_dtype":"bfloat16"})",
        R"("bos_token_id":2,"eos_token_id":1,"image_token_index":257152,"pad_token_id":0,"projection_dim":2304,)"));
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
    const ModelConfig& config = parsed.value();
    QVERIFY(config.text.generation == DecoderGeneration::Gemma2);
    QCOMPARE(config.text.hiddenSize, std::size_t{ 2304 });
    QCOMPARE(config.text.layerCount, std::size_t{ 26 });
    QCOMPARE(config.text.headCount, std::size_t{ 8 });
    QCOMPARE(config.text.queryWidth(), std::size_t{ 2048 });
    QCOMPARE(config.text.keyValueWidth(), std::size_t{ 1024 });
    QCOMPARE(config.text.vocabularySize, std::size_t{ 257216 });
    QCOMPARE(config.text.queryPreAttnScalar, 256.0F);
    QCOMPARE(config.text.attentionSoftcap, 50.0F);
    QCOMPARE(config.text.finalSoftcap, 30.0F);
    QCOMPARE(config.text.slidingWindow, std::size_t{ 4096 });
    QCOMPARE(config.text.slidingLayers.size(), std::size_t{ 26 });
    QVERIFY(config.text.slidingLayers[0] && !config.text.slidingLayers[1] && config.text.slidingLayers[24]);
    QCOMPARE(config.vision.patchCount(), std::size_t{ 1024 }); // num_positions is wrong in the file and ignored
    QCOMPARE(config.vision.headWidth(), std::size_t{ 72 });
    QCOMPARE(config.imageTokenId, 257152);
    QCOMPARE(config.bosTokenId, 2);
    QCOMPARE(config.eosTokenId, 1);
    QCOMPARE(config.padTokenId, 0);
}

void ModelConfigTest::publishedPaliGemma2Of28B()
{
    const auto parsed = parse(
        configOf(R"({"model_type":"gemma2","hidden_size":4608,"num_hidden_layers":46,"num_attention_heads":32,)"
                 R"("num_key_value_heads":16,"head_dim":128,"intermediate_size":36864,"query_pre_attn_scalar":144})"));
    QVERIFY(parsed.ok());
    QCOMPARE(parsed.value().text.queryWidth(), std::size_t{ 4096 });
    QCOMPARE(parsed.value().text.keyValueWidth(), std::size_t{ 2048 });
    QCOMPARE(parsed.value().text.queryPreAttnScalar, 144.0F);
}

void ModelConfigTest::publishedPaliGemma1()
{
    const auto parsed = parse(
        configOf(R"({"hidden_size":2048,"intermediate_size":16384,"model_type":"gemma","num_attention_heads":8,)"
                 R"("num_hidden_layers":18,"num_image_tokens":256,"num_key_value_heads":1,"vocab_size":257216})",
            R"({"hidden_size":1152,"intermediate_size":4304,"num_attention_heads":16,"num_hidden_layers":27,)"
            R"("patch_size":14,"projector_hidden_act":"gelu_fast","vision_use_head":false})"));
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
    const TextConfig& text = parsed.value().text;
    QVERIFY(text.generation == DecoderGeneration::Gemma1);
    QCOMPARE(text.keyValueWidth(), std::size_t{ 256 });
    QCOMPARE(text.queryPreAttnScalar, 256.0F);
    QCOMPARE(text.attentionSoftcap, 0.0F);
    QCOMPARE(text.finalSoftcap, 0.0F);
    QCOMPARE(text.slidingWindow, std::size_t{ 0 });
    QCOMPARE(text.slidingLayers, std::vector<bool>(18, false));
    QCOMPARE(parsed.value().vision.imageSize, std::size_t{ 224 }); // absent: the class default
}

void ModelConfigTest::defaultsOfGemma2()
{
    const TextConfig text = parse(configOf(R"({"model_type":"gemma2"})")).value().text;
    QCOMPARE(text.hiddenSize, std::size_t{ 2304 });
    QCOMPARE(text.layerCount, std::size_t{ 26 });
    QCOMPARE(text.headCount, std::size_t{ 8 });
    QCOMPARE(text.kvHeadCount, std::size_t{ 4 });
    QCOMPARE(text.headWidth, std::size_t{ 256 });
    QCOMPARE(text.intermediateSize, std::size_t{ 9216 });
    QCOMPARE(text.vocabularySize, std::size_t{ 256000 });
    QCOMPARE(text.ropeBase, 10000.0F);
    QCOMPARE(text.rmsNormEpsilon, 1e-6F);
    QCOMPARE(text.maxPositions, std::size_t{ 8192 });
}

void ModelConfigTest::defaultsOfGemma()
{
    for (const char* text : { "{}", R"({"model_type":"gemma"})" }) { // a text_config without a type is a Gemma 1
        const TextConfig found = parse(configOf(text)).value().text;
        QVERIFY(found.generation == DecoderGeneration::Gemma1);
        QCOMPARE(found.hiddenSize, std::size_t{ 3072 });
        QCOMPARE(found.layerCount, std::size_t{ 28 });
        QCOMPARE(found.headCount, std::size_t{ 16 });
        QCOMPARE(found.kvHeadCount, std::size_t{ 16 });
        QCOMPARE(found.headWidth, std::size_t{ 256 });
        QCOMPARE(found.intermediateSize, std::size_t{ 24576 });
    }
    const VisionConfig vision = parse(configOf("{}", "{\"image_size\":32}")).value().vision;
    QCOMPARE(vision.hiddenSize, std::size_t{ 768 });
    QCOMPARE(vision.layerCount, std::size_t{ 12 });
    QCOMPARE(vision.headCount, std::size_t{ 12 });
    QCOMPARE(vision.intermediateSize, std::size_t{ 3072 });
    QCOMPARE(vision.patchSize, std::size_t{ 16 });
    QCOMPARE(vision.layerNormEpsilon, 1e-6F);
}

void ModelConfigTest::defaultsWhenNothingIsSaid()
{
    const ModelConfig config = parse(R"({"model_type":"paligemma"})").value();
    QCOMPARE(config.text.hiddenSize, std::size_t{ 2048 });
    QCOMPARE(config.text.layerCount, std::size_t{ 18 });
    QCOMPARE(config.text.headCount, std::size_t{ 8 });
    QCOMPARE(config.text.kvHeadCount, std::size_t{ 1 });
    QCOMPARE(config.text.intermediateSize, std::size_t{ 16384 });
    QCOMPARE(config.text.vocabularySize, std::size_t{ 257152 });
    QCOMPARE(config.vision.hiddenSize, std::size_t{ 1152 });
    QCOMPARE(config.vision.layerCount, std::size_t{ 27 });
    QCOMPARE(config.vision.intermediateSize, std::size_t{ 4096 });
    QCOMPARE(config.vision.patchCount(), std::size_t{ 256 });
    QCOMPARE(config.imageTokenId, 257152); // not the class default 256000, which no checkpoint uses
}

void ModelConfigTest::newerSpellings()
{
    const auto parsed = parse(configOf(
        R"({"model_type":"gemma2","num_hidden_layers":3,"head_dim":16.0,"hidden_act":"gelu","eos_token_id":[106,1],)"
        R"("layer_types":["full_attention","sliding_attention","sliding_attention"],"sliding_window_size":512,)"
        R"("use_bidirectional_attention":true,"rope_parameters":{"rope_type":"default","rope_theta":5e4}})",
        R"({"image_size":28,"patch_size":14})", R"("image_token_id":300,"bos_token_id":null,"dtype":"bfloat16",)"));
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
    const ModelConfig& config = parsed.value();
    QCOMPARE(config.imageTokenId, 300);
    QCOMPARE(config.bosTokenId, 2);
    QCOMPARE(config.eosTokenId, 106);
    QCOMPARE(config.text.headWidth, std::size_t{ 16 });
    QCOMPARE(config.text.slidingWindow, std::size_t{ 512 });
    QCOMPARE(config.text.slidingLayers, (std::vector<bool>{ false, true, true }));
    QCOMPARE(config.text.ropeBase, 5e4F);
}

void ModelConfigTest::softcaps_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<float>("cap");
    QTest::newRow("a number") << QByteArray("12.5") << 12.5F;
    QTest::newRow("null switches it off") << QByteArray("null") << 0.0F;
    QTest::newRow("zero switches it off") << QByteArray("0.0") << 0.0F;
}

void ModelConfigTest::softcaps()
{
    QFETCH(const QByteArray, value);
    QFETCH(const float, cap);
    const QByteArray attention = R"({"model_type":"gemma2","attn_logit_softcapping":)" + value + "}";
    const QByteArray final = R"({"model_type":"gemma2","final_logit_softcapping":)" + value + "}";
    const TextConfig first = parse(configOf(attention.constData())).value().text;
    QCOMPARE(first.attentionSoftcap, cap);
    QCOMPARE(first.finalSoftcap, 30.0F);
    const TextConfig second = parse(configOf(final.constData())).value().text;
    QCOMPARE(second.attentionSoftcap, 50.0F);
    QCOMPARE(second.finalSoftcap, cap);
}

void ModelConfigTest::windows_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<int>("window");
    QTest::newRow("given") << QByteArray(R"("sliding_window":8)") << 8;
    QTest::newRow("the older key") << QByteArray(R"("sliding_window_size":9)") << 9;
    QTest::newRow("null switches it off") << QByteArray(R"("sliding_window":null)") << 0;
    QTest::newRow("null in the older key switches it off") << QByteArray(R"("sliding_window_size":null)") << 0;
    QTest::newRow("one key null, the other given")
        << QByteArray(R"("sliding_window":null,"sliding_window_size":7)") << 7;
    QTest::newRow("absent") << QByteArray(R"("cache_implementation":"hybrid")") << 4096;
}

void ModelConfigTest::windows()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const int, window);
    const QByteArray json = R"({"model_type":"gemma2","num_hidden_layers":2,)" + keys + "}";
    const TextConfig text = parse(configOf(json.constData())).value().text;
    QCOMPARE(text.slidingWindow, static_cast<std::size_t>(window));
    QCOMPARE(text.slidingLayers, (std::vector<bool>{ window > 0, false }));
}

void ModelConfigTest::ropeBases_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<float>("base");
    QTest::newRow("beside the rest") << QByteArray(R"("rope_theta":20000)") << 20000.0F;
    QTest::newRow("nested") << QByteArray(R"("rope_parameters":{"rope_theta":30000,"rope_type":"default"})")
                            << 30000.0F;
    QTest::newRow("nested wins") << QByteArray(R"("rope_theta":1,"rope_parameters":{"rope_theta":30000})") << 30000.0F;
    QTest::newRow("once per kind of layer")
        << QByteArray(R"("rope_parameters":{"full_attention":{"rope_theta":7},"sliding_attention":{"rope_theta":7}})")
        << 7.0F;
    QTest::newRow("nested without it") << QByteArray(R"("rope_parameters":{"rope_type":"default"})") << 10000.0F;
    QTest::newRow("null") << QByteArray(R"("rope_parameters":null,"rope_scaling":null)") << 10000.0F;
}

void ModelConfigTest::ropeBases()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const float, base);
    const QByteArray json = R"({"model_type":"gemma2",)" + keys + "}";
    const auto parsed = parse(configOf(json.constData()));
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
    QCOMPARE(parsed.value().text.ropeBase, base);
}

void ModelConfigTest::outputVocabularyEndsBelowTheImageToken()
{
    ModelConfig config;
    QCOMPARE(config.outputVocabulary(257216), std::size_t{ 257152 });
    QCOMPARE(config.outputVocabulary(257152), std::size_t{ 257152 });
    QCOMPARE(config.outputVocabulary(257160), std::size_t{ 257152 });
    config.imageTokenId = 1281;
    QCOMPARE(config.outputVocabulary(1281), std::size_t{ 1281 });
    config.imageTokenId = 300;
    QCOMPARE(config.outputVocabulary(320), std::size_t{ 300 });
}

void ModelConfigTest::refuses_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("reason");
    const auto whole = [](const char* name, const std::string& json, const char* reason) {
        QTest::newRow(name) << QString::fromStdString(json) << QString::fromLatin1(reason);
    };
    const auto text = [&whole](const char* name, const std::string& keys, const char* reason) {
        whole(name, configOf((R"({"model_type":"gemma2",)" + keys + "}").c_str()), reason);
    };
    const auto vision = [&whole](const char* name, const char* json, const char* reason) {
        whole(name, configOf("{}", json), reason);
    };
    whole("nothing", "", "no valid JSON");
    whole("cut short", R"({"model_type":)", "no valid JSON");
    whole("deep", std::string(100000, '['), "nested deeper than 64");
    whole(
        "deep objects",
        [] {
            std::string json;
            for (int i = 0; i < 100; ++i)
                json += "{\"a\":";
            return json + "1" + std::string(100, '}');
        }(),
        "nested deeper than 64");
    whole("a zero byte", std::string("{}\0", 3), "zero byte");
    whole("a list", "[1]", "is [1], not an object");
    whole("another model", R"({"model_type":"gemma3"})", "model_type is \"gemma3\", expected \"paligemma\"");
    whole("no model type", "{}", "model_type is \"\"");
    whole("a type that is no text", R"({"model_type":3})", "model_type is 3, expected a text");
    whole("text_config that is no object", R"({"model_type":"paligemma","text_config":[]})", "text_config is []");
    whole("an image token that is none", configOf("{}", "{}", R"("image_token_index":"x",)"),
        "image_token_index is \"x\"");
    whole("a negative token", configOf("{}", "{\"image_size\":32}", R"("bos_token_id":-1,)"), "bos_token_id is -1");
    text("another decoder", R"("model_type":"llama")", "text_config.model_type is \"llama\"");
    text("no layers", R"("num_hidden_layers":0)", "text_config.num_hidden_layers is 0, expected a whole number from 1");
    text("absurd layers", R"("num_hidden_layers":100000)", "num_hidden_layers is 100000");
    text("no width", R"("hidden_size":0)", "text_config.hidden_size is 0");
    text("absurd width", R"("hidden_size":18446744073709551615)", "hidden_size is 18446744073709551615");
    text("a negative width", R"("hidden_size":-2304)", "hidden_size is -2304");
    text("half a width", R"("hidden_size":2304.5)", "hidden_size is 2304.5");
    text("a width in words", R"("hidden_size":"2304")", "hidden_size is \"2304\"");
    text("heads that do not divide", R"("num_attention_heads":8,"num_key_value_heads":3)",
        "num_attention_heads is 8, no multiple of num_key_value_heads 3");
    text("an odd head", R"("head_dim":15)", "text_config.head_dim is 15");
    text("another activation", R"("hidden_activation":"silu")", "hidden_activation is \"silu\"");
    text("biases", R"("attention_bias":true)", "attention_bias is true");
    text("scaled positions", R"("rope_scaling":{"type":"linear","factor":2})", "rope_scaling is {");
    text("scaled positions, newer", R"("rope_parameters":{"rope_type":"yarn"})",
        "rope_parameters.rope_type is \"yarn\"");
    text("two bases", R"("rope_parameters":{"full_attention":{"rope_theta":7},"sliding_attention":{"rope_theta":8}})",
        "several rope_theta");
    text("no base", R"("rope_theta":0)", "rope_theta is 0");
    text("a negative cap", R"("attn_logit_softcapping":-50)", "attn_logit_softcapping is -50");
    text("no epsilon", R"("rms_norm_eps":0)", "rms_norm_eps is 0");
    text("no scalar", R"("query_pre_attn_scalar":0)", "query_pre_attn_scalar is 0");
    text("layer kinds that are too few", R"("num_hidden_layers":2,"layer_types":["full_attention"])",
        "layer_types is a list of 1, expected a list of 2");
    text("an unknown layer kind", R"("num_hidden_layers":1,"layer_types":["chunked_attention"])",
        "layer_types[0] is \"chunked_attention\"");
    vision("an image that is no multiple", R"({"image_size":225,"patch_size":14})",
        "vision_config.image_size is 225, no multiple of patch_size 14");
    vision("no patch", R"({"patch_size":0})", "vision_config.patch_size is 0");
    vision("no image", R"({"image_size":0})", "vision_config.image_size is 0");
    vision("an absurd image", R"({"image_size":1000000})", "image_size is 1000000");
    vision("heads that do not divide", R"({"hidden_size":1152,"num_attention_heads":17})",
        "vision_config.hidden_size is 1152, no multiple of num_attention_heads 17");
    vision("no heads", R"({"num_attention_heads":0})", "num_attention_heads is 0");
    vision("grey images", R"({"num_channels":1})", "num_channels is 1");
    vision("another activation", R"({"hidden_act":"quick_gelu"})", "hidden_act is \"quick_gelu\"");
}

void ModelConfigTest::refuses()
{
    QFETCH(const QString, json);
    QFETCH(const QString, reason);
    const auto parsed = parse(json.toStdString());
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().code, ErrorCode::InvalidModel);
    const QString message = QString::fromStdString(parsed.error().message);
    QVERIFY2(message.contains(QStringLiteral("c/config.json")) && message.contains(reason), qPrintable(message));
}

// Whatever few bytes are changed: an error, or sizes that the arithmetic can rely on.
void ModelConfigTest::damageNeverMakesAnImpossibleModel()
{
    const std::string whole
        = configOf(R"({"model_type":"gemma2","hidden_size":2304,"num_hidden_layers":26,"head_dim":256,)"
                   R"("num_attention_heads":8,"num_key_value_heads":4,"sliding_window":4096,)"
                   R"("layer_types":null,"rope_parameters":{"rope_theta":1e4}})");
    std::mt19937 random(20240229);
    const auto below = [&random](std::size_t bound) { return random() % bound; };
    const std::string likely("{}[]\",:0123456789eE.-+\\ \0\xff", 27);
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string damaged = whole;
        for (std::size_t change = below(3) + 1; change > 0; --change)
            damaged[below(damaged.size())] = likely[below(likely.size())];
        const auto parsed = parse(damaged);
        if (!parsed.ok())
            continue;
        ++accepted;
        const auto& [vision, text] = std::tie(parsed.value().vision, parsed.value().text);
        QVERIFY(vision.patchCount() > 0 && vision.headWidth() * vision.headCount == vision.hiddenSize);
        QVERIFY(vision.gridSize() * vision.patchSize == vision.imageSize);
        QVERIFY(text.kvHeadCount > 0 && text.headCount % text.kvHeadCount == 0 && text.headWidth % 2 == 0);
        QCOMPARE(text.slidingLayers.size(), text.layerCount);
        QVERIFY(text.queryPreAttnScalar > 0 && text.ropeBase > 0 && text.hiddenSize > 0);
    }
    QVERIFY(accepted > 0);
}

void ModelConfigTest::readsFiles()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("config.json")).toStdString();
    const auto missing = readModelConfig(path);
    QCOMPARE(missing.error().code, ErrorCode::FileAccess);
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"model_type":"paligemma","image_token_index":77})");
    file.close();
    QCOMPARE(readModelConfig(path).value().imageTokenId, 77);
}

QTEST_APPLESS_MAIN(ModelConfigTest)
#include "model_config_test.moc"
