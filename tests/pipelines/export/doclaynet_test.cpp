// What labels mean among DocLayNet's classes, and what is said where they mean none. Files are read back by
// foreign_readers_test.

#include <QtTest>

#include "pipelines/export/doclaynet_writer.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

class DocLayNetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labels_data();
    void labels();
    void otherLabelsAreRefused();
    void pagesWithoutObjectsAreThere();
};

void DocLayNetTest::labels_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<int>("number"); // 0: none
    const auto row = [](const char* label, int number) { QTest::newRow(label) << QString::fromUtf8(label) << number; };
    row("Caption", 1);
    row("Footnote", 2);
    row("Formula", 3);
    row("List-item", 4);
    row("Page-footer", 5);
    row("Page-header", 6);
    row("Picture", 7);
    row("Section-header", 8);
    row("Table", 9);
    row("Text", 10);
    row("Title", 11);
    row("table", 9);
    row("PAGE_HEADER", 6);
    row("section heading", 8);
    row("Figure", 7);
    row("equation", 3);
    row("staff", 7); // these three are words of our own layouts
    row("molecule", 7);
    row("drawing", 7);
    row("list", 0); // of several items
    row("tables", 0);
    row("cat", 0);
    row("", 0);
}

void DocLayNetTest::labels()
{
    QFETCH(const QString, label);
    QFETCH(const int, number);
    QCOMPARE(static_cast<int>(docLayNetClass(label.toStdString()).value_or(0)), number);
}

void DocLayNetTest::otherLabelsAreRefused()
{
    const Result<std::string> written = docLayNetOf(sampleDetections());
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::BadInput);
    QCOMPARE(written.error().message,
        std::string(
            "'cat' on page 1 of 'one.png' is none of DocLayNet's classes, which are Caption, Footnote, Formula, "
            "List-item, Page-footer, Page-header, Picture, Section-header, Table, Text and Title; a .coco.json "
            "file holds every label"));
}

void DocLayNetTest::pagesWithoutObjectsAreThere()
{
    ExportInput input = sampleLayout();
    input.pages[0].result->content = Detections{};
    input.pages[1].result.reset();
    const std::string written = docLayNetOf(input).value();
    QVERIFY(written.find("\"page_no\": 1") != std::string::npos);
    QVERIFY(written.find("\"page_no\": 4") == std::string::npos); // it could not be read
    QVERIFY(written.find("\"annotations\": []") != std::string::npos);
}

QTEST_APPLESS_MAIN(DocLayNetTest)
#include "doclaynet_test.moc"
