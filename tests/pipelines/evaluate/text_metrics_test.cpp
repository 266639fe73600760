// Edit distance against values worked out by hand, and its properties on random words.

#include <QtTest>
#include <random>

#include "pipelines/evaluate/text_metrics.h"

using namespace palimpsest;

class TextMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownDistances_data();
    void knownDistances();
    void errorRates();
    void isAMetric();
    void wordsAndSums();
};

void TextMetricsTest::knownDistances_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("truth");
    QTest::addColumn<int>("distance");
    QTest::newRow("both empty") << ""
                                << "" << 0;
    QTest::newRow("nothing found") << ""
                                   << "abc" << 3;
    QTest::newRow("equal") << "letter"
                           << "letter" << 0;
    QTest::newRow("kitten") << "sitting"
                            << "kitten" << 3;
    QTest::newRow("Saturday") << "Sunday"
                              << "Saturday" << 3;
    QTest::newRow("swapped letters are two edits") << "ba"
                                                   << "ab" << 2;
    QTest::newRow("a code point is one character") << QStringLiteral("na\u00efve") << QStringLiteral("naive") << 1;
    QTest::newRow("beyond the basic plane") << QString::fromUtf8("\xF0\x9D\x84\x9E") << QStringLiteral("") << 1;
}

void TextMetricsTest::knownDistances()
{
    QFETCH(const QString, found);
    QFETCH(const QString, truth);
    QFETCH(const int, distance);
    QCOMPARE(static_cast<int>(editDistance(found.toStdString(), truth.toStdString())), distance);
}

void TextMetricsTest::errorRates()
{
    QCOMPARE(characterErrorRate("abcd", "abce"), 0.25);
    QCOMPARE(characterErrorRate("abcdefgh", "ab"), 3.0);
    QCOMPARE(characterErrorRate("", ""), 0.0);
    QCOMPARE(characterErrorRate("x", ""), 1.0);
    QCOMPARE(editDistance("\xFF\xFE", "a"), std::size_t{ 2 }); // broken bytes count, one each
}

void TextMetricsTest::isAMetric()
{
    std::mt19937 random(3);
    const auto word = [&] {
        std::string text(random() % 12, 'a');
        for (char& c : text)
            c = static_cast<char>('a' + random() % 3);
        return text;
    };
    for (int round = 0; round < 500; ++round) {
        const std::string a = word();
        const std::string b = word();
        const std::string c = word();
        QCOMPARE(editDistance(a, b), editDistance(b, a));
        QVERIFY(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c));
        QCOMPARE(editDistance(a, b) == 0, a == b);
        QVERIFY(editDistance(a, b) <= std::max(a.size(), b.size()));
    }
}

void TextMetricsTest::wordsAndSums()
{
    QCOMPARE(wordsOf("  a\tbc \n"), (std::vector<std::string>{ "a", "bc" }));
    ErrorCount errors = wordErrors("the cat sat", "the cat sat down"); // one of four
    QCOMPARE(errors.rate(), 0.25);
    errors += wordErrors("a b c", "a x"); // and two of two: micro, not the mean of the rates
    QCOMPARE(errors.rate(), 3.0 / 6.0);
    const CommonWords common = commonWords("b a a", "a b b c");
    QCOMPARE(common.common, std::size_t{ 2 });
    QCOMPARE(common.f1(), 4.0 / 7.0);
    QCOMPARE(commonWords("", "").f1(), 1.0);
}

QTEST_APPLESS_MAIN(TextMetricsTest)
#include "text_metrics_test.moc"
