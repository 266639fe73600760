// The layers upon a page: each shows its own, is switched and faded by itself, and the page below them can be seen as
// its negative.

#include <QCheckBox>
#include <QImage>
#include <QSlider>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/page_view/layer_button.h"
#include "ui/page_view/page_canvas.h"
#include "ui/page_view/page_view.h"
#include "ui/results/result_shapes.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr QSize kPage(400, 400);

// Two boxes, the first of which has cells, the second a mask.
std::vector<OverlayShape> shapes()
{
    OverlayShape table;
    table.box = { 50, 50, 100, 100 };
    table.colour = Qt::blue;
    table.cells = { { 50, 50, 50, 100 }, { 100, 50, 50, 100 } };
    OverlayShape object;
    object.box = { 250, 250, 100, 100 };
    object.colour = Qt::red;
    object.maskBox = object.box;
    object.mask = QImage(10, 10, QImage::Format_ARGB32_Premultiplied);
    object.mask.fill(Qt::green);
    return { table, object };
}

} // namespace

class OverlayLayersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_canvas.reset(); }
    void eachLayerShowsItsOwn();
    void layersAreSwitchedInTheWindow();
    void thePageIsSeenAsItsNegative();
    void cellsOfTablesAreOnTheirLayer();

private:
    [[nodiscard]] QImage seen() const { return m_canvas->viewport()->grab().toImage(); }
    [[nodiscard]] QPoint at(const QPointF& place) const { return m_canvas->mapFromScene(place); }
    void showOnly(std::optional<Layer> shown);

    std::unique_ptr<PageCanvas> m_canvas;
};

void OverlayLayersTest::init()
{
    m_canvas = std::make_unique<PageCanvas>();
    m_canvas->resize(500, 500);
    m_canvas->show();
    QImage page(kPage, QImage::Format_RGB32);
    page.fill(Qt::white);
    m_canvas->setPage(page, kPage);
    m_canvas->setShapes(shapes());
}

void OverlayLayersTest::showOnly(std::optional<Layer> shown)
{
    for (const Layer layer : { Layer::Masks, Layer::Cells, Layer::Boxes, Layer::Order })
        m_canvas->setLayerShown(layer, layer == shown);
}

void OverlayLayersTest::eachLayerShowsItsOwn()
{
    showOnly(std::nullopt);
    const QImage bare = seen();
    const auto changedAt = [&](const QPointF& place) {
        const QPoint middle = at(place);
        const QImage now = seen();
        for (int x = -2; x <= 2; ++x)
            for (int y = -2; y <= 2; ++y)
                if (now.pixel(middle.x() + x, middle.y() + y) != bare.pixel(middle.x() + x, middle.y() + y))
                    return true;
        return false;
    };
    const QPointF edge(50, 100);
    const QPointF betweenCells(100, 75);
    const QPointF mask(300, 270);
    const QPointF onTheWay(200, 200); // from the middle of the one to that of the other
    struct Row {
        Layer layer;
        QPointF place;
    };
    const std::array rows{ Row{ Layer::Masks, mask }, Row{ Layer::Cells, betweenCells }, Row{ Layer::Boxes, edge },
        Row{ Layer::Order, onTheWay } };
    for (const Row& row : rows) {
        showOnly(row.layer);
        for (const Row& other : rows) {
            const bool both = row.layer == Layer::Cells && other.layer == Layer::Boxes; // cells reach to its edge
            QCOMPARE(changedAt(other.place), row.layer == other.layer || both);
        }
        m_canvas->setLayerOpacity(row.layer, 0);
        QVERIFY(!changedAt(row.place));
        m_canvas->setLayerOpacity(row.layer, 1);
    }
    // While Space is held, nothing is; afterwards what was.
    QTest::keyPress(m_canvas.get(), Qt::Key_Space);
    QVERIFY(!changedAt(onTheWay));
    QTest::keyRelease(m_canvas.get(), Qt::Key_Space);
    QVERIFY(changedAt(onTheWay));
}

void OverlayLayersTest::layersAreSwitchedInTheWindow()
{
    MainWindow window;
    const OverlayLayers& layers = window.pageView().canvas().layers();
    const std::array commands{ Command::ShowMasks, Command::ShowCells, Command::ShowBoxes, Command::ShowOrder };
    for (std::size_t layer = 0; layer < commands.size(); ++layer) {
        QAction& action = window.actions().action(commands.at(layer));
        QCOMPARE(action.isChecked(), layers.isShown(static_cast<Layer>(layer)));
        action.toggle();
        QCOMPARE(action.isChecked(), layers.isShown(static_cast<Layer>(layer)));
    }
    QCOMPARE(window.findChild<LayerButton*>()->findChildren<QSlider*>().size(), qsizetype(kLayerCount));
    for (QCheckBox* const box : window.findChild<LayerButton*>()->findChildren<QCheckBox*>())
        box->toggle();
    QVERIFY(layers.isShown(Layer::Boxes) && !layers.isShown(Layer::Order));
}

void OverlayLayersTest::thePageIsSeenAsItsNegative()
{
    const QPoint paper = at({ 200, 30 });
    const QPoint table = at({ 500, 200 }); // beside the page
    const QRgb beside = seen().pixel(table);
    QCOMPARE(QColor(seen().pixel(paper)), QColor(Qt::white));
    m_canvas->setNegative(true);
    QCOMPARE(QColor(seen().pixel(paper)), QColor(Qt::black));
    QCOMPARE(seen().pixel(table), beside);
    m_canvas->setNegative(false);
    QCOMPARE(QColor(seen().pixel(paper)), QColor(Qt::white));
}

void OverlayLayersTest::cellsOfTablesAreOnTheirLayer()
{
    Reading reading = sampleTableReading();
    reading.reviews.assign(2, Review::Unseen);
    const std::vector<OverlayShape> tables = shapesOf(reading, QSize(827, 1170), 0.9);
    QCOMPARE(tables[0].cells.size(), std::size_t(10));
    QCOMPARE(tables[0].cells[0].left(), 100.0); // at half the size
    QVERIFY(tables[1].cells.empty());           // whose places are not known
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::OverlayLayersTest)
#include "overlay_layers_test.moc"
