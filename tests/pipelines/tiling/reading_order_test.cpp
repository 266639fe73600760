// Lines of drawn-up pages in the order in which people read them.

#include <QtTest>

#include "pipelines/tiling/reading_order.h"

using namespace palimpsest;

namespace {

constexpr int kHeight = 20;
constexpr int kPitch = 26;
constexpr int kLeft = 100;
constexpr int kRight = 900;
constexpr int kGutter = 20; // as wide as a line is high
constexpr int kMiddle = 500;

// Words of 60 pixels with 6 between them.
FoundLine line(int top, int left, int right)
{
    FoundLine found{ { left, top, right, top + kHeight }, {}, kHeight };
    for (int x = left; x < right; x += 66)
        found.words.push_back({ x, top, std::min(x + 60, right), top + kHeight });
    found.box.right = found.words.back().right;
    return found;
}

// Across the gutter, as a finder of lines has it that looks for wide white.
FoundLine joined(const FoundLine& left, const FoundLine& right)
{
    FoundLine both{ united(left.box, right.box), left.words, kHeight };
    both.words.insert(both.words.end(), right.words.begin(), right.words.end());
    return both;
}

// "x,y x,y ...": the top left corner of each line.
std::string corners(const std::vector<FoundLine>& lines)
{
    std::string text;
    for (const FoundLine& found : lines)
        text += std::to_string(found.box.left) + "," + std::to_string(found.box.top) + " ";
    return text;
}

} // namespace

class ReadingOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsBelowATitleAndAboveText_data();
    void columnsBelowATitleAndAboveText();
    void rowsOfATableStayRows();
    void partsFarApartFollowEachOther();
};

void ReadingOrderTest::columnsBelowATitleAndAboveText_data()
{
    QTest::addColumn<int>("shift");
    QTest::addColumn<bool>("areJoined");
    QTest::newRow("in register") << 0 << false;
    QTest::newRow("out of register") << 9 << false;
    QTest::newRow("taken for one") << 0 << true;
}

void ReadingOrderTest::columnsBelowATitleAndAboveText()
{
    QFETCH(const int, shift);
    QFETCH(const bool, areJoined);
    std::vector<FoundLine> page;
    std::vector<FoundLine> expected;
    expected.push_back(line(40, kLeft, kRight));
    page.push_back(expected.back());
    std::vector<FoundLine> left;
    std::vector<FoundLine> right;
    for (int row = 0; row < 6; ++row) {
        left.push_back(line(80 + row * kPitch, kLeft, row == 5 ? kLeft + 100 : kMiddle - kGutter));
        right.push_back(line(80 + shift + row * kPitch, kMiddle, kRight - row * 20));
        if (areJoined) {
            page.push_back(joined(left.back(), right.back()));
        } else {
            page.push_back(right.back());
            page.push_back(left.back());
        }
    }
    expected.insert(expected.end(), left.begin(), left.end());
    expected.insert(expected.end(), right.begin(), right.end());
    const int below = 80 + 7 * kPitch;
    expected.push_back(line(below, kLeft, kLeft + 150)); // a heading
    expected.push_back(line(below + kPitch, kLeft, kRight));
    page.push_back(expected.back());
    page.push_back(expected[expected.size() - 2]);
    QCOMPARE(corners(inReadingOrder(page)), corners(expected));
}

void ReadingOrderTest::rowsOfATableStayRows()
{
    std::vector<FoundLine> page;
    for (int row = 0; row < 6; ++row)
        page.push_back(
            joined(line(80 + row * kPitch, kLeft, kLeft + 120), line(80 + row * kPitch, kLeft + 145, kLeft + 200)));
    QCOMPARE(inReadingOrder(page).size(), std::size_t{ 6 });
}

// A sender beside a number, an address far below: nobody reads the address before the number.
void ReadingOrderTest::partsFarApartFollowEachOther()
{
    std::vector<FoundLine> expected;
    for (int row = 0; row < 3; ++row)
        expected.push_back(line(80 + row * kPitch, kLeft, kLeft + 250));
    for (int row = 0; row < 3; ++row)
        expected.push_back(line(80 + row * kPitch, 600, 850));
    for (int row = 0; row < 6; ++row)
        expected.push_back(line(300 + row * kPitch, kLeft, row < 5 ? kLeft + 250 : kRight));
    QCOMPARE(corners(inReadingOrder({ expected.rbegin(), expected.rend() })), corners(expected));
}

QTEST_APPLESS_MAIN(ReadingOrderTest)
#include "reading_order_test.moc"
