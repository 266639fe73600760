// Prose with boxes: which words each box means, whatever else a model writes.

#include <QtTest>
#include <cmath>

#include "pipelines/decode/grounded_text.h"

using namespace palimpsest;

namespace {

const std::string kBox = "<loc0000><loc0102><loc0511><loc1023>";

// "dog|chair": the phrases, and '!' behind those whose box is none.
std::string phrasesOf(const GroundedAnswer& answer)
{
    std::string text;
    for (const GroundedPhrase& phrase : answer.phrases)
        text += (text.empty() ? "" : "|") + phrase.text + (phrase.state == BoxState::Valid ? "" : "!");
    return text;
}

} // namespace

class GroundedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void phrasesStandBesideTheirBoxes_data();
    void phrasesStandBesideTheirBoxes();
    void boxesAreWhereTheAnswerSays();
    void confidenceIsThatOfTheBox();
    void cutOffProseLosesItsLastPhrases();
};

// B stands for a box, U for one upside down.
void GroundedTextTest::phrasesStandBesideTheirBoxes_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("boxFirst");
    QTest::addColumn<QString>("prose");
    QTest::addColumn<QString>("phrases");
    QTest::addColumn<int>("warnings");
    const auto row = [](const char* name, const char* answer, bool boxFirst, const char* prose, const char* phrases,
                         int warnings = 0) {
        QTest::newRow(name) << QString::fromUtf8(answer) << boxFirst << QString::fromUtf8(prose)
                            << QString::fromUtf8(phrases) << warnings;
    };
    row("no box", "a dog on a chair.", true, "a dog on a chair.", "");
    row("nothing", "", true, "", "");
    row("before the words", "B a dog ; B a red chair", true, "a dog ; a red chair", "a dog|a red chair");
    row("behind the words", "a dog B sits on a chair B.", false, "a dog sits on a chair.", "a dog|sits on a chair");
    row("without spaces", "a dogB on a chairB", false, "a dog on a chair", "a dog|on a chair");
    row("clauses end phrases", "In the rain, a dog B, wet B through.", false, "In the rain, a dog, wet through.",
        "a dog|wet");
    row("clauses end phrases before boxes, too", "B a dog, wet. B v1.5 of a chair; old", true,
        "a dog, wet. v1.5 of a chair; old", "a dog|v1.5 of a chair");
    row("two boxes of one phrase", "two dogs B B here", false, "two dogs here", "two dogs|two dogs");
    row("two boxes before one phrase", "BB two dogs", true, "two dogs", "two dogs|two dogs");
    row("a box without words", "B", true, "", "");
    row("a box upside down", "U a dog", true, "a dog", "a dog!", 1);
    row("a box that breaks off", "a dog <loc0001><loc0002>", false, "a dog", "", 1);
    row("a mask", "a dog <seg001>B", false, "a dog", "a dog", 1);
    row("text of bytes that are none", "B a d\xEF\xBF\xBDg", true, "a d\xEF\xBF\xBDg", "a d\xEF\xBF\xBDg");
}

void GroundedTextTest::phrasesStandBesideTheirBoxes()
{
    QFETCH(QString, answer);
    QFETCH(const bool, boxFirst);
    answer.replace(QLatin1Char('B'), QString::fromStdString(kBox));
    answer.replace(QLatin1Char('U'), QStringLiteral("<loc0900><loc0102><loc0511><loc1023>"));
    const GroundedAnswer found = parseGroundedText(answerPieces(answer.toStdString()),
        boxFirst ? PairOrder::BoxFirst : PairOrder::TextFirst, CoordinateOrder::YFirst);
    QTEST(QString::fromStdString(found.prose.text), "prose");
    const QString phrases = QString::fromStdString(phrasesOf(found));
    if (QLatin1String(QTest::currentDataTag()) == QLatin1String("a box without words"))
        QCOMPARE(found.phrases.size(), std::size_t{ 1 });
    QTEST(phrases, "phrases");
    QTEST(static_cast<int>(found.prose.warnings.size()), "warnings");
    for (const GroundedPhrase& phrase : found.phrases)
        QVERIFY(found.prose.text.find(phrase.text) != std::string::npos);
}

void GroundedTextTest::boxesAreWhereTheAnswerSays()
{
    const auto boxOfOnly = [](CoordinateOrder order) {
        return parseGroundedText(answerPieces(kBox + " a dog"), PairOrder::BoxFirst, order).phrases.at(0).box;
    };
    QCOMPARE(boxOfOnly(CoordinateOrder::YFirst), (RectF{ 102 / 1023.0, 0, 1, 511 / 1023.0 }));
    QCOMPARE(boxOfOnly(CoordinateOrder::XFirst), (RectF{ 0, 102 / 1023.0, 511 / 1023.0, 1 }));
}

void GroundedTextTest::confidenceIsThatOfTheBox()
{
    std::vector<AnswerPiece> pieces{ { AnswerPiece::Kind::Text, 0, "a dog", -2.0F } };
    for (const float probability : { -0.25F, -0.25F, -0.75F, -0.75F })
        pieces.push_back({ AnswerPiece::Kind::Location, 9, {}, probability });
    const GroundedAnswer answer = parseGroundedText(pieces, PairOrder::TextFirst, CoordinateOrder::YFirst);
    QVERIFY(std::fabs(answer.phrases.at(0).confidence.value() - std::exp(-0.5)) < 1e-6);
    QVERIFY(std::fabs(answer.prose.confidence.value() - std::exp(-2.0)) < 1e-6);
    QCOMPARE(answer.prose.warnings, std::vector{ AnswerWarning::DegenerateBox });
}

void GroundedTextTest::cutOffProseLosesItsLastPhrases()
{
    const GroundedAnswer answer = parseGroundedText(answerPieces("A dog " + kBox + " sits. A cat " + kBox + " is"),
        PairOrder::TextFirst, CoordinateOrder::YFirst, StopReason::TokenLimit);
    QCOMPARE(answer.prose.text, std::string("A dog sits."));
    QCOMPARE(phrasesOf(answer), std::string("A dog"));
}

QTEST_APPLESS_MAIN(GroundedTextTest)
#include "grounded_text_test.moc"
