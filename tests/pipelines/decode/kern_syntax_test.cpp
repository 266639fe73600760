// **kern as notes and back: what is written in its normal form comes back byte for byte, and what is broken is made
// whole and named.

#include <QtTest>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/score_words.h"

using namespace palimpsest;

namespace {

QString faultsOf(const std::vector<ScoreWarning>& warnings)
{
    QStringList words;
    for (const ScoreWarning& warning : warnings)
        words += QString::fromStdString(
            std::string(wordOf(warning.fault)) + (warning.line ? "@" + std::to_string(*warning.line) : std::string()));
    return words.join(QLatin1Char(' '));
}

} // namespace

class KernSyntaxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notes_data();
    void notes();
    void noNotes_data();
    void noNotes();
    void textComesBack_data();
    void textComesBack();
    void brokenTextIsMadeWhole_data();
    void brokenTextIsMadeWhole();
    void otherDialectsAreRead();
    void hostileTextIsBounded_data();
    void hostileTextIsBounded();
};

void KernSyntaxTest::notes_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("alteration");
    QTest::addColumn<QString>("quarters"); // as a fraction
    const auto row = [](const char* token, int step, int alteration, const char* quarters) {
        QTest::newRow(token) << QString::fromLatin1(token) << step << alteration << QString::fromLatin1(quarters);
    };
    row("4c", 0, 0, "1/1");
    row("8.cc#", 7, 1, "3/4");
    row("2..B-", -1, -1, "7/2");
    row("0CC", -14, 0, "8/1");
    row("3%2bb--", 13, -2, "8/3");
    row("12f##L", 3, 2, "1/3");
    row("16gnJJ", 4, 0, "1/4");
    row("[4a/", 5, 0, "1/1");
    row("4e_", 2, 0, "1/1");
    row("(4ddd)", 15, 0, "1/1");
    row("8qg", 4, 0, "0/1");
    row("qg", 4, 0, "0/1");
    row("8gqL", 4, 0, "0/1");
    row("1r", 0, 0, "4/1");
}

void KernSyntaxTest::notes()
{
    QFETCH(const QString, token);
    QFETCH(const int, step);
    QFETCH(const int, alteration);
    QFETCH(const QString, quarters);
    const std::optional<KernNote> note = readKernNote(token.toStdString());
    QVERIFY(note.has_value());
    QCOMPARE(note->step, step);
    QCOMPARE(note->alteration, alteration);
    QCOMPARE(note->rest, token.contains(QLatin1Char('r')));
    const Fraction length = note->quarters();
    QCOMPARE(QStringLiteral("%1/%2").arg(length.top).arg(length.bottom), quarters);
    QVERIFY(readKernNote(noteText(*note)) == note); // written and read again
    if (!token.contains(QLatin1Char('q')))
        QCOMPARE(QString::fromStdString(noteText(*note)), token);
}

void KernSyntaxTest::noNotes_data()
{
    QTest::addColumn<QString>("token");
    for (const char* token : { "", "4", "c", "4h", "4cc4", "4.....c", "9999999c", "4ccccccccc", "4c####", "4%0c", "4%c",
             "[", "q", "4cd", "r", "8.", "4-c" })
        QTest::newRow(token) << QString::fromLatin1(token);
}

void KernSyntaxTest::noNotes()
{
    QFETCH(const QString, token);
    QVERIFY(!readKernNote(token.toStdString()));
}

void KernSyntaxTest::textComesBack_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<int>("spines");
    QTest::newRow("a melody") << QStringLiteral(
        "**kern\n*clefG2\n*k[f#c#]\n*M4/4\n4f#\n8.gL\n16aJk\n4r\n2.b\n=\n1dd\n==\n*-\n")
                              << 1;
    QTest::newRow("a grand staff with chords and ties") << QStringLiteral(
        "!!!COM: Somebody\n**kern\t**kern\n*clefF4\t*clefG2\n*k[b-e-]\t*k[b-e-]\n*M3/4\t*M3/4\n"
        "*met(c|)\t*\n[2.BB- 2.D\t4b-/ 4dd\n.\t8ccL\n.\t8ddJ\n.\t(4ee-)\n=2\t=2\n2.BB-]\t12fL\n"
        ".\t12g\n.\t12aJ\n.\t2b-;\n==\t==\n*-\t*-\n") << 2;
    QTest::newRow("spines that part and join") << QStringLiteral(
        "**kern\t**kern\n*\t*^\n4C\t4c\t4e\n*\t*v\t*v\n4D\t4d\n*^\t*^\n4C\t4E\t4c\t4e\n*v\t*v\t*v\t*v\n"
        "1c\n*-\n") << 2;
}

void KernSyntaxTest::textComesBack()
{
    QFETCH(const QString, kern);
    QFETCH(const int, spines);
    const KernReading reading = readKern(kern.toStdString());
    QCOMPARE(faultsOf(reading.warnings), QString());
    QCOMPARE(static_cast<int>(reading.spines), spines);
    QCOMPARE(QString::fromStdString(kernText(reading.score)), kern);
}

void KernSyntaxTest::brokenTextIsMadeWhole_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("faults");
    const auto row = [](const char* name, const char* kern, const char* whole, const char* faults) {
        QTest::newRow(name) << QString::fromLatin1(kern) << QString::fromLatin1(whole) << QString::fromLatin1(faults);
    };
    row("nothing", " \n\n", "", "empty_answer");
    row("comments alone", "!!!COM: x\n! y", "", "empty_answer");
    row("no header", "4c\n*-", "**kern\n4c\n*-\n", "no_header@1");
    row("no end", "**kern\n4c", "**kern\n4c\n*-\n", "unterminated");
    row("too few fields", "**kern\t**kern\n4c\n=\n*-", "**kern\t**kern\n4c\t.\n=\t=\n*-\t*\n*-\n",
        "spine_count@2 spine_count@3 spine_count@4 unterminated");
    row("too many fields", "**kern\n4c\t4d\n*-", "**kern\n4c\n*-\n", "spine_count@2");
    row("no note", "**kern\n4c\nwrong\n4x 4c\n*-", "**kern\n4c\nwrong\n4x 4c\n*-\n", "unknown_token@3 unknown_token@4");
    row("empty field", "**kern\t**kern\n4c\t\t4d\n*-\t*-", "**kern\t**kern\n4c\t.\n*-\t*-\n",
        "unknown_token@2 spine_count@2");
    row("barline through one staff", "**kern\t**kern\n=\t4c\n*-\t*-", "**kern\t**kern\n=\t=\n*-\t*-\n",
        "uneven_barline@2");
    row("join of nothing", "**kern\n*v\n4c\n*-", "**kern\n*\n4c\n*-\n", "spine_count@2");
    row("music behind the end", "**kern\n4c\n*-\n4d\n4e", "**kern\n4c\n*-\n", "rows_after_end@4");
}

void KernSyntaxTest::brokenTextIsMadeWhole()
{
    QFETCH(const QString, kern);
    QFETCH(const QString, whole);
    QFETCH(const QString, faults);
    const KernReading reading = readKern(kern.toStdString());
    QCOMPARE(QString::fromStdString(kernText(reading.score)), whole);
    QCOMPARE(faultsOf(reading.warnings), faults);
}

void KernSyntaxTest::otherDialectsAreRead()
{
    const KernReading reading = readKern("**ekern_1.0\t**ekern_1.0\r\n*clefF4\t*clefG2\r\n"
                                         "4@c@#\xC2\xB7L 4@e\t[@8@dd\xC2\xB7J\r\n*-\t*-\r\n");
    QCOMPARE(faultsOf(reading.warnings), QString());
    QCOMPARE(kernText(reading.score), std::string("**kern\t**kern\n*clefF4\t*clefG2\n4c#L 4e\t[8ddJ\n*-\t*-\n"));
}

void KernSyntaxTest::hostileTextIsBounded_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lines without end") << QByteArray("4c\n").repeated(100'000);
    QTest::newRow("one long line") << QByteArray(1'000'000, 'c');
    QTest::newRow("tabs") << QByteArray(100'000, '\t');
    QTest::newRow("spines that part for ever")
        << "**kern\n" + QByteArray("*^\t*^\t*^\t*^\t*^\t*^\t*^\t*^\n").repeated(500);
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("long chord") << "**kern\n" + QByteArray("4c ").repeated(50'000);
    QTest::newRow("bytes that are no text") << QByteArray("\xFF\xFE\n").repeated(10'000);
}

void KernSyntaxTest::hostileTextIsBounded()
{
    QFETCH(const QByteArray, text);
    const KernReading reading = readKern(text.toStdString());
    QVERIFY(reading.score.rows.size() <= kMostKernLines + 2);
    QVERIFY(!reading.warnings.empty() && reading.warnings.size() <= kMostScoreWarnings + 1);
    for (const KernRow& row : reading.score.rows)
        QVERIFY(row.cells.size() <= kMostSpines);
    QVERIFY(readKern(kernText(reading.score)).score == reading.score);
}

QTEST_APPLESS_MAIN(KernSyntaxTest)
#include "kern_syntax_test.moc"
