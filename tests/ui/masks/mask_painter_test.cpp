// The cursor while masks are painted, and the page's own afterwards.

#include <QApplication>
#include <QMouseEvent>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/masks/mask_painter.h"
#include "ui/page_view/page_canvas.h"

namespace palimpsest {

class MaskPainterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hoveringKeepsTheBrushsCursor();
    void thePageFollowsThePointerWithoutATool();
};

namespace {

struct Desk {
    PageCanvas canvas; // NOLINT: a bundle for tests
    MaskPainter painter{ canvas, nullptr };

    Desk()
    {
        canvas.resize(400, 400);
        QImage page(300, 300, QImage::Format_RGB32);
        page.fill(Qt::white);
        canvas.setPage(page, page.size());
        canvas.show();
    }

    Qt::CursorShape cursorAfterHovering()
    {
        const QPointF at(100, 100);
        QMouseEvent hover(
            QEvent::MouseMove, at, canvas.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(canvas.viewport(), &hover);
        return canvas.viewport()->cursor().shape();
    }
};

} // namespace

void MaskPainterTest::hoveringKeepsTheBrushsCursor()
{
    Desk desk;
    desk.painter.setTool(MaskTool::Brush);
    QCOMPARE(desk.cursorAfterHovering(), Qt::CrossCursor);
}

void MaskPainterTest::thePageFollowsThePointerWithoutATool()
{
    Desk desk;
    desk.painter.setTool(MaskTool::Eraser);
    desk.painter.setTool(std::nullopt);
    QVERIFY(desk.canvas.viewport()->hasMouseTracking());
    desk.canvas.viewport()->setCursor(Qt::CrossCursor);
    QCOMPARE(desk.cursorAfterHovering(), Qt::ArrowCursor);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::MaskPainterTest)
#include "mask_painter_test.moc"
