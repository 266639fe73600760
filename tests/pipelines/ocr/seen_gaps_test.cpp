// Spaces from the ink: where they are put, and where they are not.

#include <QtTest>

#include "pipelines/ocr/seen_gaps.h"

using namespace palimpsest;

class SeenGapsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spacesComeFromTheInk_data();
    void spacesComeFromTheInk();
    void aSpaceIsAsSureAsTheMarkBeforeIt();
};

void SeenGapsTest::spacesComeFromTheInk_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<double>>("gaps");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const QList<double>& gaps, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << gaps << QString::fromUtf8(expected);
    };
    row("behind a comma", "boxes,with a few", { 0.40, 0.70, 0.80 }, "boxes, with a few");
    row("behind a full stop", "1978.He still", { 0.4, 0.6 }, "1978. He still");
    row("behind a bracket", "(if any)on", { 0.3, 0.75 }, "(if any) on");
    row("behind a quote", "\"based on\"the", { 0.5, 0.75 }, "\"based on\" the");
    row("beyond ASCII", "caf\xC3\xA9,\xC3\xA9t\xC3\xA9", { 0.6 }, "caf\xC3\xA9, \xC3\xA9t\xC3\xA9");
    row("no gap there", "a b.c and more words", { 0.1, 0.6, 0.8, 0.9 }, "a b.c and more words");
    row("as many spaces as gaps", "end.of it", { 0.7 }, "end.of it");
    row("numbers stay whole", "1,000 at 9:30", { 0.1, 0.4, 0.6, 0.8 }, "1,000 at 9:30");
    row("an opening quote", "a \"word\" b", { 0.1, 0.25, 0.8 }, "a \"word\" b");
    row("marks in a row", "why?\" she", { 0.4, 0.6 }, "why?\" she");
    row("at the end", "end.", { 1.0 }, "end.");
    row("nothing", "", {}, "");
}

void SeenGapsTest::spacesComeFromTheInk()
{
    QFETCH(const QString, text);
    QFETCH(const QList<double>, gaps);
    QFETCH(const QString, expected);
    const std::vector<double> places(gaps.begin(), gaps.end());
    QCOMPARE(QString::fromStdString(withSeenGaps(text.toStdString(), places)), expected);
}

void SeenGapsTest::aSpaceIsAsSureAsTheMarkBeforeIt()
{
    TextPiece piece{ "\xC3\xA9,b c", {}, 0.5, 0, { 0.1F, 0.2F, 0.3F, 0.4F, 0.5F } };
    const std::vector<double> gaps{ 0.4, 0.6 };
    const TextPiece spaced = withSeenGaps(piece, gaps);
    QCOMPARE(spaced.text, std::string("\xC3\xA9, b c"));
    QCOMPARE(spaced.characterConfidences, (std::vector<float>{ 0.1F, 0.2F, 0.2F, 0.3F, 0.4F, 0.5F }));
    piece.characterConfidences.clear();
    QVERIFY(withSeenGaps(piece, gaps).characterConfidences.empty());
}

QTEST_APPLESS_MAIN(SeenGapsTest)
#include "seen_gaps_test.moc"
