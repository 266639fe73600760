// What is typed behind --pages against the pages worked out by hand.

#include <QtTest>

#include "pipelines/runner/page_ranges.h"

using namespace palimpsest;

class PageRangesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chosenPages_data();
    void chosenPages();
    void nonsense_data();
    void nonsense();
    void beyondTheLastPage_data();
    void beyondTheLastPage();
    void everyPageOfAnEmptyDocumentIsNone();
};

void PageRangesTest::chosenPages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("indices");
    QTest::newRow("one page") << QStringLiteral("3") << QList<int>{ 2 };
    QTest::newRow("as in the help") << QStringLiteral("1-4,9") << QList<int>{ 0, 1, 2, 3, 8 };
    QTest::newRow("overlaps and disorder") << QStringLiteral("5-6,2,1-2,5") << QList<int>{ 0, 1, 4, 5 };
    QTest::newRow("open end") << QStringLiteral("8-") << QList<int>{ 7, 8, 9 };
    QTest::newRow("open start") << QStringLiteral("-2") << QList<int>{ 0, 1 };
    QTest::newRow("spaces") << QStringLiteral(" 1 - 2 , 4 ") << QList<int>{ 0, 1, 3 };
    QTest::newRow("last page") << QStringLiteral("10-10") << QList<int>{ 9 };
}

void PageRangesTest::chosenPages()
{
    QFETCH(const QString, text);
    QFETCH(const QList<int>, indices);
    const auto ranges = PageRanges::parse(text.toStdString());
    QVERIFY(ranges.ok());
    const auto chosen = ranges.value().indices(10);
    QVERIFY(chosen.ok());
    QCOMPARE(QList<int>(chosen.value().begin(), chosen.value().end()), indices);
}

void PageRangesTest::nonsense_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "", "0", "a", "1,,2", "1,", "-", "4-2", "1-2-3", "1.5", "+1", "99999999999999999999999" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void PageRangesTest::nonsense()
{
    QFETCH(const QString, text);
    const auto ranges = PageRanges::parse(text.toStdString());
    QVERIFY(!ranges.ok());
    QCOMPARE(ranges.error().code, ErrorCode::BadArguments);
}

void PageRangesTest::beyondTheLastPage_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "11", "9-11", "11-", "1-1000000000000" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void PageRangesTest::beyondTheLastPage()
{
    QFETCH(const QString, text);
    const auto ranges = PageRanges::parse(text.toStdString());
    QVERIFY(ranges.ok());
    const auto chosen = ranges.value().indices(10);
    QVERIFY(!chosen.ok());
    QCOMPARE(chosen.error().code, ErrorCode::BadArguments);
    QVERIFY(chosen.error().message.find("only 10") != std::string::npos);
}

void PageRangesTest::everyPageOfAnEmptyDocumentIsNone()
{
    const auto chosen = PageRanges().indices(0);
    QVERIFY(chosen.ok());
    QVERIFY(chosen.value().empty());
    QCOMPARE(PageRanges().indices(3).value().size(), std::size_t{ 3 });
}

QTEST_APPLESS_MAIN(PageRangesTest)
#include "page_ranges_test.moc"
