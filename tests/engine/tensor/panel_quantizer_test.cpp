// The vector form against the plain one, bit for bit, on every instruction set the processor has.

#include <QtTest>
#include <cmath>
#include <hwy/targets.h>
#include <limits>
#include <vector>

#include "engine/base/half.h"
#include "engine/tensor/block_format.h"
#include "engine/tensor/panel_quantizer.h"
#include "tests/support/random_tensor.h"

using namespace palimpsest;

namespace {

std::vector<std::byte> stored(DType dtype, const std::vector<float>& values)
{
    std::vector<std::byte> bytes(values.size() * elementBytes(dtype));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = dtype == DType::BF16 ? floatToBf16(values[i]) : floatToF16(values[i]);
        if (dtype == DType::F32)
            std::memcpy(bytes.data() + i * 4, &values[i], 4);
        else
            std::memcpy(bytes.data() + i * 2, &half, 2);
    }
    return bytes;
}

std::vector<float> widened(DType dtype, const std::vector<std::byte>& bytes)
{
    std::vector<float> values(bytes.size() / elementBytes(dtype));
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, bytes.data() + i * elementBytes(dtype), 2);
        if (dtype == DType::F32)
            std::memcpy(&values[i], bytes.data() + i * 4, 4);
        else
            values[i] = dtype == DType::BF16 ? bf16ToFloat(half) : f16ToFloat(half);
    }
    return values;
}

// Numbers that stress the rounding: normal ones, zeros of both signs, ties, blocks of one value, tiny and large ones.
std::vector<float> awkwardNumbers(std::size_t count)
{
    std::vector<float> values = randomNormal(count, 11, 0.05F);
    for (std::size_t i = 0; i < count; ++i) {
        switch (i / 32 % 7) {
        case 1:
            values[i] = i % 2 == 0 ? 0.0F : -0.0F;
            break;
        case 2:
            values[i] = static_cast<float>(i % 32) * 0.5F - 8; // ties between levels
            break;
        case 3:
            values[i] = -0.75F;
            break;
        case 4:
            values[i] *= 1e-6F; // scales that f16 holds as subnormals, or not at all
            break;
        case 5:
            values[i] *= 1e5F;
            break;
        default:
            break;
        }
    }
    return values;
}

} // namespace

class PanelQuantizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsThePlainForm_data();
    void equalsThePlainForm();
    void refusesWhatNoFormatHolds_data();
    void refusesWhatNoFormatHolds();
    void measuresAndWidens();
};

void PanelQuantizerTest::equalsThePlainForm_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("source");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    for (const DType format : { DType::Q8, DType::Q4 }) {
        for (const DType source : { DType::BF16, DType::F16, DType::F32 }) {
            const auto row = [&](const char* name, int rows, int width) {
                QTest::addRow("%s from %s: %s", nameOf(format).data(), nameOf(source).data(), name)
                    << static_cast<int>(format) << static_cast<int>(source) << rows << width;
            };
            row("Gemma 2 2B", 16, 2304);
            row("SigLIP fc2, part of a superblock", 16, 4304);
            row("nano, part of a superblock", 16, 96);
            row("part of a panel", 5, 128);
            row("part of both", 3, 97);
            row("one number", 1, 1);
        }
    }
}

void PanelQuantizerTest::equalsThePlainForm()
{
    QFETCH(const int, format);
    QFETCH(const int, source);
    QFETCH(const int, rows);
    QFETCH(const int, width);
    const auto kind = static_cast<DType>(format);
    const auto r = static_cast<std::size_t>(rows);
    const auto w = static_cast<std::size_t>(width);
    const std::vector<std::byte> numbers = stored(static_cast<DType>(source), awkwardNumbers(r * w));
    const std::vector<float> values = widened(static_cast<DType>(source), numbers);
    std::vector<std::byte> expected(block::panelBytes(kind, w));
    block::quantizePanel(kind, values.data(), r, w, expected);

    for (std::int64_t targets = hwy::SupportedTargets(); targets != 0; targets &= targets - 1) {
        hwy::SetSupportedTargetsForTest(targets & -targets);
        PanelQuantizer quantizer(kind, w);
        std::vector<std::byte> found(expected.size(), std::byte{ 0xee });
        QVERIFY(quantizer.quantize(static_cast<DType>(source), numbers, r, found));
        const auto place = std::mismatch(found.begin(), found.end(), expected.begin()).first - found.begin();
        QVERIFY2(found == expected,
            qPrintable(
                QStringLiteral("%1, byte %2").arg(QLatin1String(hwy::TargetName(targets & -targets))).arg(place)));
    }
    hwy::SetSupportedTargetsForTest(0);
}

void PanelQuantizerTest::refusesWhatNoFormatHolds_data()
{
    QTest::addColumn<float>("number");
    QTest::addColumn<bool>("good");
    QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN() << false;
    QTest::newRow("infinity") << -std::numeric_limits<float>::infinity() << false;
    QTest::newRow("beyond f16") << 65600.0F << false;
    QTest::newRow("the largest f16") << -65504.0F << true;
}

void PanelQuantizerTest::refusesWhatNoFormatHolds()
{
    QFETCH(const float, number);
    QFETCH(const bool, good);
    for (const std::size_t place : { std::size_t{ 0 }, std::size_t{ 777 }, std::size_t{ 16 * 70 - 1 } }) {
        std::vector<float> values = randomNormal(16 * 70, 3);
        values[place] = number;
        PanelQuantizer quantizer(DType::Q8, 70);
        std::vector<std::byte> panel(block::panelBytes(DType::Q8, 70));
        QCOMPARE(quantizer.quantize(DType::F32, std::as_bytes(std::span(values)), 16, panel), good);
    }
}

void PanelQuantizerTest::measuresAndWidens()
{
    for (const DType dtype : { DType::F32, DType::BF16, DType::F16 }) {
        std::vector<float> values = randomNormal(1003, 5);
        values[501] = -40.0F;
        const auto numbers = stored(dtype, values);
        std::vector<float> found(values.size());
        QCOMPARE(largestMagnitude(dtype, numbers, values.size(), found.data()), 40.0F);
        QCOMPARE(found, widened(dtype, numbers));
        QCOMPARE(largestMagnitude(dtype, {}, 0), 0.0F);
    }
}

QTEST_APPLESS_MAIN(PanelQuantizerTest)
#include "panel_quantizer_test.moc"
