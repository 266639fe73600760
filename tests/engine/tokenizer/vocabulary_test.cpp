// The vocabulary of a checkpoint folder: which file it reads, what it refuses, prompts, decoding.

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

#include "engine/tokenizer/sentencepiece_writer.h"
#include "engine/tokenizer/vocabulary.h"
#include "tests/support/sample_tokenizer.h"

using namespace palimpsest;

class VocabularyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelAndJsonAgree();
    void promptsHaveTheNewlineApart();
    void decodesBytesAndLeavesControlTokensOut();
    void namesLocationsAndSegments();
    void tablesWithoutLocations();
    void mismatchesAreNamed_data();
    void mismatchesAreNamed();
    void missingFilesAreNamed();

private:
    std::filesystem::path newFolder();
    QTemporaryDir m_root;
    int m_folders = 0;
};

namespace {

void write(const std::filesystem::path& file, const std::string& contents)
{
    std::ofstream(file, std::ios::binary) << contents;
}

std::string json(const nlohmann::json& value)
{
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::shared_ptr<const Vocabulary> opened(const std::filesystem::path& folder, const ModelConfig& config)
{
    auto vocabulary = Vocabulary::open(folder, config);
    if (!vocabulary.ok())
        qFatal("%s", vocabulary.error().message.c_str());
    return std::move(vocabulary).value();
}

std::int32_t idOf(const std::string& text)
{
    const auto& pieces = samplePieces();
    const auto at = std::ranges::find(pieces, text, &Piece::text);
    return at == pieces.end() ? -1 : static_cast<std::int32_t>(at - pieces.begin());
}

} // namespace

std::filesystem::path VocabularyTest::newFolder()
{
    const auto folder = std::filesystem::path(m_root.path().toStdString()) / std::to_string(m_folders++);
    std::filesystem::create_directories(folder);
    return folder;
}

void VocabularyTest::modelAndJsonAgree()
{
    const auto modelFolder = newFolder();
    write(modelFolder / "tokenizer.model", sampleModel());
    write(modelFolder / "tokenizer.json", "not even read");
    const auto jsonFolder = newFolder();
    write(jsonFolder / "tokenizer.json", json(sampleTokenizerJson(MergeForm::Pairs)));
    const auto fromModel = opened(modelFolder, sampleConfig());
    const auto fromJson = opened(jsonFolder, sampleConfig());
    QCOMPARE(fromModel->newlineId(), fromJson->newlineId());
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const std::string text = strangeText(seed);
        const std::vector<std::int32_t> ids = fromModel->encode(text);
        QCOMPARE(ids, fromJson->encode(text));
        QCOMPARE(fromModel->decode(ids), fromJson->decode(ids));
    }
}

void VocabularyTest::promptsHaveTheNewlineApart()
{
    const auto folder = newFolder();
    write(folder / "tokenizer.model", sampleModel());
    const auto vocabulary = opened(folder, sampleConfig());
    const std::int32_t image = sampleConfig().imageTokenId;
    const std::int32_t newline = idOf("\n");
    QCOMPARE(vocabulary->newlineId(), newline);
    QCOMPARE(vocabulary->promptIds("", 1, 3), (std::vector<std::int32_t>{ image, image, image, 2, newline }));
    QCOMPARE(vocabulary->promptIds("", 0, 3), (std::vector<std::int32_t>{ 2, newline }));
    QCOMPARE(vocabulary->promptIds("\n", 2, 1), (std::vector<std::int32_t>{ image, image, 2, newline, newline }));
    const std::vector<std::int32_t> ids = vocabulary->promptIds(" the <bos>", 1, 1);
    QVERIFY(vocabulary->pieceText(ids[2]).starts_with(kSpaceMark));
    QCOMPARE(std::count(ids.begin(), ids.end(), 2), std::ptrdiff_t(1)); // no second <bos> out of user text
}

void VocabularyTest::decodesBytesAndLeavesControlTokensOut()
{
    const auto folder = newFolder();
    write(folder / "tokenizer.model", sampleModel());
    const auto vocabulary = opened(folder, sampleConfig());
    const auto bytes = [](std::initializer_list<int> values) {
        std::vector<std::int32_t> ids;
        for (const int value : values)
            ids.push_back(idOf(bytePieceText(static_cast<std::uint8_t>(value))));
        return ids;
    };
    QCOMPARE(vocabulary->decode(bytes({ 0xF0, 0x9F, 0x98, 0x80 })), std::string("\xF0\x9F\x98\x80"));
    QCOMPARE(vocabulary->decode(bytes({ 0x41, 0x9F, 0x42 })),
        std::string("A\xEF\xBF\xBD"
                    "B"));
    QCOMPARE(vocabulary->decode(bytes({ 0xE2, 0x82 })), std::string("\xEF\xBF\xBD\xEF\xBF\xBD")); // cut short
    const std::int32_t image = sampleConfig().imageTokenId;
    QCOMPARE(vocabulary->decode(std::vector<std::int32_t>{ 2, 0, 3, image, image + 5, -1, 1 }), std::string());
    // What went in comes out, but for broken bytes and U+2581.
    for (const char* text :
        { " the  <loc0123>\r\n\t", "  ", "\n\n\n\n", "<bos>x</table>", "\xE6\xBC\xA2 \xF0\x9F\x98\x80 e\xCC\x81" })
        QCOMPARE(vocabulary->decode(vocabulary->encode(text)), std::string(text));
}

void VocabularyTest::namesLocationsAndSegments()
{
    const auto folder = newFolder();
    write(folder / "tokenizer.model", sampleModel());
    const auto vocabulary = opened(folder, sampleConfig());
    for (const int bin : { 0, 7, 123, 1023 }) {
        const std::int32_t id = vocabulary->locationId(bin).value_or(-1);
        QCOMPARE(vocabulary->encode(locationPieceText(bin)), std::vector<std::int32_t>{ id });
        QCOMPARE(vocabulary->locationBin(id), std::optional(bin));
        QVERIFY(!vocabulary->segmentCode(id));
    }
    for (const int code : { 0, 45, 127 }) {
        const std::int32_t id = vocabulary->segmentId(code).value_or(-1);
        QCOMPARE(vocabulary->decode(std::vector<std::int32_t>{ id }), segmentPieceText(code));
        QCOMPARE(vocabulary->segmentCode(id), std::optional(code));
        QVERIFY(!vocabulary->locationBin(id));
    }
    QVERIFY(!vocabulary->locationId(1024) && !vocabulary->locationId(-1) && !vocabulary->segmentId(128));
    QVERIFY(!vocabulary->locationBin(2) && !vocabulary->locationBin(-1) && !vocabulary->locationBin(1 << 30));
}

void VocabularyTest::tablesWithoutLocations()
{
    const auto folder = newFolder();
    write(folder / "tokenizer.model",
        sentencePieceModel(std::vector<Piece>{ { "<pad>", 0, PieceType::Control }, { "<eos>", 0, PieceType::Control },
            { "<bos>", 0, PieceType::Control }, { "<unk>", 0, PieceType::Unknown }, { "\n", 0, PieceType::Normal } }));
    ModelConfig config;
    config.imageTokenId = 5;
    config.text.vocabularySize = 5;
    const auto vocabulary = opened(folder, config);
    QCOMPARE(vocabulary->size(), std::size_t(5));
    QVERIFY(!vocabulary->locationId(0) && !vocabulary->locationBin(4) && !vocabulary->segmentId(0));
}

void VocabularyTest::mismatchesAreNamed_data()
{
    QTest::addColumn<std::string>("model");
    QTest::addColumn<int>("bos");
    QTest::addColumn<int>("image"); // relative to the number of pieces
    QTest::addColumn<int>("rows");
    QTest::addColumn<std::string>("named");
    const std::vector<Piece> good = samplePieces();
    const std::string size = std::to_string(good.size());
    QTest::newRow("another <bos>") << sampleModel() << 1 << 0 << 64 << std::string("id 1 is '<eos>', expected '<bos>'");
    QTest::newRow("<bos> outside") << sampleModel() << 1000000 << 0 << 64 << std::string("id 1000000 is not there");
    QTest::newRow("too many pieces") << sampleModel() << 2 << -64 << 0 << size + " pieces with";
    QTest::newRow("too few pieces") << sampleModel() << 2 << 1152 << 2000 << size + " pieces with not there";
    std::vector<Piece> pieces = good;
    pieces[2].type = PieceType::UserDefined;
    QTest::newRow("<bos> a piece of text")
        << sentencePieceModel(pieces) << 2 << 0 << 64 << std::string("'<bos>' is an ordinary piece");
    pieces = good;
    std::swap(pieces[static_cast<std::size_t>(idOf("<loc0005>"))], pieces[static_cast<std::size_t>(idOf("<loc0006>"))]);
    QTest::newRow("locations out of order")
        << sentencePieceModel(pieces) << 2 << 0 << 64 << std::string("expected '<loc0005>'");
    pieces = good;
    pieces[static_cast<std::size_t>(idOf("<seg127>"))].text = "<seg999>";
    QTest::newRow("a segment missing") << sentencePieceModel(pieces) << 2 << 0 << 64
                                       << std::string("expected '<seg127>'");
}

void VocabularyTest::mismatchesAreNamed()
{
    QFETCH(const std::string, model);
    QFETCH(const int, bos);
    QFETCH(const int, image);
    QFETCH(const int, rows);
    QFETCH(const std::string, named);
    const auto folder = newFolder();
    write(folder / "tokenizer.model", model);
    ModelConfig config = sampleConfig();
    config.bosTokenId = bos;
    config.imageTokenId += image;
    config.text.vocabularySize = samplePieces().size() + static_cast<std::size_t>(rows);
    const auto vocabulary = Vocabulary::open(folder, config);
    QVERIFY(!vocabulary.ok());
    QCOMPARE(vocabulary.error().code, ErrorCode::InvalidModel);
    const std::string& message = vocabulary.error().message;
    QVERIFY2(message.find(named) != std::string::npos, message.c_str());
    QVERIFY2(message.starts_with((folder / "tokenizer.model").string()), message.c_str());
}

void VocabularyTest::missingFilesAreNamed()
{
    const auto empty = newFolder();
    const auto vocabulary = Vocabulary::open(empty, sampleConfig());
    QVERIFY(!vocabulary.ok());
    QVERIFY(vocabulary.error().message.find("neither tokenizer.model nor tokenizer.json") != std::string::npos);
    std::filesystem::create_directories(empty / "tokenizer.model");
    const auto folderInstead = Vocabulary::open(empty, sampleConfig());
    QVERIFY(!folderInstead.ok());
    QCOMPARE(folderInstead.error().code, ErrorCode::FileAccess);
}

QTEST_APPLESS_MAIN(VocabularyTest)
#include "vocabulary_test.moc"
