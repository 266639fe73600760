// The worked tables of GriTS, and the agreement of texts against what Python's difflib gives.

#include <QtTest>

#include "pipelines/evaluate/grits.h"
#include "pipelines/evaluate/matching_blocks.h"
#include "pipelines/evaluate/text_metrics.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class GritsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownTables_data();
    void knownTables();
    void hullNotUnion();
    void agreeingLetters_data();
    void agreeingLetters();
};

namespace {

HtmlGrid gridOf(const QString& rows)
{
    const Result<std::optional<HtmlTable>> table = parseHtmlTable("<table>" + rows.toStdString() + "</table>");
    return table.ok() && table.value() ? table.value()->grid : HtmlGrid{};
}

bool near(double found, double expected)
{
    return std::abs(found - expected) <= tolerance::kPublishedFigure;
}

} // namespace

void GritsTest::knownTables_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<double>("topReward");
    QTest::addColumn<double>("top");
    QTest::addColumn<double>("contentReward");
    QTest::addColumn<double>("content");
    QTest::addColumn<double>("precision");
    const QString truth = QStringLiteral("<tr><td colspan=2>Head</td></tr><tr><td>a</td><td>bcd</td></tr>");
    QTest::newRow("same") << truth << 4.0 << 1.0 << 4.0 << 1.0 << 1.0;
    QTest::newRow("header split, a letter wrong")
        << QStringLiteral("<tr><td>Head</td><td></td></tr><tr><td>a</td><td>bce</td></tr>") << 3.0 << 0.75 << 2.666667
        << 0.666667 << 0.75;
    QTest::newRow("a third row") << truth + QStringLiteral("<tr><td>x</td><td>y</td></tr>") << 4.0 << 0.8 << 4.0 << 0.8
                                 << 0.666667;
}

void GritsTest::knownTables()
{
    QFETCH(const QString, found);
    QFETCH(const double, topReward);
    QFETCH(const double, top);
    QFETCH(const double, contentReward);
    QFETCH(const double, content);
    QFETCH(const double, precision);
    const HtmlGrid truth = gridOf(QStringLiteral("<tr><td colspan=2>Head</td></tr><tr><td>a</td><td>bcd</td></tr>"));
    const GritsScore topology = gritsTopology(gridOf(found), truth);
    QVERIFY(near(topology.reward, topReward));
    QVERIFY(near(topology.f1(), top));
    QVERIFY(near(topology.precision(), precision));
    const GritsScore texts = gritsContent(gridOf(found), truth);
    QVERIFY2(near(texts.reward, contentReward), qPrintable(QString::number(texts.reward, 'g', 10)));
    QVERIFY(near(texts.f1(), content));
}

// [0, 0, 2, 1] against [0, 0, 1, 2]: one of the four places of the rectangle around both.
void GritsTest::hullNotUnion()
{
    HtmlGrid wide{ 1, 1, { { 0, 0, 1, 2, {} } }, { 0 } };
    HtmlGrid tall{ 1, 1, { { 0, 0, 2, 1, {} } }, { 0 } };
    QCOMPARE(gritsTopology(wide, tall).reward, 0.25);
}

void GritsTest::agreeingLetters_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("matched");
    QTest::newRow("swapped") << "abcd"
                             << "acbd" << 3;
    QTest::newRow("comma for point") << "12.5%"
                                     << "12,5%" << 4;
    QTest::newRow("a letter moved") << "abxcd"
                                    << "abcxd" << 4;
    QTest::newRow("one empty") << ""
                               << "abc" << 0;
    QTest::newRow("longest run first, though two short ones are more") << "abcdxab"
                                                                       << "abyabcd" << 4;
    // SequenceMatcher(None, a, b) of Python 3.11: "a" and "b" are too frequent in b to begin a run, "x" is not.
    const QString frequent = QStringLiteral("ab").repeated(120);
    QTest::newRow("frequent letters begin no run") << QStringLiteral("baba") << frequent << 0;
    QTest::newRow("but go on from a common beginning") << QStringLiteral("abab") << frequent << 4;
    QTest::newRow("and belong to one") << QStringLiteral("abxab") << frequent + QStringLiteral("x") + frequent << 5;
}

void GritsTest::agreeingLetters()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    QFETCH(const int, matched);
    QCOMPARE(static_cast<int>(matchedLength(codePoints(a.toStdString()), codePoints(b.toStdString()))), matched);
}

QTEST_APPLESS_MAIN(GritsTest)
#include "grits_test.moc"
