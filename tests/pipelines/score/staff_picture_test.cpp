// A staff as it is measured: its lines straight and where they belong, however they went on the page.

#include <QtTest>

#include "pipelines/score/staff_picture.h"
#include "pipelines/score/system_finder.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

constexpr int kLeft = 80;
constexpr int kWidth = 1000;

// Five lines that fall by so many pixels from left to right, and a block of ink that crosses the second.
DrawnPage pageWithStaff(int space, int fall)
{
    DrawnPage page(1200, 500);
    for (int line = 0; line < 5; ++line)
        for (int x = 0; x < kWidth; ++x) {
            const int top = 200 + line * space + x * fall / kWidth;
            page.fill({ kLeft + x, top, kLeft + x + 1, top + std::max(1, space / 8) }, { 0 });
        }
    const int middle = 200 + space + fall / 2;
    page.fill({ kLeft + kWidth / 2, middle - space / 2, kLeft + kWidth / 2 + space, middle + space / 2 }, { 0 });
    return page;
}

} // namespace

class StaffPictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreStraightAndTakenAway_data();
    void linesAreStraightAndTakenAway();
};

void StaffPictureTest::linesAreStraightAndTakenAway_data()
{
    QTest::addColumn<int>("space");
    QTest::addColumn<int>("fall");
    QTest::newRow("level") << 12 << 0;
    QTest::newRow("small print") << 7 << 0;
    QTest::newRow("large print") << 28 << 0;
    QTest::newRow("a little crooked") << 12 << 4;
}

void StaffPictureTest::linesAreStraightAndTakenAway()
{
    QFETCH(const int, space);
    QFETCH(const int, fall);
    const DrawnPage page = pageWithStaff(space, fall);
    const std::vector<FoundSystem> systems = findSystems(page.image());
    QCOMPARE(systems.size(), std::size_t{ 1 });
    const StaffPicture picture = pictureOf(page.image(), systems[0].staves[0], 0, 500);
    QVERIFY(std::abs(picture.right - picture.left - kWidth * kSpace / space) <= kSpace);
    int onLines = 0;
    int between = 0;
    int left = 0;
    for (int x = picture.left; x < picture.right; ++x)
        for (int line = 0; line < 5; ++line) {
            onLines += picture.all.at(x, kTopLine + line * kSpace) ? 1 : 0;
            between += picture.all.at(x, kTopLine + line * kSpace + kStep) ? 1 : 0;
            left += picture.signs.at(x, kTopLine + line * kSpace) ? 1 : 0;
        }
    const int columns = picture.right - picture.left;
    QVERIFY2(onLines > 5 * columns * 95 / 100, qPrintable(QString::number(onLines)));
    QVERIFY(between < 2 * kSpace);
    QVERIFY2(left > kSpace / 2 && left < 3 * kSpace / 2, qPrintable(QString::number(left))); // the block stays
}

QTEST_APPLESS_MAIN(StaffPictureTest)
#include "staff_picture_test.moc"
