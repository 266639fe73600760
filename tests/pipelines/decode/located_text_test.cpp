// The state machine over whatever a model may write: every row of the specification's table, the three grammars in both
// orders, confidences, and random pieces that must not break it.

#include <QtTest>
#include <cmath>
#include <random>

#include "engine/base/text.h"
#include "pipelines/decode/located_text.h"
#include "pipelines/decode/location_tokens.h"

using namespace palimpsest;

namespace {

constexpr LocatedGrammar kOcr{ LocatedKind::Transcription, PairOrder::BoxFirst, CoordinateOrder::YFirst };
constexpr LocatedGrammar kLabels{ LocatedKind::Label, PairOrder::BoxFirst, CoordinateOrder::YFirst };

const std::string kBox = "<loc0100><loc0200><loc0300><loc0400>";

std::string segments(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += segmentPieceText(i);
    return text;
}

LocatedAnswer parse(
    const std::string& text, const LocatedGrammar& grammar = kLabels, StopReason reason = StopReason::EndOfSequence)
{
    return parseLocatedText(answerPieces(text), grammar, reason);
}

QString describe(const LocatedAnswer& answer)
{
    QStringList parts;
    for (const LocatedText& item : answer.items)
        parts << QStringLiteral("[%1 %2 %3 %4] %5%6")
                     .arg(item.bins[0])
                     .arg(item.bins[1])
                     .arg(item.bins[2])
                     .arg(item.bins[3])
                     .arg(QString::fromStdString(item.text), item.codes ? QStringLiteral(" +mask") : QString());
    if (!answer.looseText.empty())
        parts << QStringLiteral("loose ") + QString::fromStdString(answer.looseText);
    for (const AnswerWarning warning : answer.warnings)
        parts << QStringLiteral("! ")
                + QString::fromUtf8(nameOf(warning).data(), static_cast<int>(nameOf(warning).size()));
    return parts.join(QStringLiteral(" | "));
}

} // namespace

class LocatedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhateverComes_data();
    void readsWhateverComes();
    void boxesAreFractionsOfTheTile();
    void theTokenLimitLeavesWholeObjects();
    void repetitionsAreDropped();
    void textMayStandBeforeItsBox();
    void confidencesLeaveSeparatorsOut();
    void everyCharacterIsAsSureAsItsLeastToken();
    void brokenBytesBecomeReplacementCharacters();
    void randomPiecesNeverBreakIt();
};

void LocatedTextTest::readsWhateverComes_data()
{
    QTest::addColumn<bool>("ocr");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("expected");
    const std::string& box = kBox;
    const std::string other = "<loc0001><loc0002><loc0003><loc0004>";
    const auto seg = [](int count) { return segments(count); };
    const auto row = [](const char* name, bool ocr, const std::string& answer, const std::string& expected) {
        QTest::newRow(name) << ocr << QString::fromStdString(answer) << QString::fromStdString(expected);
    };

    row("nothing", false, "", "");
    row("one object", false, box + " cat", "[100 200 300 400] cat");
    row("two objects", false, box + " cat ; " + other + " dog", "[100 200 300 400] cat | [1 2 3 4] dog");
    row("separators without spaces", false, box + "cat;" + other + "dog", "[100 200 300 400] cat | [1 2 3 4] dog");
    row("trailing separator", false, box + " cat ;", "[100 200 300 400] cat");
    row("transcription with a semicolon", true, box + " a; b ;c ; " + other + " d;",
        "[100 200 300 400] a; b ;c | [1 2 3 4] d;");
    row("transcription of a semicolon", true, box + " ; ; " + other + " x", "[100 200 300 400] ; | [1 2 3 4] x");
    row("transcription with angle brackets", true, box + " if a<b> then", "[100 200 300 400] if a<b> then");
    row("transcription that looks like a token", true, box + " <loc12>", "[100 200 300 400] <loc12>");
    row("text without a box", false, "no object", "loose no object | ! loose_text");
    row("text before the first box", false, "there is " + box + " cat",
        "[100 200 300 400] cat | loose there is | ! loose_text");
    row("label with a semicolon", false, box + " cat ; dog", "[100 200 300 400] cat | loose dog | ! loose_text");

    row("end inside a box", false, box + " cat ; <loc0001><loc0002>", "[100 200 300 400] cat | ! truncated_box");
    row("text inside a box", false, "<loc0001><loc0002><loc0003> cat ; " + box + " dog",
        "[100 200 300 400] dog | loose cat | ! truncated_box | ! loose_text");
    row("fifth location token", false, box + other + " dog", "[100 200 300 400]  | [1 2 3 4] dog");
    row("mask", false, box + seg(16) + " cat", "[100 200 300 400] cat +mask");
    row("mask without a label", false, box + seg(16), "[100 200 300 400]  +mask");
    row("two masks", false, box + seg(16) + " cat ; " + other + seg(16) + " dog",
        "[100 200 300 400] cat +mask | [1 2 3 4] dog +mask");
    row("mask without a box", false, seg(16) + " cat ; " + box + " dog", "[100 200 300 400] dog | ! orphan_seg");
    row("mask behind the label", false, box + " cat" + seg(3), "[100 200 300 400] cat | ! orphan_seg");
    row("mask in a partial box", false, "<loc0001>" + seg(2) + box + " cat",
        "[100 200 300 400] cat | ! truncated_box | ! orphan_seg");
    row("short mask", false, box + seg(15) + " cat", "[100 200 300 400] cat | ! short_mask");
    row("short mask at the end", false, box + seg(1), "[100 200 300 400]  | ! short_mask");
    row("long mask", false, box + seg(18) + " cat", "[100 200 300 400] cat +mask | ! long_mask");

    row("inverted", false, "<loc0300><loc0200><loc0100><loc0400> cat", "[300 200 100 400] cat | ! inverted_box");
    row("degenerate", false, "<loc0300><loc0200><loc0300><loc0400> cat", "[300 200 300 400] cat | ! degenerate_box");
    row("control tokens", false, "<bos>" + box + "<pad> cat<image>", "[100 200 300 400] cat | ! control_token");
    row("label with markup", false, box + " <b>cat</b>", "[100 200 300 400] bcat/b | ! stripped_label");
    row("control characters", true, box + " a\tb\x01", "[100 200 300 400] ab | ! stripped_label");
}

void LocatedTextTest::readsWhateverComes()
{
    QFETCH(const bool, ocr);
    QFETCH(const QString, answer);
    QFETCH(const QString, expected);
    QCOMPARE(describe(parse(answer.toStdString(), ocr ? kOcr : kLabels)), expected);
}

void LocatedTextTest::boxesAreFractionsOfTheTile()
{
    const LocatedAnswer answer
        = parse("<loc0000><loc0512><loc1023><loc1023> cat ; <loc0009><loc0000><loc0003><loc0001> dog");
    QCOMPARE(answer.items.size(), std::size_t{ 2 });
    QCOMPARE(answer.items[0].box, (RectF{ 512.0 / 1023, 0, 1, 1 }));
    QCOMPARE(answer.items[0].state, BoxState::Valid);
    QCOMPARE(answer.items[1].state, BoxState::Inverted);
    QCOMPARE(answer.items[1].box.top, 9.0 / 1023); // not swapped
}

void LocatedTextTest::theTokenLimitLeavesWholeObjects()
{
    const std::string text = kBox + " cat ; <loc0001><loc0002><loc0003><loc0004> do";
    const LocatedAnswer labels = parse(text, kLabels, StopReason::TokenLimit);
    QCOMPARE(labels.items.size(), std::size_t{ 1 });
    QCOMPARE(labels.warnings, std::vector{ AnswerWarning::TokenLimit });

    // The beginning of a line of text is worth having.
    const LocatedAnswer lines = parse(text, kOcr, StopReason::TokenLimit);
    QCOMPARE(lines.items.size(), std::size_t{ 2 });
    QVERIFY(lines.items[0].complete);
    QVERIFY(!lines.items[1].complete);
    QCOMPARE(lines.items[1].text, std::string("do"));

    const LocatedAnswer partial = parse(kBox + " cat ; <loc0001>", kLabels, StopReason::TokenLimit);
    QCOMPARE(partial.items.size(), std::size_t{ 1 });
}

void LocatedTextTest::repetitionsAreDropped()
{
    const std::string cat = kBox + " cat ; ";
    QCOMPARE(parse(cat + cat).items.size(), std::size_t{ 2 }); // twice may be two readings, three times is a loop
    const LocatedAnswer loop = parse(cat + "<loc0001><loc0002><loc0003><loc0004> dog ; " + cat + cat);
    QCOMPARE(loop.items.size(), std::size_t{ 2 });
    QCOMPARE(loop.warnings, std::vector{ AnswerWarning::Loop });
    QCOMPARE(parse(cat, kLabels, StopReason::Loop).warnings, std::vector{ AnswerWarning::Loop });
}

void LocatedTextTest::textMayStandBeforeItsBox()
{
    constexpr LocatedGrammar kTextFirst{ LocatedKind::Transcription, PairOrder::TextFirst, CoordinateOrder::XFirst };
    const LocatedAnswer answer
        = parse("one; two" + kBox + " ; three <loc0001><loc0002><loc0003><loc0004> ; rest", kTextFirst);
    QCOMPARE(
        describe(answer), QStringLiteral("[100 200 300 400] one; two | [1 2 3 4] three | loose rest | ! loose_text"));
    QCOMPARE(answer.items[0].box.left, 100.0 / 1023);
}

void LocatedTextTest::confidencesLeaveSeparatorsOut()
{
    using Kind = AnswerPiece::Kind;
    std::vector<AnswerPiece> pieces;
    for (const int bin : { 100, 200, 300, 400 })
        pieces.push_back({ Kind::Location, bin, {}, -0.5F });
    pieces.push_back({ Kind::Text, 0, " ", -9.0F });
    pieces.push_back({ Kind::Text, 0, "ca", -0.1F });
    pieces.push_back({ Kind::Text, 0, "t", -0.3F });
    pieces.push_back({ Kind::Text, 0, " ;", -9.0F });
    const LocatedAnswer answer = parseLocatedText(pieces, kOcr);
    QCOMPARE(answer.items.size(), std::size_t{ 1 });
    QVERIFY(std::fabs(answer.items[0].boxConfidence.value() - std::exp(-0.5)) < 1e-6);
    QVERIFY(std::fabs(answer.items[0].textConfidence.value() - std::exp(-0.2)) < 1e-6);

    pieces[6].logProbability.reset(); // a forced token does not count
    QVERIFY(std::fabs(parseLocatedText(pieces, kOcr).items[0].textConfidence.value() - std::exp(-0.1)) < 1e-6);
    pieces[5].logProbability.reset();
    QVERIFY(!parseLocatedText(pieces, kOcr).items[0].textConfidence);
}

void LocatedTextTest::everyCharacterIsAsSureAsItsLeastToken()
{
    using Kind = AnswerPiece::Kind;
    std::vector<AnswerPiece> pieces;
    for (const int bin : { 100, 200, 300, 400 })
        pieces.push_back({ Kind::Location, bin, {}, -9.0F });
    for (const auto& [text, logProbability] : std::initializer_list<std::pair<const char*, float>>{ { " \x01", -9.0F },
             { "ca", -0.5F }, { "\xC3", -0.25F }, { "\xA9", -2.0F }, { "\xE2\x82", -1.0F }, { " ;", -9.0F } })
        pieces.push_back({ Kind::Text, 0, text, logProbability });
    const LocatedText item = parseLocatedText(pieces, kOcr).items.at(0);
    QCOMPARE(item.text, std::string("ca\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD")); // a control character is left out
    const std::vector<float> expected{ std::exp(-0.5F), std::exp(-0.5F), std::exp(-2.0F), std::exp(-1.0F),
        std::exp(-1.0F) };
    QCOMPARE(item.characterConfidences, expected);

    pieces[6].logProbability.reset();
    QVERIFY(parseLocatedText(pieces, kOcr).items.at(0).characterConfidences.empty());
}

void LocatedTextTest::brokenBytesBecomeReplacementCharacters()
{
    using Kind = AnswerPiece::Kind;
    std::vector<AnswerPiece> pieces = answerPieces(kBox);
    pieces.push_back({ Kind::Text, 0, "\xC3", {} }); // byte pieces join to one character
    pieces.push_back({ Kind::Text, 0, "\xA9", {} });
    pieces.push_back({ Kind::Text, 0, "\xE2\x82", {} }); // and this one never ends
    pieces.push_back({ Kind::Unknown, 0, {}, {} });
    const LocatedAnswer answer = parseLocatedText(pieces, kOcr);
    QCOMPARE(answer.items[0].text, std::string("\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));
    QCOMPARE(answer.warnings, (std::vector{ AnswerWarning::UnknownToken, AnswerWarning::InvalidText }));
}

void LocatedTextTest::randomPiecesNeverBreakIt()
{
    std::mt19937 random(7);
    const std::vector<std::string> words{ "a", " ", ";", " ; ", "<", ">", "\xFF", "\n", "<loc", "" };
    for (int round = 0; round < 2000; ++round) {
        std::vector<AnswerPiece> pieces(random() % 60);
        for (AnswerPiece& piece : pieces) {
            piece.kind = static_cast<AnswerPiece::Kind>(random() % 5);
            piece.value = static_cast<int>(random() % (piece.kind == AnswerPiece::Kind::Location ? 1024 : 128));
            piece.text = words[random() % words.size()];
        }
        const LocatedGrammar grammar{ static_cast<LocatedKind>(random() % 2), static_cast<PairOrder>(random() % 2),
            static_cast<CoordinateOrder>(random() % 2) };
        const LocatedAnswer answer = parseLocatedText(pieces, grammar, static_cast<StopReason>(random() % 3));
        for (const LocatedText& item : answer.items) {
            QCOMPARE(withValidUtf8(item.text), item.text);
            QCOMPARE(item.state == BoxState::Inverted, item.box.width() < 0 || item.box.height() < 0);
        }
    }
}

QTEST_APPLESS_MAIN(LocatedTextTest)
#include "located_text_test.moc"
