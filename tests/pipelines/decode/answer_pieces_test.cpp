// Answers as pieces, by token ids and by text, with a real vocabulary.

#include <QtTest>

#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/located_text.h"
#include "tests/support/sample_vocabulary.h"

using namespace palimpsest;

namespace {

using Kind = AnswerPiece::Kind;

// The answer that has these ids, each with its own log-probability.
Answer answerOf(const Vocabulary& vocabulary, const std::vector<std::int32_t>& ids)
{
    Answer answer;
    answer.text = vocabulary.decode(ids);
    for (std::size_t i = 0; i < ids.size(); ++i)
        answer.tokens.push_back({ ids[i], -0.25F * static_cast<float>(i) });
    return answer;
}

std::string textOf(const std::vector<AnswerPiece>& pieces)
{
    std::string text;
    for (const AnswerPiece& piece : pieces)
        text += piece.text;
    return text;
}

} // namespace

class AnswerPiecesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsAndTextAgree();
    void spelledOutLocationsAreTextWhenIdsSaySo();
    void everyIdIsTaken();
    void forcedTokensHaveNoProbability();
};

void AnswerPiecesTest::idsAndTextAgree()
{
    const auto vocabulary = sampleVocabulary();
    const std::string text = "<loc0001><loc0002><loc0003><loc1023> na\xC3\xAFve \xF0\x9D\x84\x9E text ; "
                             "<loc0004><loc0003><loc0005><loc0006><seg000><seg127>";
    const Answer answer = answerOf(*vocabulary, vocabulary->encode(text));
    const LocatedGrammar grammar{ LocatedKind::Transcription, PairOrder::BoxFirst, CoordinateOrder::YFirst };
    const LocatedAnswer byIds = parseLocatedText(answerPieces(answer, vocabulary.get()), grammar);
    const LocatedAnswer byText = parseLocatedText(answerPieces(answer, nullptr), grammar);
    QCOMPARE(byIds.items.size(), std::size_t{ 2 });
    QCOMPARE(byText.items.size(), std::size_t{ 2 });
    QCOMPARE(byIds.warnings, byText.warnings);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(byIds.items[i].bins, byText.items[i].bins);
        QCOMPARE(byIds.items[i].text, byText.items[i].text);
    }
    QCOMPARE(byIds.items[0].text, std::string("na\xC3\xAFve \xF0\x9D\x84\x9E text"));
    QVERIFY(byIds.items[0].boxConfidence && byIds.items[0].textConfidence);
    QVERIFY(!byText.items[0].boxConfidence && !byText.items[0].textConfidence);
}

void AnswerPiecesTest::spelledOutLocationsAreTextWhenIdsSaySo()
{
    const auto vocabulary = sampleVocabulary();
    std::vector<std::int32_t> ids;
    for (const char c : std::string("<loc0001>")) {
        const std::vector<std::int32_t> one = vocabulary->encode(std::string(1, c));
        ids.insert(ids.end(), one.begin(), one.end());
    }
    const Answer answer = answerOf(*vocabulary, ids);
    QCOMPARE(answer.text, std::string("<loc0001>"));
    for (const AnswerPiece& piece : answerPieces(answer, vocabulary.get()))
        QCOMPARE(piece.kind, Kind::Text);
    QCOMPARE(answerPieces(answer, nullptr).front().kind, Kind::Location);
}

void AnswerPiecesTest::everyIdIsTaken()
{
    const auto vocabulary = sampleVocabulary();
    std::vector<std::int32_t> ids{ -1, static_cast<std::int32_t>(vocabulary->size()) + 5 };
    for (std::int32_t id = 0; id < static_cast<std::int32_t>(vocabulary->size()); ++id)
        ids.push_back(id);
    const std::vector<AnswerPiece> pieces = answerPieces(answerOf(*vocabulary, ids), vocabulary.get());
    QCOMPARE(pieces.size(), ids.size());
    QCOMPARE(pieces[0].kind, Kind::Unknown);
    QCOMPARE(pieces[1].kind, Kind::Unknown);
    QCOMPARE(pieces[static_cast<std::size_t>(vocabulary->bosId()) + 2].kind, Kind::Control);
    QCOMPARE(std::count_if(pieces.begin(), pieces.end(), [](const AnswerPiece& p) { return p.kind == Kind::Location; }),
        1024);
    QCOMPARE(
        std::count_if(pieces.begin(), pieces.end(), [](const AnswerPiece& p) { return p.kind == Kind::Segment; }), 128);
}

void AnswerPiecesTest::forcedTokensHaveNoProbability()
{
    const auto vocabulary = sampleVocabulary();
    Answer answer = answerOf(*vocabulary, vocabulary->encode("ab cd"));
    answer.forcedTokens = 1;
    const std::vector<AnswerPiece> pieces = answerPieces(answer, vocabulary.get());
    QVERIFY(pieces.size() >= 2);
    QVERIFY(!pieces[0].logProbability);
    QCOMPARE(pieces[1].logProbability, std::optional(-0.25F));
    QCOMPARE(textOf(pieces), std::string("ab cd"));
}

QTEST_GUILESS_MAIN(AnswerPiecesTest)
#include "answer_pieces_test.moc"
