// What is seen of a PDF page is drawn as finely as the screen shows it, and of a picture no finer than it is.

#include <QImage>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr int kRestMs = 400;

// Grey between black and white, which is what edges are made of: finer print has less of it.
double shareOfGrey(const QImage& image)
{
    int grey = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const int level = qGray(image.pixel(x, y));
            grey += level > 40 && level < 215 ? 1 : 0;
        }
    return static_cast<double>(grey) / image.width() / image.height();
}

} // namespace

class SharpPartTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPdfIsDrawnAgainWhereItIsSeen();
    void aPictureHasItsPixels();
};

void SharpPartTest::aPdfIsDrawnAgainWhereItIsSeen()
{
    Project project;
    PageLoader loader;
    PageView view(project, loader);
    view.resize(700, 500);
    view.show();
    project.addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    const std::vector<PageId> pages = project.pageOrder();
    view.showPage(pages[0]);
    PageCanvas& canvas = view.canvas();
    QTRY_VERIFY_WITH_TIMEOUT(!canvas.pageSize().isEmpty(), kPatienceMs);
    QTest::qWait(kRestMs);
    QVERIFY(canvas.sharpPart().isEmpty()); // seen whole, it is fine enough
    canvas.setZoomFactor(5);
    canvas.horizontalScrollBar()->setValue(1000);
    canvas.verticalScrollBar()->setValue(1000);
    const double blurred = shareOfGrey(canvas.grab().toImage());
    QTRY_VERIFY_WITH_TIMEOUT(canvas.sharpPart().contains(canvas.seenPart()), kPatienceMs);
    QVERIFY(shareOfGrey(canvas.grab().toImage()) < blurred / 2);
    // It follows, turned or not.
    canvas.verticalScrollBar()->setValue(3000);
    QTRY_VERIFY_WITH_TIMEOUT(canvas.sharpPart().contains(canvas.seenPart()), kPatienceMs);
    project.turnPages({ pages[0] }, 90);
    QTRY_VERIFY_WITH_TIMEOUT(canvas.sharpPart().contains(canvas.seenPart()), kPatienceMs);
    canvas.setZoomMode(PageCanvas::Zoom::FitPage);
    QTRY_VERIFY_WITH_TIMEOUT(canvas.sharpPart().isEmpty(), kPatienceMs);
    // What was asked for of one page does not come upon another.
    canvas.setZoomFactor(6);
    view.showPage(pages[1]);
    QTRY_VERIFY_WITH_TIMEOUT(canvas.sharpPart().contains(canvas.seenPart()), kPatienceMs);
}

void SharpPartTest::aPictureHasItsPixels()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("scan.png"));
    QImage scan(900, 1200, QImage::Format_RGB32);
    scan.fill(Qt::white);
    QVERIFY(scan.save(file));
    Project project;
    PageLoader loader;
    PageView view(project, loader);
    view.resize(700, 500);
    view.show();
    project.addDocument(file, 1, {}, false);
    view.showPage(project.pageOrder()[0]);
    QTRY_VERIFY_WITH_TIMEOUT(!view.canvas().pageSize().isEmpty(), kPatienceMs);
    view.canvas().setZoomFactor(5);
    QTest::qWait(kRestMs);
    QVERIFY(view.canvas().sharpPart().isEmpty());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::SharpPartTest)
#include "sharp_part_test.moc"
