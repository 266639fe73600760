// The block formats against their definition: error of a quantised matrix, exactness where the format can be exact,
// padding of rows and widths.

#include <QtTest>
#include <algorithm>
#include <vector>

#include "engine/tensor/block_format.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

std::vector<float> throughFormat(DType format, const std::vector<float>& matrix, std::size_t rows, std::size_t width)
{
    std::vector<std::byte> stored(block::matrixBytes(format, rows, width));
    const std::size_t panelBytes = block::panelBytes(format, width);
    for (std::size_t panel = 0; panel < block::panelCount(rows); ++panel) {
        const std::size_t first = panel * block::kPanelRows;
        block::quantizePanel(format, matrix.data() + first * width, std::min(block::kPanelRows, rows - first), width,
            std::span(stored).subspan(panel * panelBytes, panelBytes));
    }
    std::vector<float> restored(rows * width);
    for (std::size_t row = 0; row < rows; ++row)
        block::dequantizeRow(format, stored, row, width, restored.data() + row * width);
    return restored;
}

} // namespace

class BlockFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storageErrorIsBounded_data();
    void storageErrorIsBounded();
    void exactWhereTheFormatCanBe();
    void sizesAreWholeCacheLines();
};

void BlockFormatTest::storageErrorIsBounded_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::newRow("one number") << 1 << 1;
    QTest::newRow("one panel, one superblock") << 16 << 64;
    QTest::newRow("SigLIP fc2") << 48 << 4304;
    QTest::newRow("Gemma 2 2B down") << 17 << 9216;
    QTest::newRow("no multiple of anything") << 35 << 97;
}

void BlockFormatTest::storageErrorIsBounded()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);
    const auto matrix = randomNormal(static_cast<std::size_t>(rows) * static_cast<std::size_t>(width), 7, 0.02F);
    const auto r = static_cast<std::size_t>(rows);
    const auto w = static_cast<std::size_t>(width);
    QVERIFY(nmse(throughFormat(DType::Q8, matrix, r, w), matrix) < tolerance::kStorageQ8);
    QVERIFY(nmse(throughFormat(DType::Q4, matrix, r, w), matrix) < tolerance::kStorageQ4);
}

void BlockFormatTest::exactWhereTheFormatCanBe()
{
    // Levels -127..127 times a power of two survive q8; 0..15 times a power of two plus a minimum survive q4.
    std::vector<float> eight(64);
    std::vector<float> four(64);
    for (std::size_t i = 0; i < 64; ++i) {
        eight[i] = static_cast<float>(static_cast<int>(i % 32) * 8 - 121) / 64.0F;
        four[i] = static_cast<float>(i % 16) * 0.25F - 1.5F;
    }
    eight[3] = eight[40] = 127.0F / 64.0F;
    QCOMPARE(throughFormat(DType::Q8, eight, 1, 64), eight);
    QCOMPARE(throughFormat(DType::Q4, four, 1, 64), four);
}

void BlockFormatTest::sizesAreWholeCacheLines()
{
    QCOMPARE(block::panelBytes(DType::Q8, 2304), std::size_t{ 36 * 1088 });
    QCOMPARE(block::panelBytes(DType::Q4, 4304), std::size_t{ 68 * 640 });
    QCOMPARE(block::matrixBytes(DType::Q8, 257152, 2304), std::size_t{ 16072ULL * 36 * 1088 });
    QCOMPARE(block::kQ8SuperblockBytes % 64, std::size_t{ 0 });
    QCOMPARE(block::kQ4SuperblockBytes % 64, std::size_t{ 0 });
}

QTEST_APPLESS_MAIN(BlockFormatTest)
#include "block_format_test.moc"
