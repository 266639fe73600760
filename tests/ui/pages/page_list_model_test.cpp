// The strip's model: pictures of the rows in view and of no others, and rows that keep a model's promises.

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_list_model.h"
#include "ui/pages/page_list_model.h"
#include "ui/project/project.h"
#include "ui/results/result_list_model.h"

namespace palimpsest {

class PageListModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesOfRowsInView();
    void modelsKeepTheirPromises();
};

void PageListModelTest::picturesOfRowsInView()
{
    Project project;
    PageLoader loader;
    PageListModel pages(project, loader);
    // The same two pages over and over: a book of 400 pages.
    for (int i = 0; i < 200; ++i)
        project.addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    QCOMPARE(pages.rowCount(), 400);
    const auto has = [&pages](int row) { return !pages.index(row).data(Qt::DecorationRole).isNull(); };
    QSignalSpy drawn(&loader, &PageLoader::drawn);
    for (int first = 0; first <= 300; first += 20)
        pages.setWantedRows(first, first + 19); // scrolled past faster than anything is drawn
    QTRY_VERIFY_WITH_TIMEOUT(has(300) && has(319), 20'000);
    QVERIFY2(!has(100), "a row that was scrolled past was drawn all the same");
    QVERIFY2(drawn.count() < 60, qPrintable(QString::number(drawn.count())));
    pages.setWantedRows(300, 319);
    QTest::qWait(50);
    const auto count = drawn.count();
    pages.setWantedRows(300, 319);
    QTest::qWait(100);
    QCOMPARE(drawn.count(), count); // what is there is not drawn again
}

void PageListModelTest::modelsKeepTheirPromises()
{
    Project project;
    PageLoader loader;
    PageListModel pages(project, loader);
    ResultListModel results(project);
    JobListModel jobs(project);
    const auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const QAbstractItemModelTester pagesTester(&pages, strict);
    const QAbstractItemModelTester resultsTester(&results, strict);
    const QAbstractItemModelTester jobsTester(&jobs, strict);
    const DocumentId document
        = project.addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    const PageId page = project.pageOrder().front();
    results.setPage(page);
    project.addReading(page, sampleTextReading());
    QCOMPARE(results.rowCount(), 3);
    QVERIFY(results.setData(results.index(1, 0), QStringLiteral("new"), Qt::EditRole));
    project.removeItem(page, 0);
    QCOMPARE(results.rowCount(), 2);
    jobs.add({ .page = page, .task = QStringLiteral("ocr") });
    project.removeDocument(document);
    QCOMPARE(pages.rowCount(), 0);
    QCOMPARE(results.rowCount(), 0);
    project.history().undo();
    QCOMPARE(results.rowCount(), 2);
    QCOMPARE(results.index(0, 0).data().toString(), QStringLiteral("new"));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::PageListModelTest)
#include "page_list_model_test.moc"
