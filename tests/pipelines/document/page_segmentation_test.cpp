// Tables, staves and pictures on drawn pages, against where they were drawn.

#include <QFont>
#include <QGuiApplication>
#include <QPainter>
#include <QtTest>
#include <cmath>
#include <random>

#include "pipelines/document/page_segmentation.h"
#include "pipelines/document/page_source.h"
#include "tests/support/drawn_page.h"
#include "tests/support/golden_file.h"

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
    void aTableEndsWhereItsFrameDoes();
    void aFrameIsNoTable();
    void tablesWithoutRules_data();
    void tablesWithoutRules();
    void columnsThatAreNoTables_data();
    void columnsThatAreNoTables();
    void lineDrawings_data();
    void lineDrawings();
    void strokesThatAreNoDrawings_data();
    void strokesThatAreNoDrawings();
    void theSamples_data();
    void theSamples();
    void stavesAreNoTables();
    void pictures();
    void picturesInTone_data();
    void picturesInTone();
    void aColouredBoxWithPrintIsNoFigure();
    void aStaffBesideAColumnOfPrint();
    void darkGroundRoundThePaperIsNoFigure();
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

void PageSegmentationTest::aTableEndsWhereItsFrameDoes()
{
    DrawnPage page = sheet(560, 1120);
    const PixelBox above{ 200, 600, 1050, 780 };
    const PixelBox below{ 200, 880, 1050, 1060 };
    grid(page, above, 4, 4, true);
    page.line(206, 815, 28, { 6, 4 });
    grid(page, below, 4, 4, true);
    const auto regions = segmentPage(page.image(), kDpi);
    QCOMPARE(labelsOf(regions), (std::vector<std::string>{ "table", "table" }));
    QVERIFY(intersectionOverUnion(regions[0].box, above.toRectF()) > 0.8);
    QVERIFY(intersectionOverUnion(regions[1].box, below.toRectF()) > 0.8);
}

void PageSegmentationTest::aFrameIsNoTable()
{
    DrawnPage page = sheet(560, 720);
    grid(page, { 200, 600, 1050, 700 }, 1, 1, true);
    QVERIFY(segmentPage(page.image(), kDpi).empty());
}

// Cells of these numbers of letters, in columns that begin at these places.
DrawnPage withColumns(const std::vector<std::pair<int, std::vector<int>>>& columns, int rows, int top = 600)
{
    DrawnPage page = sheet(560, top + 60 * rows);
    for (int row = 0; row < rows; ++row)
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::vector<int> letters = columns[i].second;
            letters.back() += (row * 3 + static_cast<int>(i)) % 3; // not all are alike
            page.line(columns[i].first, top + 20 + 50 * row, 28, letters);
        }
    return page;
}

void PageSegmentationTest::tablesWithoutRules_data()
{
    QTest::addColumn<RgbImage>("page");
    QTest::addColumn<RectF>("box");
    QTest::newRow("three columns of three rows")
        << withColumns({ { 200, { 5 } }, { 500, { 4 } }, { 800, { 6 } } }, 3).image() << RectF{ 200, 620, 890, 750 };
    QTest::newRow("four columns, one of them wordy")
        << withColumns({ { 150, { 5, 3, 6, 4, 4 } }, { 600, { 4 } }, { 760, { 3 } }, { 920, { 5 } } }, 8).image()
        << RectF{ 150, 620, 990, 1000 };
    QTest::newRow("two columns of six rows")
        << withColumns({ { 200, { 6, 3 } }, { 700, { 5 } } }, 6).image() << RectF{ 200, 620, 780, 900 };
    DrawnPage prices = sheet(560, 1080);
    for (int row = 0; row < 6; ++row)
        for (const int left : { 150, 450, 650, 900 }) // a name above may stand elsewhere in its column
            prices.line(left + (row == 0 && left == 650 ? 40 : 0), 620 + 50 * row, 28, { 4 + row % 2 });
    for (const int row : { 6, 7 }) {
        prices.line(480, 620 + 50 * row, 28, { 8, 7 }); // over two columns
        prices.line(900, 620 + 50 * row, 28, { 5 });
    }
    DrawnPage between = sheet(560, 1080); // names, a rule, rows of two lines, a rule, a rule, sums
    for (const int left : { 150, 450, 650, 900 })
        between.line(left, 600, 28, { 4 });
    for (const int y : { 640, 850, 858 })
        between.fill({ 150, y, 990, y + 3 }, kInk);
    for (int row = 0; row < 2; ++row) {
        for (const int left : { 150, 450, 650, 900 })
            between.line(left, 660 + 100 * row, 28, { 4 });
        between.line(150, 695 + 100 * row, 28, { 6, 4 });
    }
    between.line(650, 880, 28, { 4 });
    between.line(900, 880, 28, { 5 });
    QTest::newRow("names above the first rule, sums below the last") << between.image() << RectF{ 138, 588, 1002, 920 };
    QTest::newRow("prices with sums") << prices.image() << RectF{ 150, 620, 960, 1000 };
}

void PageSegmentationTest::tablesWithoutRules()
{
    QFETCH(const RgbImage, page);
    QFETCH(const RectF, box);
    const auto regions = segmentPage(page, kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "table" });
    QVERIFY2(intersectionOverUnion(regions[0].box, box) > 0.75,
        qPrintable(QStringLiteral("%1 %2 %3 %4")
                       .arg(regions[0].box.left)
                       .arg(regions[0].box.top)
                       .arg(regions[0].box.right)
                       .arg(regions[0].box.bottom)));
}

void PageSegmentationTest::columnsThatAreNoTables_data()
{
    QTest::addColumn<RgbImage>("page");
    const std::vector<int> narrow{ 4, 2, 5, 3, 4, 3 };
    QTest::newRow("running text in two columns")
        << withColumns({ { 150, { 7, 4, 3, 6, 3, 5, 4 } }, { 660, { 5, 6, 3, 4, 7, 3, 4 } } }, 18).image();
    QTest::newRow("a newspaper's four columns")
        << withColumns({ { 100, narrow }, { 380, narrow }, { 660, narrow }, { 940, narrow } }, 18).image();
    QTest::newRow("an address beside another") << withColumns({ { 150, { 6, 4 } }, { 800, { 5, 6 } } }, 4).image();
    QTest::newRow("two rows") << withColumns({ { 200, { 5 } }, { 500, { 4 } }, { 800, { 6 } } }, 2).image();
    DrawnPage ragged = sheet(560, 1000);
    for (int row = 0; row < 6; ++row)
        for (int cell = 0; cell < 3; ++cell)
            ragged.line(150 + 320 * cell + row * row * 37 % 140, 620 + 50 * row, 28, { 4 });
    QTest::newRow("words that stand anywhere") << ragged.image();
    DrawnPage unlevel = sheet(560, 1120);
    for (int row = 0; row < 10; ++row) {
        unlevel.line(150, 600 + 50 * row, 28, { 6, 4 });
        unlevel.line(660, 608 + 50 * row, 28, { 5, 5 });
    }
    QTest::newRow("two columns of short lines") << unlevel.image();
    QTest::newRow("a page of print") << sheet(0, 0).image();
}

void PageSegmentationTest::columnsThatAreNoTables()
{
    QFETCH(const RgbImage, page);
    QCOMPARE(labelsOf(segmentPage(page, kDpi)), std::vector<std::string>{});
}

// A line of this width between two points.
void stroke(DrawnPage& page, double x0, double y0, double x1, double y1)
{
    const int steps = static_cast<int>(std::hypot(x1 - x0, y1 - y0) * 2);
    for (int i = 0; i <= steps; ++i) {
        const int x = static_cast<int>(x0 + (x1 - x0) * i / steps);
        const int y = static_cast<int>(y0 + (y1 - y0) * i / steps);
        page.fill({ x, y, x + 3, y + 3 }, kInk);
    }
}

void ring(DrawnPage& page, double x, double y, double radius, int corners)
{
    for (int i = 0; i < corners; ++i) {
        const double from = 2 * M_PI * i / corners + M_PI / 2;
        const double to = from + 2 * M_PI / corners;
        stroke(page, x + radius * std::cos(from), y + radius * std::sin(from), x + radius * std::cos(to),
            y + radius * std::sin(to));
    }
}

void PageSegmentationTest::lineDrawings_data()
{
    QTest::addColumn<RgbImage>("page");
    QTest::addColumn<RectF>("box");
    DrawnPage rings = sheet(560, 900); // two rings of a molecule and a letter at its end
    ring(rings, 500, 740, 60, 6);
    ring(rings, 500 + 60 * std::sqrt(3.0), 740, 60, 6);
    stroke(rings, 500 + 90 * std::sqrt(3.0), 710, 720, 680);
    rings.line(728, 660, 28, { 2 });
    QTest::newRow("a molecule") << rings.image() << RectF{ 448, 660, 750, 803 };
    DrawnPage row = sheet(560, 900); // rings that letters part stand beside each other as large letters do
    for (int i = 0; i < 4; ++i) {
        ring(row, 400 + 150 * i, i % 2 == 0 ? 760 : 730, 60, 6);
        if (i < 3)
            row.line(465 + 150 * i, 735, 28, { 1 });
    }
    QTest::newRow("rings in a row") << row.image() << RectF{ 340, 670, 910, 820 };
    DrawnPage curve = sheet(560, 1000);
    for (int x = 0; x < 400; x += 4)
        stroke(curve, 300 + x, 780 + 120 * std::sin(x / 50.0), 304 + x, 780 + 120 * std::sin((x + 4) / 50.0));
    QTest::newRow("a curve") << curve.image() << RectF{ 300, 660, 707, 903 };
}

void PageSegmentationTest::lineDrawings()
{
    QFETCH(const RgbImage, page);
    QFETCH(const RectF, box);
    const auto regions = segmentPage(page, kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "drawing" });
    QVERIFY(intersectionOverUnion(regions[0].box, box) > 0.75);
}

void PageSegmentationTest::strokesThatAreNoDrawings_data()
{
    QTest::addColumn<RgbImage>("page");
    DrawnPage framed = sheet(560, 900);
    ring(framed, 600, 730, 160, 24); // round a paragraph
    for (int line = 0; line < 3; ++line)
        framed.line(500, 670 + 40 * line, 24, { 3, 4, 2, 5, 3 });
    QTest::newRow("a ring round text") << framed.image();
    DrawnPage boxes = sheet(560, 900);
    for (int i = 0; i < 4; ++i)
        grid(boxes, { 200 + 220 * i, 620, 360 + 220 * i, 800 }, 1, 1, true);
    QTest::newRow("boxes to fill in") << boxes.image();
    DrawnPage title = sheet(560, 900);
    title.line(200, 640, 140, { 4, 3 });
    QTest::newRow("a large title") << title.image();
    DrawnPage crossed = sheet(560, 900);
    stroke(crossed, 200, 600, 1000, 604);
    stroke(crossed, 600, 600, 604, 860);
    QTest::newRow("rules that cross") << crossed.image();
}

void PageSegmentationTest::strokesThatAreNoDrawings()
{
    QFETCH(const RgbImage, page);
    QCOMPARE(labelsOf(segmentPage(page, kDpi)), std::vector<std::string>{});
}

void PageSegmentationTest::theSamples_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::size_t>("page");
    QTest::addColumn<std::vector<std::string>>("labels");
    using Labels = std::vector<std::string>;
    QTest::newRow("letter") << std::string("letter.pdf") << std::size_t{ 0 } << Labels{};
    QTest::newRow("letter, the other page") << std::string("letter.pdf") << std::size_t{ 1 } << Labels{};
    QTest::newRow("music") << std::string("music.png") << std::size_t{ 0 } << Labels{ "staff" };
    QTest::newRow("molecule") << std::string("molecule.png") << std::size_t{ 0 } << Labels{ "drawing" };
    QTest::newRow("table") << std::string("table.png") << std::size_t{ 0 } << Labels{ "table" };
    QTest::newRow("prices") << std::string("prices.pdf") << std::size_t{ 0 } << Labels{ "table" };
}

void PageSegmentationTest::theSamples()
{
    QFETCH(const std::string, name);
    QFETCH(const std::size_t, page);
    QFETCH(const std::vector<std::string>, labels);
    const auto source = PageSource::open(goldenPath("../../resources/samples/" + name));
    QVERIFY(source.ok());
    const PageImage image = source.value()->render(page).value();
    QCOMPARE(labelsOf(segmentPage(image.image, image.dpi)), labels);
}

void PageSegmentationTest::stavesAreNoTables()
{
    DrawnPage page = sheet(560, 920);
    for (int line = 0; line < 5; ++line)
        page.fill({ 160, 700 + 11 * line, 1080, 702 + 11 * line }, kInk);
    const auto regions = segmentPage(page.image(), kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "staff" });
    QVERIFY(regions[0].box.top <= 701 && regions[0].box.bottom >= 745);
    for (int verse = 0; verse < 3; ++verse) // what is sung stands in columns below the notes
        for (int syllable = 0; syllable < 6; ++syllable)
            page.line(180 + 140 * syllable, 762 + 34 * verse, 24, { 4 });
    QCOMPARE(labelsOf(segmentPage(page.image(), kDpi)), std::vector<std::string>{ "staff" });
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

void PageSegmentationTest::picturesInTone_data()
{
    QTest::addColumn<RgbImage>("page");
    const PixelBox box{ 300, 600, 900, 1080 };
    for (const int level : { 40, 130, 215 }) {
        DrawnPage page = sheet(560, 1120);
        page.fill(box, Grey{ static_cast<std::uint8_t>(level) });
        page.fill({ 400, 700, 560, 860 }, Grey{ static_cast<std::uint8_t>(level / 2) });
        page.addNoise(4, 7);
        QTest::addRow("grey of %d", level) << page.image();
    }
    DrawnPage chart = sheet(560, 1120);
    grid(chart, box, 1, 1, true);
    chart.fill({ 302, 602, 898, 1078 }, Grey{ 255 });
    for (int bar = 0; bar < 5; ++bar)
        chart.fill({ 360 + 100 * bar, 1000 - 70 * bar, 410 + 100 * bar, 1070 }, Grey{ 90 });
    QTest::newRow("a chart in a frame") << chart.image();
    DrawnPage bars = sheet(560, 1120);
    for (int bar = 0; bar < 4; ++bar)
        bars.fill({ 300 + 170 * bar, 840 - 80 * bar, 390 + 170 * bar, 1080 }, Grey{ 90 });
    QTest::newRow("bars alone") << bars.image();
}

void PageSegmentationTest::picturesInTone()
{
    QFETCH(const RgbImage, page);
    const auto regions = segmentPage(page, kDpi);
    QCOMPARE(labelsOf(regions), std::vector<std::string>{ "figure" });
    QVERIFY(intersectionOverUnion(regions[0].box, { 300, 600, 900, 1080 }) > 0.85);
}

void PageSegmentationTest::aColouredBoxWithPrintIsNoFigure()
{
    DrawnPage page = sheet(560, 1120);
    page.fill({ 150, 600, 1090, 1080 }, Grey{ 190 });
    for (int top = 640; top < 1040; top += 60)
        page.line(200, top, 28, { 7, 4, 9, 6, 3, 8 });
    QCOMPARE(labelsOf(segmentPage(page.image(), kDpi)), std::vector<std::string>{});
}

// The rows of its lines have other strokes beside them.
void PageSegmentationTest::aStaffBesideAColumnOfPrint()
{
    DrawnPage page(1240, 1754);
    for (int line = 0; line < 5; ++line)
        page.fill({ 100, 300 + 14 * line, 560, 302 + 14 * line }, kInk);
    page.fill({ 100, 300, 102, 358 }, kInk);
    page.fill({ 558, 300, 560, 358 }, kInk);
    page.fill({ 640, 200, 1140, 500 }, Grey{ 60 });
    for (int top = 600; top < 1600; top += 60)
        page.line(100, top, 28, { 7, 4, 9 });
    const auto regions = segmentPage(page.image(), kDpi);
    QCOMPARE(labelsOf(regions), (std::vector<std::string>{ "figure", "staff" }));
    QVERIFY(intersectionOverUnion(regions[1].box, { 100, 300, 560, 358 }) > 0.7);
}

// Photographed upon a dark table.
void PageSegmentationTest::darkGroundRoundThePaperIsNoFigure()
{
    DrawnPage page = sheet(0, 0);
    std::mt19937 random(3);
    const int width = static_cast<int>(page.image().width);
    const int height = static_cast<int>(page.image().height);
    for (int y = 0; y < height; y += 2)
        for (int x = 0; x < width; x += 2)
            if ((x < 80 || y < 60 || x >= width - 80 || y >= height - 60) && random() % 4 != 0)
                page.fill({ x, y, x + 2, y + 2 }, kInk);
    for (const PageRegion& region : segmentPage(page.image(), kDpi))
        QVERIFY(region.box.area() < 0.2 * width * height);
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
