// SentencePieceFile and the writer against libsentencepiece itself, on a model that the library trained.

#include <QtTest>

#include <random>

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include "engine/tokenizer/sentencepiece_file.h"
#include "engine/tokenizer/sentencepiece_writer.h"
#include "tests/support/sample_tokenizer.h"

using namespace palimpsest;

class SentencePieceFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodesAsTheLibraryDoes();
    void writtenModelIsTheSameTokenizer();
    void spacesAreTakenAsTheyAre();
    void normalizerOfTheFileIsOverruled();
    void unusedPiecesAreNeverProduced();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void flippedBytesDoNoHarm();
};

namespace {

std::unique_ptr<const SentencePieceFile> parsed(const std::string& contents)
{
    auto file = SentencePieceFile::parse(contents, "test.model");
    if (!file.ok())
        qFatal("%s", file.error().message.c_str());
    return std::move(file).value();
}

} // namespace

void SentencePieceFileTest::encodesAsTheLibraryDoes()
{
    sentencepiece::SentencePieceProcessor library;
    QVERIFY(library.LoadFromSerializedProto(sampleModel()).ok());
    const auto file = parsed(sampleModel());
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const std::string text = strangeText(seed);
        QCOMPARE(file->encode(text), library.EncodeAsIds(text));
    }
}

void SentencePieceFileTest::writtenModelIsTheSameTokenizer()
{
    const auto trained = parsed(sampleModel());
    const auto written = parsed(sentencePieceModel(samplePieces()));
    QCOMPARE(written->pieces(), trained->pieces());
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const std::string text = strangeText(seed);
        QCOMPARE(written->encode(text), trained->encode(text));
    }
    sentencepiece::SentencePieceProcessor library;
    QVERIFY(library.LoadFromSerializedProto(sentencePieceModel(samplePieces())).ok());
    QCOMPARE(library.bos_id(), 2);
    QCOMPARE(library.eos_id(), 1);
    QCOMPARE(library.pad_id(), 0);
    QCOMPARE(library.unk_id(), 3);
}

void SentencePieceFileTest::spacesAreTakenAsTheyAre()
{
    const auto file = parsed(sampleModel());
    const auto text = [&](const std::vector<std::int32_t>& ids) {
        std::string joined;
        for (const std::int32_t id : ids)
            joined += file->pieces()[static_cast<std::size_t>(id)].text;
        return joined;
    };
    QCOMPARE(text(file->encode("the")), std::string("the"));
    QCOMPARE(text(file->encode(" the  in ")), withSpaceMarks(" the  in "));
}

void SentencePieceFileTest::normalizerOfTheFileIsOverruled()
{
    class Lines final : public sentencepiece::SentenceIterator {
    public:
        [[nodiscard]] bool done() const override { return m_left == 0; }
        void Next() override { --m_left; }
        [[nodiscard]] const std::string& value() const override { return m_line; }
        [[nodiscard]] sentencepiece::util::Status status() const override { return {}; }

    private:
        std::string m_line = "plain words in a row";
        int m_left = 100;
    } lines;
    std::string model;
    // Left alone, this trainer asks for NFKC, a leading space and single spaces.
    QVERIFY(sentencepiece::SentencePieceTrainer::Train(
        { { "model_type", "bpe" }, { "vocab_size", "300" }, { "byte_fallback", "true" }, { "minloglevel", "3" },
            { "hard_vocab_limit", "false" } },
        &lines, &model)
                .ok());
    sentencepiece::SentencePieceProcessor library;
    QVERIFY(library.LoadFromSerializedProto(model).ok());
    const std::string fullWidth = "\xEF\xBC\xA1  b";
    QCOMPARE(library.EncodeAsPieces(fullWidth).front(), std::string(kSpaceMark)); // else this test proves nothing
    const auto file = parsed(model);
    const std::vector<std::int32_t> ids = file->encode(fullWidth);
    QCOMPARE(file->pieces()[static_cast<std::size_t>(ids.at(0))].text, std::string("<0xEF>"));
    QCOMPARE(ids.size(), std::size_t(6)); // three bytes, two spaces, one letter
}

void SentencePieceFileTest::unusedPiecesAreNeverProduced()
{
    const std::vector<Piece> pieces{ { "<unk>", 0, PieceType::Unknown }, { "C", -1, PieceType::Normal },
        { "l", -2, PieceType::Normal }, { "Cl", -3, PieceType::Unused }, { "Cll", -4, PieceType::Normal } };
    const auto file = parsed(sentencePieceModel(pieces));
    QCOMPARE(file->encode("Cl"), (std::vector<std::int32_t>{ 1, 2 }));
    QCOMPARE(file->encode("Cll"), (std::vector<std::int32_t>{ 4 })); // though one may lead to another
    QCOMPARE(file->pieces()[3].type, PieceType::Unused);
}

void SentencePieceFileTest::brokenFilesAreRefused_data()
{
    QTest::addColumn<std::string>("contents");
    const std::string model = sampleModel();
    QTest::newRow("empty") << std::string();
    QTest::newRow("text") << std::string("<html>not found</html>");
    QTest::newRow("an LFS pointer") << std::string(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4241003\n");
    QTest::newRow("zeros") << std::string(1000, '\0');
    QTest::newRow("without <unk>") << sentencePieceModel(std::vector<Piece>{ { "a", 0, PieceType::Normal } });
    QTest::newRow("a piece twice") << sentencePieceModel(std::vector<Piece>{
        { "<unk>", 0, PieceType::Unknown }, { "a", 0, PieceType::Normal }, { "a", 0, PieceType::Normal } });
    QTest::newRow("an empty piece") << sentencePieceModel(
        std::vector<Piece>{ { "<unk>", 0, PieceType::Unknown }, { "", 0, PieceType::Normal } });
    QTest::newRow("one byte piece of 256") << sentencePieceModel(
        std::vector<Piece>{ { "<unk>", 0, PieceType::Unknown }, { "<0x41>", 0, PieceType::Byte } });
    for (std::size_t bytes = 1; bytes < 60; bytes += 7)
        QTest::addRow("last %zu bytes missing", bytes) << model.substr(0, model.size() - bytes);
    QTest::newRow("half") << model.substr(0, model.size() / 2 + 1);
}

void SentencePieceFileTest::brokenFilesAreRefused()
{
    QFETCH(const std::string, contents);
    const auto file = SentencePieceFile::parse(contents, "broken/tokenizer.model");
    QVERIFY(!file.ok());
    QCOMPARE(file.error().code, ErrorCode::InvalidModel);
    QVERIFY(file.error().message.starts_with("broken/tokenizer.model: "));
}

// Such a file may well load; it must then encode something.
void SentencePieceFileTest::flippedBytesDoNoHarm()
{
    std::mt19937_64 random(1);
    int loaded = 0;
    for (int round = 0; round < 60; ++round) {
        std::string model = sampleModel();
        for (std::uint64_t flips = 1 + random() % 4; flips > 0; --flips) {
            const std::size_t from = random() % 3 == 0 ? 0 : model.size() - 400; // the settings stand at the end
            model[from + random() % (model.size() - from)] = static_cast<char>(random());
        }
        const auto file = SentencePieceFile::parse(model, "flipped.model");
        if (!file.ok())
            continue;
        ++loaded;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            for (const std::int32_t id : file.value()->encode(strangeText(seed)))
                QVERIFY(id >= 0 && static_cast<std::size_t>(id) < file.value()->pieces().size());
        }
    }
    QVERIFY(loaded > 5 && loaded < 60); // else nothing was tried
}

QTEST_APPLESS_MAIN(SentencePieceFileTest)
#include "sentencepiece_file_test.moc"
