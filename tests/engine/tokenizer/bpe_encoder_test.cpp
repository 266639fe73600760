// BpeEncoder against libsentencepiece on the same table, and tokenizer.json files as they come, old, new and broken.

#include <QtTest>

#include <sentencepiece_processor.h>

#include "engine/tokenizer/bpe_encoder.h"
#include "engine/tokenizer/tokenizer_json.h"
#include "tests/support/sample_tokenizer.h"

using namespace palimpsest;
using Json = nlohmann::json;

class BpeEncoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodesAsSentencePieceDoes_data();
    void encodesAsSentencePieceDoes();
    void bothMergeFormsGiveTheSameTable();
    void controlTokensInTextArePlainText();
    void unknownSymbolsWithoutByteFallback();
    void missingLocationPiecesAreAdded();
    void listedButNotAddedLocationPiecesAreAtomic();
    void aMegabyteIsEncodedToo();
    void otherTokenizersAreRefused_data();
    void otherTokenizersAreRefused();
};

namespace {

BpeTable table(const Json& json)
{
    auto parsed = parseTokenizerJson(json.dump(-1, ' ', false, Json::error_handler_t::replace), "tokenizer.json");
    if (!parsed.ok())
        qFatal("%s", parsed.error().message.c_str());
    return std::move(parsed).value();
}

} // namespace

void BpeEncoderTest::encodesAsSentencePieceDoes_data()
{
    QTest::addColumn<std::uint64_t>("firstSeed");
    for (std::uint64_t seed = 0; seed < 12000; seed += 4000)
        QTest::addRow("texts from %d", static_cast<int>(seed)) << seed;
}

void BpeEncoderTest::encodesAsSentencePieceDoes()
{
    QFETCH(const std::uint64_t, firstSeed);
    static const BpeEncoder encoder(table(sampleTokenizerJson(MergeForm::Strings)));
    sentencepiece::SentencePieceProcessor library;
    QVERIFY(library.LoadFromSerializedProto(sampleModel()).ok());
    for (std::uint64_t seed = firstSeed; seed < firstSeed + 4000; ++seed) {
        const std::string text = strangeText(seed);
        if (encoder.encode(text) != library.EncodeAsIds(text))
            QVERIFY2(false, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(text))));
    }
}

void BpeEncoderTest::bothMergeFormsGiveTheSameTable()
{
    const BpeTable strings = table(sampleTokenizerJson(MergeForm::Strings));
    const BpeTable pairs = table(sampleTokenizerJson(MergeForm::Pairs));
    QCOMPARE(strings.pieces, pairs.pieces);
    QVERIFY(strings.merges.size() > 500);
    QVERIFY(std::ranges::equal(strings.merges, pairs.merges,
        [](const auto& a, const auto& b) { return a.left == b.left && a.right == b.right && a.merged == b.merged; }));
}

void BpeEncoderTest::controlTokensInTextArePlainText()
{
    const BpeEncoder encoder(table(sampleTokenizerJson(MergeForm::Strings)));
    for (const char* text : { "<bos>", "<eos>", "<pad>", "<unk>", "<image>" }) {
        const std::vector<std::int32_t> ids = encoder.encode(text);
        QVERIFY(ids.size() > 1);
        for (const std::int32_t id : ids)
            QVERIFY(id > 3 && id != sampleConfig().imageTokenId);
    }
    // Not even where the file has merges that would make one.
    Json json = sampleTokenizerJson(MergeForm::Pairs);
    int id = 6000;
    for (const char* piece : { "<", ">", "b", "o", "s", "<b", "<bo", "s>" }) {
        if (!json["model"]["vocab"].contains(piece))
            json["model"]["vocab"][piece] = id++;
    }
    Json merges = Json::parse(R"([["<", "b"], ["<b", "o"], ["s", ">"], ["<bo", "s>"]])");
    for (const Json& merge : json["model"]["merges"])
        merges.push_back(merge);
    json["model"]["merges"] = merges;
    const BpeEncoder willing(table(json));
    QCOMPARE(willing.encode("<bos>").size(), std::size_t(2)); // "<bo", "s>", and no further
}

void BpeEncoderTest::unknownSymbolsWithoutByteFallback()
{
    Json json = sampleTokenizerJson(MergeForm::Strings);
    json["model"]["byte_fallback"] = false;
    const std::string emoji = "\xF0\x9F\x98\x80";
    const std::int32_t a = BpeEncoder(table(json)).encode("a").at(0);
    QCOMPARE(
        BpeEncoder(table(json)).encode("a" + emoji + emoji + "a" + emoji), (std::vector<std::int32_t>{ a, 3, a, 3 }));
    json["model"]["fuse_unk"] = false;
    QCOMPARE(BpeEncoder(table(json)).encode("a" + emoji + emoji), (std::vector<std::int32_t>{ a, 3, 3 }));
}

void BpeEncoderTest::missingLocationPiecesAreAdded()
{
    // A table without them that ends where they belong, but for <image> behind.
    Json json = sampleTokenizerJson(MergeForm::Strings);
    Json& vocabulary = json["model"]["vocab"];
    Json kept = Json::array();
    for (const Json& token : json["added_tokens"]) {
        const auto text = token["content"].get<std::string>();
        if (text.starts_with("<loc") || text.starts_with("<seg"))
            vocabulary.erase(text);
        else if (text != "<image>")
            kept.push_back(token);
    }
    const std::int32_t first = 5000;
    vocabulary["zz"] = first - 1;
    kept.push_back({ { "id", first + 1152 }, { "content", "<image>" }, { "special", true } });
    json["added_tokens"] = kept;
    BpeTable mended = table(json);
    QVERIFY(BpeEncoder(mended).encode("<loc0123>").size() > 1);
    addMissingLocationPieces(mended, first);
    const BpeEncoder encoder(std::move(mended));
    QCOMPARE(encoder.encode("<loc0123><seg127>"), (std::vector<std::int32_t>{ first + 123, first + 1151 }));
    QCOMPARE(encoder.pieces().size(), std::size_t(first + 1153));
    // A table that already has them elsewhere, or something else there, stays as it is.
    BpeTable whole = table(sampleTokenizerJson(MergeForm::Strings));
    const std::vector<Piece> before = whole.pieces;
    addMissingLocationPieces(whole, first);
    addMissingLocationPieces(whole, 10);
    addMissingLocationPieces(whole, -7);
    QCOMPARE(whole.pieces, before);
}

void BpeEncoderTest::listedButNotAddedLocationPiecesAreAtomic()
{
    Json json = sampleTokenizerJson(MergeForm::Strings);
    Json kept = Json::array();
    for (const Json& token : json["added_tokens"]) {
        if (!token["content"].get<std::string>().starts_with("<loc"))
            kept.push_back(token);
    }
    json["added_tokens"] = kept;
    const std::vector<std::int32_t> ids = BpeEncoder(table(json)).encode("<loc0123>");
    QCOMPARE(ids.size(), std::size_t(1));
    QCOMPARE(samplePieces()[static_cast<std::size_t>(ids[0])].text, std::string("<loc0123>"));
}

// A quadratic encoder would not come back from this.
void BpeEncoderTest::aMegabyteIsEncodedToo()
{
    const BpeEncoder encoder(table(sampleTokenizerJson(MergeForm::Strings)));
    sentencepiece::SentencePieceProcessor library;
    QVERIFY(library.LoadFromSerializedProto(sampleModel()).ok());
    std::string text;
    for (std::uint64_t seed = 0; text.size() < (std::size_t(1) << 20); ++seed)
        text += strangeText(seed);
    for (const std::string& sample :
        { text, std::string(std::size_t(1) << 18, 'a'), std::string(std::size_t(1) << 18, ' ') })
        QCOMPARE(encoder.encode(sample), library.EncodeAsIds(sample));
}

void BpeEncoderTest::otherTokenizersAreRefused_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("named"); // what the message must contain
    const Json good = sampleTokenizerJson(MergeForm::Strings);
    const auto row = [&](const char* name, const char* named, const auto& change) {
        Json json = good;
        change(json);
        QTest::newRow(name) << json.dump(-1, ' ', false, Json::error_handler_t::replace) << std::string(named);
    };
    QTest::newRow("no JSON") << std::string("{\"model\": {") << std::string("at byte 12");
    QTest::newRow("empty") << std::string() << std::string("at byte");
    QTest::newRow("nested for ever") << std::string(100000, '[') << std::string("nested deeper");
    QTest::newRow("a list") << std::string("[1, 2]") << std::string("no 'model'");
    row("a model of another type", "model.type", [](Json& j) { j["model"]["type"] = "Unigram"; });
    row("a vocabulary that is a list", "model.vocab", [](Json& j) { j["model"]["vocab"] = Json::array({ 1 }); });
    row("an id that is text", "the id of 'a'", [](Json& j) { j["model"]["vocab"]["a"] = "7"; });
    row("an id beyond reason", "the id of 'a'", [](Json& j) { j["model"]["vocab"]["a"] = 1000000000000; });
    row("a negative id", "the id of 'a'", [](Json& j) { j["model"]["vocab"]["a"] = -1; });
    row("two pieces with one id", "both have the id 2", [](Json& j) { j["model"]["vocab"]["zzzz"] = 2; });
    row("a merge of unknown pieces", "names a piece", [](Json& j) { j["model"]["merges"].push_back("qqq vvv"); });
    row("a merge of three", "names a piece", [](Json& j) {
        j["model"]["merges"].push_back(Json::array({ "a", "b", "c" }));
    });
    row("a merge that is a number", "names a piece", [](Json& j) { j["model"]["merges"].push_back(5); });
    row("merges that are an object", "model.merges", [](Json& j) { j["model"]["merges"] = Json::object(); });
    row("another normalizer", "normalizer", [](Json& j) { j["normalizer"] = { { "type", "NFKC" } }; });
    row("no normalizer", "normalizer", [](Json& j) { j.erase("normalizer"); });
    row("another pre-tokenizer", "pre_tokenizer", [](Json& j) { j["pre_tokenizer"] = { { "type", "ByteLevel" } }; });
    row("an added token that strips", "lstrip", [](Json& j) { j["added_tokens"][10]["lstrip"] = true; });
    row("an added token without id", "added_tokens", [](Json& j) { j["added_tokens"][10].erase("id"); });
    row("an added token with another id", "<eos>", [](Json& j) { j["added_tokens"][1]["id"] = 1999999; });
    row("a flag of the wrong type", "tokenizer.json", [](Json& j) { j["added_tokens"][10]["special"] = "yes"; });
    row("dropout", "dropout", [](Json& j) { j["model"]["dropout"] = 0.1; });
}

void BpeEncoderTest::otherTokenizersAreRefused()
{
    QFETCH(const std::string, json);
    QFETCH(const std::string, named);
    const auto parsed = parseTokenizerJson(json, "x/tokenizer.json");
    QVERIFY(!parsed.ok());
    const std::string& message = parsed.error().message;
    QVERIFY2(message.starts_with("x/tokenizer.json: ") && message.find(named) != std::string::npos, message.c_str());
    QVERIFY2(message.size() < 400, message.c_str());
}

QTEST_APPLESS_MAIN(BpeEncoderTest)
#include "bpe_encoder_test.moc"
