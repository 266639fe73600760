// Tables, staves and pictures on drawn pages, against where they were drawn.

#include <QFont>
#include <QGuiApplication>
#include <QPainter>
#include <QtTest>
#include <random>

#include "pipelines/document/page_segmentation.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

constexpr double kDpi = 150;
constexpr Grey kInk{ 0 };

// A sheet of A4 with lines of print from top to bottom, but for a gap of the given rows.
DrawnPage sheet(int gapTop, int gapBottom)
{
    DrawnPage page(1240, 1754);
    for (int top = 120; top < 1600; top += 60)
        if (top + 40 < gapTop || top > gapBottom)
            page.line(150, top, 28, { 7, 4, 9, 6, 3, 8, 5, 7, 6 });
    return page;
}

void grid(DrawnPage& page, const PixelBox& box, int rows, int columns, bool uprights)
{
    for (int row = 0; row <= rows; ++row) {
        const int y = box.top + row * box.height() / rows;
        page.fill({ box.left, y, box.right, y + 2 }, kInk);
    }
    for (int column = 0; column <= columns && uprights; ++column) {
        const int x = box.left + column * box.width() / columns;
        page.fill({ x, box.top, x + 2, box.bottom }, kInk);
    }
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            page.line(
                box.left + column * box.width() / columns + 12, box.top + row * box.height() / rows + 8, 24, { 5 });
}

std::vector<std::string> labelsOf(const std::vector<PageRegion>& regions)
{
    std::vector<std::string> labels;
    for (const PageRegion& region : regions)
        labels.push_back(region.label);
    return labels;
}

} // namespace

class PageSegmentationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textAloneHasNoRegions();
    void closelySetPrintIsNoRuleAndNoStaff_data();
    void closelySetPrintIsNoRuleAndNoStaff();
    void tablesAreFoundByTheirRules_data();
    void tablesAreFoundByTheirRules();
    void aFrameIsNoTable();
    void stavesAreNoTables();
    void pictures();
    void finePagesToo();
    void tinyAndEmptyPagesAreTaken();
};

void PageSegmentationTest::textAloneHasNoRegions()
{
    QVERIFY(segmentPage(sheet(0, 0).image(), kDpi).empty());
    DrawnPage letter = sheet(0, 0);
    letter.fill({ 150, 100, 1100, 103 }, kInk); // rules of a letterhead and a footer
    letter.fill({ 150, 1640, 1100, 1643 }, kInk);
    QVERIFY(segmentPage(letter.image(), kDpi).empty());
}

void PageSegmentationTest::closelySetPrintIsNoRuleAndNoStaff_data()
{
    QTest::addColumn<int>("pixels"); // height of the type
    QTest::addColumn<int>("leading");
    QTest::newRow("fine") << 18 << 22;
    QTest::newRow("usual") << 23 << 25;
    QTest::newRow("large") << 30 << 36;
}

// The feet of serifs nearly touch, and lines stand at equal distances as those of a staff do.
void PageSegmentationTest::closelySetPrintIsNoRuleAndNoStaff()
{
    QFETCH(const int, pixels);
    QFETCH(const int, leading);
    QImage paper(1240, 1754, QImage::Format_RGB888);
    paper.fill(Qt::white);
    QPainter painter(&paper);
    QFont font(QStringLiteral("DejaVu Serif"));
    font.setPixelSize(pixels);
    painter.setFont(font);
    painter.setPen(Qt::black);
    const QString words = QStringLiteral("it was the season of light, it was the season of minimal illumination in all "
                                         "which we had nothing before us, in unmixed millennium, and ")
                              .repeated(2);
    for (int line = 0; line * leading < 1500; ++line)
        painter.drawText(QRect(120, 120 + line * leading, 1000, leading), Qt::AlignLeft | Qt::TextSingleLine,
            words.mid(7 * line % 97));
    painter.end();
    RgbImage page{ 1240, 1754, {} };
    for (int y = 0; y < paper.height(); ++y)
        page.pixels.insert(page.pixels.end(), paper.constScanLine(y), paper.constScanLine(y) + 3 * 1240);
    QCOMPARE(labelsOf(segmentPage(page, kDpi)), std::vector<std::string>{});
}

void PageSegmentationTest::tablesAreFoundByTheirRules_data()
{
    QTest::addColumn<bool>("uprights");
    QTest::newRow("a grid") << true;
    QTest::newRow("rules across alone") << false;
}

void PageSegmentationTest::tablesAreFoundByTheirRules()
{
    QFETCH(const bool, uprights);
    const PixelBox box{ 200, 600, 1050, 900 };
    DrawnPage page = sheet(560, 920);
    grid(page, box, 6, 4, uprights);
    const auto regions = segmentPage(page.image(), kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "table" });
    QVERIFY(intersectionOverUnion(regions[0].box, box.toRectF()) > 0.9);
    QCOMPARE(intersected(regions[0].box, box.toRectF()).area(), box.toRectF().area()); // nothing is cut off
}

void PageSegmentationTest::aFrameIsNoTable()
{
    DrawnPage page = sheet(560, 720);
    grid(page, { 200, 600, 1050, 700 }, 1, 1, true);
    QVERIFY(segmentPage(page.image(), kDpi).empty());
}

void PageSegmentationTest::stavesAreNoTables()
{
    DrawnPage page = sheet(560, 920);
    for (int line = 0; line < 5; ++line)
        page.fill({ 160, 700 + 11 * line, 1080, 702 + 11 * line }, kInk);
    const auto regions = segmentPage(page.image(), kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "staff" });
    QVERIFY(regions[0].box.top <= 701 && regions[0].box.bottom >= 745);
}

void PageSegmentationTest::pictures()
{
    DrawnPage page = sheet(560, 1120);
    std::mt19937 random(3);
    for (int y = 600; y < 1080; y += 2) // a photograph in dots: half grey to black
        for (int x = 300; x < 900; x += 2)
            if (random() % 300 < static_cast<unsigned>(x - 300) + 150)
                page.fill({ x, y, x + 2, y + 2 }, kInk);
    const auto regions = segmentPage(page.image(), kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "figure" });
    QVERIFY(intersectionOverUnion(regions[0].box, { 300, 600, 900, 1080 }) > 0.7);
}

void PageSegmentationTest::finePagesToo()
{
    DrawnPage page(4960, 7016); // 600 dpi
    const PixelBox box{ 800, 2400, 4200, 3600 };
    for (int row = 0; row <= 4; ++row)
        page.fill({ box.left, box.top + 300 * row, box.right, box.top + 300 * row + 4 }, kInk);
    const auto regions = segmentPage(page.image(), 600);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "table" });
    QVERIFY(intersectionOverUnion(regions[0].box, box.toRectF()) > 0.9);
    QCOMPARE(labelsOf(segmentPage(page.image(), 0)), std::vector<std::string>{ "table" }); // a page counts as A4
}

void PageSegmentationTest::tinyAndEmptyPagesAreTaken()
{
    QVERIFY(segmentPage({}, kDpi).empty());
    QVERIFY(segmentPage(DrawnPage(1, 1).image(), kDpi).empty());
    QVERIFY(segmentPage(DrawnPage(40, 3000).image(), kDpi).empty());
    QVERIFY(segmentPage(DrawnPage(300, 300, { 0 }).image(), kDpi).empty()); // all black
}

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    PageSegmentationTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "page_segmentation_test.moc"
