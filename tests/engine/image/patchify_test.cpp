// Bytes to [-1, 1] and pixels to patch rows, against the definition.

#include <QtTest>
#include <cmath>

#include "engine/image/normalize.h"
#include "engine/image/patchify.h"

using namespace palimpsest;

class PatchifyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesBecomeMinusOneToOne();
    void patchesAreChannelRowColumn();
};

void PatchifyTest::bytesBecomeMinusOneToOne()
{
    const std::array<float, 256>& table = normalizedBytes();
    QCOMPARE(table[0], -1.0F);
    QCOMPARE(table[255], 1.0F);
    // Worked out in Python: numpy.float32(numpy.float32(k * 0.00392156862745098) - 0.5) / 0.5
    QCOMPARE(table[1], -0.992156862F);
    QCOMPARE(table[127], -0.00392156839F);
    QCOMPARE(table[128], 0.00392162800F);
    for (std::size_t byte = 0; byte < 256; ++byte)
        QVERIFY(std::fabs(static_cast<double>(table[byte]) - (static_cast<double>(byte) - 127.5) / 127.5) < 1.2e-7);
}

void PatchifyTest::patchesAreChannelRowColumn()
{
    constexpr std::size_t kPatch = 3;
    RgbImage image{ 6, 9, std::vector<std::uint8_t>(6 * 9 * 3) };
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(i); // every byte tells its place
    std::vector<float> rows(image.pixels.size());
    patchify(image, kPatch, rows.data());

    for (std::size_t patch = 0; patch < 6; ++patch)
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t i = 0; i < kPatch; ++i)
                for (std::size_t j = 0; j < kPatch; ++j) {
                    const std::size_t y = patch / 2 * kPatch + i;
                    const std::size_t x = patch % 2 * kPatch + j;
                    QCOMPARE(rows[patch * 27 + c * 9 + i * 3 + j], normalizedBytes()[(y * 6 + x) * 3 + c]);
                }
}

QTEST_APPLESS_MAIN(PatchifyTest)
#include "patchify_test.moc"
