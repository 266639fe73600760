// The mask decoder against a NumPy program that computes it another way, on the CPU and compiled a second time on a
// Vulkan device, and broken files.

#include <QtTest>
#include <cstring>
#include <limits>

#include "engine/model/mask_decoder.h"
#include "tests/support/golden_file.h"
#include "tests/support/gpu_test.h"
#include "tests/support/mask_arrays.h"

using namespace palimpsest;

class MaskDecoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesTheOtherProgram();
    void badArraysAreNamed_data();
    void badArraysAreNamed();
    void badCodesAreRefused();

private:
    std::unique_ptr<Backend> m_backend = createBackend(testRequest(true)).value();
};

void MaskDecoderTest::matchesTheOtherProgram()
{
    const std::string archive = readGoldenFile("mask_decoder.npz");
    const auto golden = parseNpz(std::as_bytes(std::span(archive)), "golden");
    QVERIFY(golden.ok());
    std::vector<int> codes(16);
    std::memcpy(codes.data(), golden.value().at("codes").bytes.data(), 16 * sizeof(int));
    const std::vector<float> expected = toFloats(golden.value().at("mask"), "mask").value();

    const auto decoder = MaskDecoder::create(*m_backend, syntheticMaskArrays(), "weights");
    QVERIFY2(decoder.ok(), decoder.ok() ? "" : decoder.error().message.c_str());
    const auto mask = decoder.value()->decode(codes);
    QVERIFY(mask.ok());
    QCOMPARE(mask.value().size(), std::size_t{ 64 * 64 });
    const double error = nmse(mask.value(), expected);
    QVERIFY2(error < tolerance::kReductionF32, qPrintable(QStringLiteral("NMSE %1").arg(error)));
    std::swap(codes[1], codes[4]); // the grid is row-major
    QVERIFY(nmse(decoder.value()->decode(codes).value(), expected) > 1000 * tolerance::kReductionF32);
}

void MaskDecoderTest::badArraysAreNamed_data()
{
    QTest::addColumn<QString>("array");
    for (const auto& [name, array] : syntheticMaskArrays())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void MaskDecoderTest::badArraysAreNamed()
{
    QFETCH(const QString, array);
    const NpzArrays good = syntheticMaskArrays();
    NpzArrays missing = good;
    missing.erase(array.toStdString());
    NpzArrays reshaped = good;
    reshaped[array.toStdString()] = arrayOf(Shape{ 2, 3 }, std::vector<float>(6));
    NpzArrays impossible = good;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    std::memcpy(impossible[array.toStdString()].bytes.data(), &nan, sizeof nan);
    const QString expected = QString::fromStdString(good.at(array.toStdString()).shape.toString());
    const struct {
        const NpzArrays& arrays;
        QString words;
    } cases[] = { { missing, QStringLiteral("is missing") },
        { reshaped, QStringLiteral("is [2, 3], expected ") + expected }, { impossible, QStringLiteral("NaN") } };
    for (const auto& [arrays, words] : cases) {
        const auto decoder = MaskDecoder::create(*m_backend, arrays, "vae.npz");
        QVERIFY(!decoder.ok());
        QCOMPARE(decoder.error().code, ErrorCode::InvalidModel);
        const QString message = QString::fromStdString(decoder.error().message);
        QVERIFY2(message.contains(array) && message.contains(words), qPrintable(message));
    }
}

void MaskDecoderTest::badCodesAreRefused()
{
    const auto decoder = MaskDecoder::create(*m_backend, syntheticMaskArrays(), "weights");
    QCOMPARE(decoder.value()->decode(std::vector<int>(15, 0)).error().code, ErrorCode::BadArguments);
    QCOMPARE(decoder.value()->decode(std::vector<int>(16, 128)).error().code, ErrorCode::BadArguments);
    QCOMPARE(decoder.value()->decode(std::vector<int>(16, -1)).error().code, ErrorCode::BadArguments);
    QVERIFY(decoder.value()->decode(std::vector<int>(16, 127)).ok());
}

PAL_TWICE_TEST_MAIN(MaskDecoderTest)
#include "mask_decoder_test.moc"
