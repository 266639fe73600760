// The worked page of the HierText protocol, and what each of its rules does by itself.

#include <QtTest>

#include "pipelines/evaluate/word_detection.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class WordDetectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workedPage();
    void publishedPrecisionAndRecall();
    void emptySides();
    void matchesAreMutual();
    void firstWinsTies();
    void pagesAreSummed();
};

namespace {

void near(double found, double expected)
{
    QVERIFY2(std::abs(found - expected) <= tolerance::kPublishedFigure,
        qPrintable(QStringLiteral("%1, expected %2").arg(found, 0, 'g', 10).arg(expected, 0, 'g', 10)));
}

const std::vector<PageWord> kTruth{ { { 0, 0, 100, 20 }, "Hello" }, { { 110, 0, 200, 20 }, "World" },
    { { 0, 30, 60, 50 }, "42%" }, { { 70, 30, 200, 50 }, "", false } };
const std::vector<PageWord> kFound{ { { 2, 0, 102, 20 }, "Hello" }, { { 112, 1, 200, 20 }, "world" },
    { { 0, 30, 60, 50 }, "42%" }, { { 75, 32, 150, 48 }, "junk" }, { { 0, 60, 50, 80 }, "extra" } };

} // namespace

void WordDetectionTest::workedPage()
{
    const WordScores scores = scoreWords(kFound, kTruth);
    QCOMPARE(scores.detection.matched, std::size_t{ 3 });
    QCOMPARE(scores.detection.found, std::size_t{ 4 }); // "junk" lies on the illegible word
    near(scores.detection.precision(), 0.75);
    near(scores.detection.recall(), 1.0);
    near(scores.detection.f1(), 0.857143);
    near(scores.detection.tightness(), 0.963224);
    near(scores.detection.panopticQuality(), 0.825621);
    QCOMPARE(scores.endToEnd.matched, std::size_t{ 2 });
    near(scores.endToEnd.precision(), 0.5);
    near(scores.endToEnd.recall(), 0.666667);
    near(scores.endToEnd.f1(), 0.571429);
    near(scores.endToEnd.panopticQuality(), 0.560224);
}

// F1 of the precision and recall that papers print.
void WordDetectionTest::publishedPrecisionAndRecall()
{
    const auto f1 = [](std::size_t precision, std::size_t recall) {
        return WordCounts{ 1000 * recall, 1000 * precision, precision * recall, 0 }.f1();
    };
    QVERIFY(std::abs(f1(819, 707) - 0.7589) < tolerance::kPublishedPercent);
    QVERIFY(std::abs(f1(738, 745) - 0.7415) < tolerance::kPublishedPercent);
}

void WordDetectionTest::emptySides()
{
    const WordScores nothing = scoreWords({}, {});
    QCOMPARE(nothing.detection.f1(), 1.0);
    const WordScores missed = scoreWords({}, kTruth);
    QCOMPARE(missed.detection.precision(), 1.0);
    QCOMPARE(missed.detection.recall(), 0.0);
    QCOMPARE(missed.detection.f1(), 0.0);
}

// The found word overlaps the second word of the truth more: the first goes without, though it reaches one half.
void WordDetectionTest::matchesAreMutual()
{
    const std::vector<PageWord> truth{ { { 0, 0, 12, 10 }, "a" }, { { 0, 0, 10, 10 }, "a" } };
    const std::vector<PageWord> found{ { { 0, 0, 9, 10 }, "a" } };
    const WordScores scores = scoreWords(found, truth);
    QCOMPARE(scores.detection.matched, std::size_t{ 1 });
    near(scores.detection.tightness(), 0.9);
}

void WordDetectionTest::firstWinsTies()
{
    const std::vector<PageWord> truth{ { { 0, 0, 10, 10 }, "second" } };
    const std::vector<PageWord> found{ { { 0, 0, 10, 10 }, "first" }, { { 0, 0, 10, 10 }, "second" } };
    QCOMPARE(scoreWords(found, truth).endToEnd.matched, std::size_t{ 0 });
}

void WordDetectionTest::pagesAreSummed()
{
    WordScores sum = scoreWords(kFound, kTruth);
    sum += scoreWords({}, kTruth);
    near(sum.detection.precision(), 0.75);
    near(sum.detection.recall(), 0.5);
}

QTEST_APPLESS_MAIN(WordDetectionTest)
#include "word_detection_test.moc"
