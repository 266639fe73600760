// Regions upon the canvas by mouse and by keys: what a person does and what is heard of it.

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/page_view/page_canvas.h"

namespace palimpsest {

namespace {

// A page of 600 x 800 with two regions, each change of which is taken over.
class Desk {
public:
    Desk()
    {
        canvas.resize(800, 900);
        QImage page(600, 800, QImage::Format_RGB32);
        page.fill(Qt::white);
        canvas.setPage(page, page.size());
        canvas.setZoomFactor(1);
        boxes = { QRectF(100, 100, 200, 100), QRectF(300, 400, 150, 150) };
        show();
        QObject::connect(&tool, &RegionTool::changed, &canvas,
            [this](std::size_t region, const QRectF& box, RegionTool::Change change) {
                boxes[region] = box;
                last = change;
                ++changes;
                show();
            });
        QObject::connect(&tool, &RegionTool::drawn, &canvas, [this](const QRectF& box) {
            boxes.push_back(box);
            show();
        });
        canvas.show();
        QApplication::setActiveWindow(&canvas);
        canvas.setFocus();
    }

    void show()
    {
        std::vector<RegionMark> marks;
        for (const QRectF& box : boxes)
            marks.push_back({ .box = box, .chip = QStringLiteral("1 · Text"), .icon = {}, .colour = Qt::blue });
        canvas.regions().setMarks(std::move(marks));
    }

    [[nodiscard]] QPoint at(double x, double y) const { return canvas.mapFromScene(x, y); }
    void drag(const QPoint& from, const QPoint& to)
    {
        QWidget* const view = canvas.viewport();
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        for (const QPoint& on : { (from + to) / 2, to }) {
            QMouseEvent move(
                QEvent::MouseMove, on, view->mapToGlobal(on), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(view, &move);
        }
        QTest::mouseRelease(view, Qt::LeftButton, {}, to);
    }

    PageCanvas canvas; // NOLINT: a bundle for tests
    RegionTool& tool = canvas.regionTool();
    std::vector<QRectF> boxes;
    RegionTool::Change last = RegionTool::Change::Moved;
    int changes = 0;
};

} // namespace

class RegionToolTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dragsDraw();
    void dragsMoveThePageOtherwise();
    void frameAndHandles();
    void bodiesMoveWhileDrawing();
    void escapeLetsGo();
    void chipsOpen();
    void keysMoveAndResize();
    void tabGoesRoundAndOn();
    void spaceHidesAndAltShows();
};

void RegionToolTest::dragsDraw()
{
    Desk desk;
    desk.tool.setDrawing(true);
    desk.drag(desk.at(50, 600), desk.at(250, 700));
    QCOMPARE(desk.boxes.size(), std::size_t(3));
    QVERIFY((desk.boxes[2].topLeft() - QPointF(50, 600)).manhattanLength() < 2);
    QVERIFY((desk.boxes[2].bottomRight() - QPointF(250, 700)).manhattanLength() < 2);
    desk.drag(desk.at(550, 700), desk.at(700, 850)); // ends where the page does
    QCOMPARE(desk.boxes.size(), std::size_t(4));
    QCOMPARE(desk.boxes[3].bottomRight(), QPointF(600, 800));
    QTest::mouseClick(desk.canvas.viewport(), Qt::LeftButton, {}, desk.at(20, 20)); // no region without size
    QCOMPARE(desk.boxes.size(), std::size_t(4));
}

void RegionToolTest::dragsMoveThePageOtherwise()
{
    Desk desk;
    desk.drag(desk.at(50, 600), desk.at(250, 700));
    QCOMPARE(desk.boxes.size(), std::size_t(2));
    QCOMPARE(desk.changes, 0);
    desk.drag(desk.at(200, 150), desk.at(250, 180)); // from the middle of a region
    QCOMPARE(desk.changes, 0);
    QTest::mouseClick(desk.canvas.viewport(), Qt::LeftButton, {}, desk.at(200, 150));
    QCOMPARE(desk.canvas.regions().current(), std::optional<std::size_t>(0));
    QTest::mouseClick(desk.canvas.viewport(), Qt::LeftButton, {}, desk.at(20, 700));
    QVERIFY(!desk.canvas.regions().current());
}

void RegionToolTest::frameAndHandles()
{
    Desk desk;
    desk.drag(desk.at(100, 150), desk.at(130, 160)); // the left edge of one that was not chosen
    QCOMPARE(desk.canvas.regions().current(), std::optional<std::size_t>(0));
    QCOMPARE(desk.boxes[0], QRectF(130, 110, 200, 100));
    QCOMPARE(desk.last, RegionTool::Change::Moved);
    desk.drag(desk.at(330, 210), desk.at(350, 250)); // its lower right corner, now that it is
    QCOMPARE(desk.boxes[0], QRectF(130, 110, 220, 140));
    QCOMPARE(desk.last, RegionTool::Change::Resized);
    desk.drag(desk.at(130, 180), desk.at(90, 300)); // the middle of its left side moves that side alone
    QCOMPARE(desk.boxes[0], QRectF(90, 110, 260, 140));
    desk.drag(desk.at(90, 110), desk.at(-500, -500)); // no farther than the page
    QCOMPARE(desk.boxes[0].topLeft(), QPointF(0, 0));
}

void RegionToolTest::bodiesMoveWhileDrawing()
{
    Desk desk;
    desk.tool.setDrawing(true);
    desk.tool.choose(1);
    desk.drag(desk.at(375, 475), desk.at(385, 465));
    QCOMPARE(desk.boxes.size(), std::size_t(2));
    QCOMPARE(desk.boxes[1], QRectF(310, 390, 150, 150));
}

void RegionToolTest::escapeLetsGo()
{
    Desk desk;
    desk.tool.setDrawing(true);
    QTest::mousePress(desk.canvas.viewport(), Qt::LeftButton, {}, desk.at(50, 600));
    QTest::keyClick(&desk.canvas, Qt::Key_Escape);
    QTest::mouseRelease(desk.canvas.viewport(), Qt::LeftButton, {}, desk.at(250, 700));
    QCOMPARE(desk.boxes.size(), std::size_t(2));
    QVERIFY(desk.tool.isDrawing());
    QTest::keyClick(&desk.canvas, Qt::Key_Escape);
    QVERIFY(!desk.tool.isDrawing());
}

void RegionToolTest::chipsOpen()
{
    Desk desk;
    QSignalSpy opened(&desk.tool, &RegionTool::chipActivated);
    const QPointF chip = desk.canvas.regions().chipRect(1, 1).center();
    QTest::mouseClick(desk.canvas.viewport(), Qt::LeftButton, {}, desk.canvas.mapFromScene(chip));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toULongLong(), 1ULL);
    QTest::keyClick(&desk.canvas, Qt::Key_Return);
    QCOMPARE(opened.count(), 2);
    QCOMPARE(desk.changes, 0);
}

void RegionToolTest::keysMoveAndResize()
{
    Desk desk;
    QTest::keyClick(&desk.canvas, Qt::Key_Right);
    QCOMPARE(desk.changes, 0); // none is chosen
    desk.tool.setStep(2);
    desk.tool.choose(0);
    QTest::keyClick(&desk.canvas, Qt::Key_Right);
    QTest::keyClick(&desk.canvas, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(desk.boxes[0], QRectF(102, 120, 200, 100));
    QTest::keyClick(&desk.canvas, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&desk.canvas, Qt::Key_Up, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(desk.boxes[0], QRectF(102, 120, 202, 80));
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&desk.canvas, Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
    QVERIFY2(desk.boxes[0].width() > 0 && desk.boxes[0].left() == 102, "a region turned over");
    for (int i = 0; i < 60; ++i)
        QTest::keyClick(&desk.canvas, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(desk.boxes[0].left(), 0.0);
    QSignalSpy removed(&desk.tool, &RegionTool::removeAsked);
    QTest::keyClick(&desk.canvas, Qt::Key_Delete);
    QCOMPARE(removed.count(), 1);
    desk.tool.choose(std::nullopt);
    desk.tool.addInView();
    QCOMPARE(desk.boxes.size(), std::size_t(3));
    QVERIFY(QRectF(0, 0, 600, 800).contains(desk.boxes[2]));
}

void RegionToolTest::tabGoesRoundAndOn()
{
    Desk desk;
    QTest::keyClick(&desk.canvas, Qt::Key_Tab);
    QCOMPARE(desk.canvas.regions().current(), std::optional<std::size_t>(0));
    QTest::keyClick(&desk.canvas, Qt::Key_Tab);
    QCOMPARE(desk.canvas.regions().current(), std::optional<std::size_t>(1));
    QTest::keyClick(&desk.canvas, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(desk.canvas.regions().current(), std::optional<std::size_t>(0));
    QTest::keyClick(&desk.canvas, Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY2(!desk.canvas.regions().current(), "the keyboard could not get out");
}

void RegionToolTest::spaceHidesAndAltShows()
{
    Desk desk;
    QTest::keyPress(&desk.canvas, Qt::Key_Space);
    QVERIFY(!desk.canvas.regions().isVisible());
    QTest::keyRelease(&desk.canvas, Qt::Key_Space);
    QVERIFY(desk.canvas.regions().isVisible());

    QTest::keyPress(&desk.canvas, Qt::Key_Alt);
    QVERIFY2(!desk.canvas.isSeenShown(), "nothing was read, so Alt is for the menus");
    QTest::keyRelease(&desk.canvas, Qt::Key_Alt);
    // Black and white stripes, one pixel each: at half the resolution they are grey.
    QImage page(600, 800, QImage::Format_RGB32);
    for (int y = 0; y < page.height(); ++y)
        for (int x = 0; x < page.width(); ++x)
            page.setPixel(x, y, x % 2 == 0 ? 0xff000000 : 0xffffffff);
    desk.canvas.setPage(page, page.size());
    desk.canvas.setSeen({ { QRectF(100, 100, 200, 100), 0.25 } }, QStringLiteral("seen"));
    QTest::keyPress(&desk.canvas, Qt::Key_Alt, Qt::AltModifier);
    QVERIFY(desk.canvas.isSeenShown());
    const QImage shown = desk.canvas.viewport()->grab().toImage();
    const int grey = qGray(shown.pixel(desk.at(201, 151)));
    QVERIFY2(grey > 90 && grey < 165, qPrintable(QString::number(grey)));
    const int outside = qGray(shown.pixel(desk.at(500, 700)));
    QVERIFY2(outside < 40 || outside > 215, qPrintable(QString::number(outside)));
    QTest::keyRelease(&desk.canvas, Qt::Key_Alt);
    QVERIFY(!desk.canvas.isSeenShown());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::RegionToolTest)
#include "region_tool_test.moc"
