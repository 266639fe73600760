// Where a line is doubtful: characters, words, pieces that know their characters and those that do not.

#include <QtTest>

#include "pipelines/decode/line_doubts.h"

using namespace palimpsest;

namespace {

constexpr double kThreshold = 0.9;

// A digit for each character: tenths of certainty, 9 for all of it.
TextPiece piece(const std::string& text, const std::string& sure, double left)
{
    TextPiece made{ text, { left, 10, left + 10 * static_cast<double>(sure.size()), 30 }, 0.99, 0 };
    for (const char digit : sure)
        made.characterConfidences.push_back(digit == '9' ? 1.0F : static_cast<float>(digit - '0') / 10);
    return made;
}

TextLine lineOf(const std::string& text, const std::vector<TextPiece>& pieces)
{
    return { text, { 0, 10, 400, 30 }, 0.99, pieces };
}

} // namespace

class LineDoubtsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doubtsStandWhereTheyAre_data();
    void doubtsStandWhereTheyAre();
    void theLeastSureCharacterCounts();
    void whatIsNotKnownByCharacterIsDoubtfulAsAWhole();
    void boxesAreSharesOfTheirPieces();
};

void LineDoubtsTest::doubtsStandWhereTheyAre_data()
{
    QTest::addColumn<QString>("sure");
    QTest::addColumn<QString>("doubtful"); // the line, doubts in brackets
    const auto row = [](const char* name, const char* sure, const char* doubtful) {
        QTest::newRow(name) << QString::fromLatin1(sure) << QString::fromLatin1(doubtful);
    };
    row("sure", "9999 99999", "Mrs: Helen");
    row("one letter among sure ones", "9995 99999", "Mrs[:] Helen");
    row("two of one word", "9999 95959", "Mrs: H[ele]n");
    row("one of each word", "5999 99995", "[M]rs: Hele[n]");
    row("the space that touches", "999559999 ", "Mrs[: ]Helen");
    row("words that may be one", "9999559999", "Mrs:[ H]elen");
    row("everything", "5555555555", "[Mrs: Helen]");
}

void LineDoubtsTest::doubtsStandWhereTheyAre()
{
    QFETCH(QString, sure);
    QFETCH(const QString, doubtful);
    sure.replace(QLatin1Char(' '), QLatin1Char('9'));
    const TextLine line = lineOf("Mrs: Helen", { piece("Mrs: Helen", sure.toStdString(), 0) });
    std::string marked = line.text;
    const std::vector<LineDoubt> doubts = lineDoubts(line, kThreshold);
    for (auto doubt = doubts.rbegin(); doubt != doubts.rend(); ++doubt) {
        marked.insert(doubt->end, "]");
        marked.insert(doubt->begin, "[");
    }
    QCOMPARE(QString::fromStdString(marked), doubtful);
}

void LineDoubtsTest::theLeastSureCharacterCounts()
{
    // Beyond ASCII, and in the second piece behind one that continues a word.
    const TextLine line = lineOf("na\xC3\xAFve t\xC3\xA9st",
        { piece("na", "99", 0), piece("\xC3\xAFve", "899", 20), piece("t\xC3\xA9st", "9739", 60) });
    const std::vector<LineDoubt> doubts = lineDoubts(line, kThreshold);
    QCOMPARE(doubts.size(), std::size_t{ 2 });
    QCOMPARE(line.text.substr(doubts[0].begin, doubts[0].end - doubts[0].begin), std::string("\xC3\xAF"));
    QCOMPARE(line.text.substr(doubts[1].begin, doubts[1].end - doubts[1].begin), std::string("\xC3\xA9s"));
    QVERIFY(std::abs(doubts[1].confidence - 0.3) < 1e-6);
    QVERIFY(lineDoubts(line, 0.2).empty());
}

void LineDoubtsTest::whatIsNotKnownByCharacterIsDoubtfulAsAWhole()
{
    TextLine line = lineOf("one two", { piece("one", "999", 0), piece("two", "", 40) });
    QVERIFY(lineDoubts(line, kThreshold).empty());
    line.pieces[1].confidence = 0.5;
    QCOMPARE(lineDoubts(line, kThreshold), (std::vector<LineDoubt>{ { 4, 7, 0.5 } }));
    line.pieces[1].confidence.reset();
    QVERIFY(lineDoubts(line, kThreshold).empty());
    line.pieces.clear();
    line.confidence = 0.25;
    QCOMPARE(lineDoubts(line, kThreshold), (std::vector<LineDoubt>{ { 0, 7, 0.25 } }));
    // What a person wrote has no doubts, and neither has what stands behind it.
    const TextLine corrected = lineOf("won two", { piece("one", "555", 0), piece("two", "555", 40) });
    QVERIFY(lineDoubts(corrected, kThreshold).empty());
}

void LineDoubtsTest::boxesAreSharesOfTheirPieces()
{
    const TextLine line = lineOf("abcd ef", { piece("abcd", "9999", 100), piece("ef", "99", 200) });
    QCOMPARE(boxWithin(line, 1, 2), (RectF{ 110, 10, 120, 30 }));
    QCOMPARE(boxWithin(line, 3, 6), (RectF{ 130, 10, 210, 30 }));
    QCOMPARE(boxWithin(lineOf("abcd", {}), 1, 2), (RectF{ 0, 10, 400, 30 })); // without pieces: the line
}

QTEST_APPLESS_MAIN(LineDoubtsTest)
#include "line_doubts_test.moc"
