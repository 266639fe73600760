// Staves drawn to the pixel: found where they are, joined where strokes join them.

#include <QtTest>

#include "pipelines/document/page_source.h"
#include "pipelines/score/system_finder.h"
#include "tests/support/drawn_page.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

namespace {

const Grey kBlack{ 0 };

// Five lines and some notes; returns the box from the top line to the bottom line.
PixelBox drawStaff(DrawnPage& page, int left, int top, int width, int space)
{
    for (int line = 0; line < 5; ++line)
        page.fill({ left, top + line * space, left + width, top + line * space + 2 }, kBlack);
    for (int note = 0; note < 12; ++note) {
        const int x = left + 40 + note * (width - 60) / 12;
        const int y = top + (note * 7 % 9 - 2) * space / 2;
        page.fill({ x, y, x + space, y + space }, kBlack);
        page.fill({ x + space - 2, y - 3 * space, x + space, y }, kBlack);
    }
    return { left, top, left + width, top + 4 * space + 2 };
}

} // namespace

class SystemFinderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stavesAreFoundWhereTheyAre();
    void crookedStavesAreFound();
    void printBesideAndAboveIsNotTaken();
    void barlinesJoinStaves();
    void theSampleHasOneSystem();
    void otherLinesAreNoStaves_data();
    void otherLinesAreNoStaves();
};

void SystemFinderTest::stavesAreFoundWhereTheyAre()
{
    DrawnPage page(1200, 1000);
    const PixelBox first = drawStaff(page, 100, 150, 1000, 12);
    const PixelBox second = drawStaff(page, 100, 450, 1000, 12);
    page.line(100, 600, 20, { 4, 3, 7 }); // words below
    const PixelBox third = drawStaff(page, 150, 750, 700, 10);
    page.addNoise(12, 7);
    const std::vector<FoundSystem> systems = findSystems(page.image());
    QCOMPARE(systems.size(), std::size_t{ 3 });
    const std::vector<PixelBox> drawn{ first, second, third };
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const PixelBox& wanted = drawn[i];
        QCOMPARE(systems[i].staves.size(), std::size_t{ 1 });
        const PixelBox& found = systems[i].staves[0].box;
        QVERIFY(std::abs(found.left - wanted.left) <= 2 && std::abs(found.right - wanted.right) <= 2);
        QVERIFY(std::abs(found.top - wanted.top) <= 1 && std::abs(found.bottom - wanted.bottom) <= 1);
        QVERIFY(systems[i].box.top < wanted.top - 20 && systems[i].box.bottom >= wanted.bottom); // with their stems
    }
    QVERIFY(systems[0].box.bottom < systems[1].box.top);
    QVERIFY(std::fabs(systems[2].staves[0].space - 10) < 0.3);
}

// Half a degree: from end to end a line falls by more than it is away from the next.
void SystemFinderTest::crookedStavesAreFound()
{
    constexpr int kFall = 9;
    DrawnPage page(1200, 600);
    for (int line = 0; line < 5; ++line)
        for (int x = 0; x < 1000; ++x)
            page.fill(
                { 100 + x, 250 + line * 8 + x * kFall / 1000, 101 + x, 252 + line * 8 + x * kFall / 1000 }, kBlack);
    const std::vector<FoundSystem> systems = findSystems(page.image());
    QCOMPARE(systems.size(), std::size_t{ 1 });
    const FoundStaff& staff = systems[0].staves.at(0);
    QVERIFY(std::fabs(staff.space - 8) < 0.3);
    QVERIFY(std::abs(staff.box.top - 250) <= 2 && std::abs(staff.box.bottom - (250 + 34 + kFall)) <= 2);
}

void SystemFinderTest::printBesideAndAboveIsNotTaken()
{
    DrawnPage page(1200, 600);
    const PixelBox staff = drawStaff(page, 100, 250, 560, 12);
    page.line(100, 130, 24, { 4, 3, 7, 5 });                          // a title
    page.fill({ 800, staff.top + 24, 1100, staff.top + 26 }, kBlack); // what a column beside has at that height
    const std::vector<FoundSystem> systems = findSystems(page.image());
    QCOMPARE(systems.size(), std::size_t{ 1 });
    QVERIFY(systems[0].staves[0].box.right <= staff.right + 2);
    QVERIFY(systems[0].box.right <= staff.right + 40);
    QVERIFY(systems[0].box.top > 160);
}

void SystemFinderTest::barlinesJoinStaves()
{
    DrawnPage page(1200, 1100);
    for (const int top : { 150, 650 }) {
        drawStaff(page, 100, top, 1000, 12);
        const PixelBox lower = drawStaff(page, 100, top + 150, 1000, 12);
        page.fill({ 600, top, 603, lower.bottom }, kBlack);
    }
    const std::vector<FoundSystem> systems = findSystems(page.image());
    QCOMPARE(systems.size(), std::size_t{ 2 });
    QCOMPARE(systems[0].staves.size(), std::size_t{ 2 });
    QCOMPARE(systems[1].staves.size(), std::size_t{ 2 });
}

// Engraved, with thin lines at distances that are no whole pixels.
void SystemFinderTest::theSampleHasOneSystem()
{
    const auto source = PageSource::open(goldenPath("../../resources/samples/music.png"));
    QVERIFY(source.ok());
    const auto page = source.value()->render(0);
    QVERIFY(page.ok());
    const std::vector<FoundSystem> systems = findSystems(page.value().image);
    QCOMPARE(systems.size(), std::size_t{ 1 });
    QCOMPARE(systems[0].staves.size(), std::size_t{ 1 });
    const PixelBox& ink = systems[0].box; // clef above, low notes below
    QVERIFY(ink.top > 30 && ink.top < 45 && ink.bottom > 128 && ink.bottom < 140);
    QVERIFY(ink.left > 20 && ink.left < 40 && ink.right > 1040 && ink.right < 1060);
}

void SystemFinderTest::otherLinesAreNoStaves_data()
{
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("uneven");
    QTest::newRow("no lines") << 0 << 0;
    QTest::newRow("four lines") << 4 << 0;
    QTest::newRow("rules at unequal distances") << 5 << 40;
    QTest::newRow("rows of a table") << 9 << 0;
}

void SystemFinderTest::otherLinesAreNoStaves()
{
    QFETCH(const int, lines);
    QFETCH(const int, uneven);
    DrawnPage page(1000, 800);
    page.line(100, 40, 30, { 5, 3, 8, 2, 6 });
    for (int i = 0; i < lines; ++i)
        page.fill({ 100, 200 + i * 30 + i % 2 * uneven, 900, 202 + i * 30 + i % 2 * uneven }, kBlack);
    QVERIFY(findSystems(page.image()).empty());
}

QTEST_GUILESS_MAIN(SystemFinderTest)
#include "system_finder_test.moc"
