// A polygon upon the canvas by mouse and by keys, and in the window as a step of the history.

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/masks/polygon_tool.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

// A page of 600 x 800, pixel for pixel.
class Desk {
public:
    Desk()
    {
        canvas.resize(800, 900);
        QImage page(600, 800, QImage::Format_RGB32);
        page.fill(Qt::white);
        canvas.setPage(page, page.size());
        canvas.setZoomFactor(1);
        canvas.show();
        QApplication::setActiveWindow(&canvas);
        canvas.setFocus();
        tool.setActive(true);
        QObject::connect(&tool, &PolygonTool::begun, &canvas, [this] { ++begun; });
        QObject::connect(&tool, &PolygonTool::abandoned, &canvas, [this] { ++abandoned; });
        QObject::connect(
            &tool, &PolygonTool::closed, &canvas, [this](const MaskStroke& stroke) { made.push_back(stroke); });
    }

    void click(double x, double y)
    {
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(x, y));
    }
    // Press, release, and the second press as what it is, as a window system has them.
    void doubleClick(double x, double y, Qt::KeyboardModifiers modifiers = {})
    {
        click(x, y);
        QWidget* const view = canvas.viewport();
        const QPoint at = canvas.mapFromScene(x, y);
        QMouseEvent second(
            QEvent::MouseButtonDblClick, at, view->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, modifiers);
        QApplication::sendEvent(view, &second);
        QTest::mouseRelease(view, Qt::LeftButton, modifiers, at);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&canvas, key, modifiers); }
    void threeCorners()
    {
        click(100, 100);
        click(300, 120);
        click(200, 400);
    }
    [[nodiscard]] QRgb seenAt(double x, double y) { return canvas.grab().toImage().pixel(canvas.mapFromScene(x, y)); }

    PageCanvas canvas; // NOLINT: a bundle for tests
    PolygonTool tool{ canvas, nullptr };
    std::vector<MaskStroke> made;
    int begun = 0;
    int abandoned = 0;
};

const std::vector<PointF> kThree{ { 100, 100 }, { 300, 120 }, { 200, 400 } }; // NOLINT: of a test

bool isTriangle(const MaskStroke& stroke, MaskTool tool)
{
    const auto near
        = [](const PointF& a, const PointF& b) { return std::abs(a.x - b.x) <= 1 && std::abs(a.y - b.y) <= 1; };
    return stroke.tool == tool && stroke.form == MaskForm::Polygon && stroke.points.size() == kThree.size()
        && std::equal(kThree.begin(), kThree.end(), stroke.points.begin(), near);
}

} // namespace

class PolygonToolTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDoubleClickCloses();
    void returnClosesAndShiftCutsOut();
    void whatEnclosesNothingSaysSo();
    void backspaceTakesTheLastCornerBack();
    void escapeLeavesNothing();
    void keysSetCorners();
    void itIsSeenWhileItIsMade();
    void otherwiseNothingIsTaken();
    void theWindowFillsAndUndoes();
};

void PolygonToolTest::aDoubleClickCloses()
{
    Desk desk;
    desk.click(100, 100);
    QCOMPARE(desk.begun, 1);
    desk.doubleClick(300, 120); // two corners enclose nothing and are not lost
    QVERIFY(desk.made.empty());
    QCOMPARE(desk.tool.corners().size(), std::size_t(2));
    desk.doubleClick(200, 400);
    QCOMPARE(desk.begun, 1);
    QCOMPARE(desk.made.size(), std::size_t(1));
    QVERIFY(isTriangle(desk.made[0], MaskTool::Brush));
    QVERIFY(desk.tool.corners().empty());
}

void PolygonToolTest::returnClosesAndShiftCutsOut()
{
    Desk desk;
    desk.threeCorners();
    desk.key(Qt::Key_Return);
    desk.threeCorners();
    desk.key(Qt::Key_Enter, Qt::ShiftModifier);
    desk.click(100, 100);
    desk.click(300, 120);
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.made.size(), std::size_t(2));
    desk.doubleClick(200, 400, Qt::ShiftModifier);
    QCOMPARE(desk.made.size(), std::size_t(3));
    QVERIFY(isTriangle(desk.made[0], MaskTool::Brush));
    QVERIFY(isTriangle(desk.made[1], MaskTool::Eraser));
    QVERIFY(isTriangle(desk.made[2], MaskTool::Eraser));
}

void PolygonToolTest::whatEnclosesNothingSaysSo()
{
    Desk desk;
    QSignalSpy tooFew(&desk.tool, &PolygonTool::tooFew);
    desk.key(Qt::Key_Return);
    desk.click(100, 100);
    desk.doubleClick(300, 120);
    QCOMPARE(tooFew.count(), 2);
    QCOMPARE(tooFew[0][0].toInt(), 0);
    QCOMPARE(tooFew[1][0].toInt(), 2);
    desk.click(200, 400);
    desk.key(Qt::Key_Return);
    QCOMPARE(tooFew.count(), 2);
    QCOMPARE(desk.made.size(), std::size_t(1));
}

void PolygonToolTest::backspaceTakesTheLastCornerBack()
{
    Desk desk;
    desk.key(Qt::Key_Backspace);
    desk.click(100, 100);
    desk.click(300, 120);
    desk.click(500, 700);
    desk.key(Qt::Key_Backspace);
    desk.doubleClick(200, 400);
    QCOMPARE(desk.made.size(), std::size_t(1));
    QVERIFY(isTriangle(desk.made[0], MaskTool::Brush));
}

void PolygonToolTest::escapeLeavesNothing()
{
    Desk desk;
    const QImage before = desk.canvas.grab().toImage();
    desk.threeCorners();
    QVERIFY(desk.canvas.grab().toImage() != before);
    desk.key(Qt::Key_Escape);
    QVERIFY(desk.tool.corners().empty());
    QCOMPARE(desk.canvas.grab().toImage(), before);
    desk.key(Qt::Key_Return);
    QVERIFY(desk.made.empty());
    QCOMPARE(desk.abandoned, 0);
    desk.key(Qt::Key_Escape); // nothing to give up but the tool
    QCOMPARE(desk.abandoned, 1);
}

void PolygonToolTest::keysSetCorners()
{
    Desk desk;
    const QPointF middle = desk.canvas.seenPart().center();
    desk.key(Qt::Key_Space);
    desk.key(Qt::Key_Right, Qt::ControlModifier);
    desk.key(Qt::Key_Space);
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_Left);
    desk.key(Qt::Key_Space);
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.made.size(), std::size_t(1));
    const std::vector<PointF>& corners = desk.made[0].points;
    QCOMPARE(corners.size(), std::size_t(3));
    QCOMPARE(QPointF(corners[0].x, corners[0].y), middle);
    QCOMPARE(QPointF(corners[1].x, corners[1].y), middle + QPointF(10, 0));
    QCOMPARE(QPointF(corners[2].x, corners[2].y), middle + QPointF(9, 1));
    // To the right upon the screen, however the page lies; and not beyond it.
    desk.canvas.setTurn(90);
    desk.key(Qt::Key_Space);
    desk.key(Qt::Key_Right);
    desk.key(Qt::Key_Space);
    QCOMPARE(QPointF(desk.tool.corners()[1].x, desk.tool.corners()[1].y), middle + QPointF(9, 0));
    for (int i = 0; i < 80; ++i)
        desk.key(Qt::Key_Up, Qt::ControlModifier);
    desk.key(Qt::Key_Space);
    QVERIFY(desk.tool.corners()[2].x == 0 || desk.tool.corners()[2].x == 600);
}

void PolygonToolTest::itIsSeenWhileItIsMade()
{
    Desk desk;
    desk.click(100, 100);
    desk.click(300, 100);
    QTest::mouseMove(desk.canvas.viewport(), desk.canvas.mapFromScene(300, 300));
    QTRY_VERIFY(desk.seenAt(270, 150) != qRgb(255, 255, 255)); // inside
    QVERIFY(desk.seenAt(300, 200) != desk.seenAt(270, 150));   // the outline
    QCOMPARE(desk.seenAt(150, 280), qRgb(255, 255, 255));
    desk.tool.setActive(false);
    QCOMPARE(desk.seenAt(270, 150), qRgb(255, 255, 255));
}

void PolygonToolTest::otherwiseNothingIsTaken()
{
    Desk desk;
    desk.threeCorners();
    desk.tool.setActive(false);
    desk.threeCorners();
    desk.key(Qt::Key_Return);
    desk.key(Qt::Key_Escape);
    QVERIFY(desk.tool.corners().empty() && desk.made.empty());
    QCOMPARE(desk.begun, 1);
    QCOMPARE(desk.abandoned, 0);
    const auto isTaken = [&](int key, Qt::KeyboardModifiers modifiers) {
        QKeyEvent asked(QEvent::ShortcutOverride, key, modifiers);
        asked.ignore();
        QApplication::sendEvent(&desk.canvas, &asked);
        return asked.isAccepted();
    };
    QVERIFY(!isTaken(Qt::Key_Return, {}));
    desk.tool.setActive(true);
    QVERIFY(isTaken(Qt::Key_Return, {}));
    QVERIFY(isTaken(Qt::Key_Backspace, {}));
    QVERIFY2(!isTaken(Qt::Key_Return, Qt::ControlModifier), "which runs the page");
    QVERIFY2(!isTaken(Qt::Key_Backspace, Qt::ControlModifier), "which removes a region");
}

void PolygonToolTest::theWindowFillsAndUndoes()
{
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.openPaths({ sourceFile(QStringLiteral("resources/samples/letter.pdf")) });
    PageCanvas& canvas = window.pageView().canvas();
    QTRY_VERIFY_WITH_TIMEOUT(!canvas.pageSize().isEmpty(), kPatienceMs);
    Project& project = window.project();
    const PageId page = window.pageView().shownPage();
    const auto object = [](const char* label, double left) {
        const auto from = static_cast<std::size_t>(left);
        return Segment{ { label, { left, 200, left + 200, 400 }, BoxState::Valid, 0.9, 0 }, std::array<int, 16>{},
            PixelMask{ from, 200, 200, 200, std::vector<std::uint8_t>(200 * 200, 1) } };
    };
    Reading reading;
    reading.task = QStringLiteral("segment");
    reading.made = QDateTime::currentDateTimeUtc();
    reading.result = std::make_shared<const PageResult>(
        PageResult{ .content = Segments{ { object("cat", 200), object("dog", 900) } },
            .pageWidth = 1654,
            .pageHeight = 2339,
            .provenance = {} });
    QAction& polygon = window.actions().action(Command::MaskPolygon);
    QVERIFY(!polygon.isEnabled());
    project.addReading(page, reading);
    QVERIFY(polygon.isEnabled());
    const auto& before = std::get<Segments>(reading.result->content);
    const auto now
        = [&]() -> const Segments& { return std::get<Segments>(project.shownReading(page)->result->content); };
    const auto insideOf = [&](std::size_t item) {
        const auto& pixels = now().items[item].mask->pixels;
        return static_cast<int>(std::count(pixels.begin(), pixels.end(), 1));
    };
    const double scale = canvas.pageSize().width() / 1654.0;
    const auto click = [&](double x, double y) {
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(QPointF(x, y) * scale));
    };
    window.actions().action(Command::Brush).setChecked(true);
    polygon.setChecked(true);
    QVERIFY(!window.actions().action(Command::Brush).isChecked());
    const int steps = project.history().index();
    for (const QPointF& corner : { QPointF(1000, 300), QPointF(1300, 300), QPointF(1300, 700), QPointF(1000, 700) })
        click(corner.x(), corner.y()); // begun upon the dog
    QCOMPARE(project.history().index(), steps);
    QTest::keyClick(&canvas, Qt::Key_Return);
    QCOMPARE(project.history().index(), steps + 1);
    QVERIFY(std::abs(insideOf(1) - (200 * 200 + 300 * 400 - 100 * 100)) < 3000);
    QCOMPARE(now().items[0], before.items[0]);
    QVERIFY2(!now().items[1].codes, "what the model had coded is no longer so");
    for (const QPointF& corner : { QPointF(1150, 100), QPointF(1500, 100), QPointF(1500, 800), QPointF(1150, 800) })
        click(corner.x(), corner.y());
    QTest::keyClick(&canvas, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(project.history().index(), steps + 2);
    QVERIFY(std::abs(now().items[1].object.box.right - 1150) < 10);
    project.history().undo();
    project.history().undo();
    QCOMPARE(now(), before);
    // Half made, and nothing comes of it: by Esc, and by going to another page.
    click(1000, 300);
    click(1300, 300);
    click(1300, 700);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(window.statusBar()->currentMessage().isEmpty());
    QTest::keyClick(&canvas, Qt::Key_Return);
    QVERIFY(window.statusBar()->currentMessage().contains(QLatin1String("three corners")));
    QVERIFY(polygon.isChecked());
    const auto tool = canvas.window()->findChild<PolygonTool*>();
    click(1000, 300);
    QCOMPARE(tool->corners().size(), std::size_t(1));
    window.actions().action(Command::NextPage).trigger();
    QVERIFY(tool->corners().empty());
    QCOMPARE(now(), before);
    QCOMPARE(project.history().index(), steps);
    polygon.setChecked(true);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(!polygon.isChecked());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::PolygonToolTest)
#include "polygon_tool_test.moc"
