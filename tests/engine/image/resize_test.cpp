// Resampling against the vectors of the specification and against Pillow's own results.

#include <QtTest>
#include <cmath>
#include <numeric>

#include "engine/image/resize.h"
#include "tests/support/golden_file.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

// The picture that tests/golden/regenerate/resize.py makes from the same seed.
RgbImage pseudoRandomImage(std::size_t width, std::size_t height, std::uint32_t seed)
{
    RgbImage image{ width, height, {} };
    for (std::size_t i = 0; i < width * height * 3; ++i) {
        seed = seed * 1664525U + 1013904223U;
        image.pixels.push_back(static_cast<std::uint8_t>(seed >> 24));
    }
    return image;
}

// byte(y, x, c) = (37y + 53x + 71c + 11xy) mod 256
RgbImage formulaImage()
{
    RgbImage image{ 9, 6, {} };
    for (std::size_t y = 0; y < 6; ++y)
        for (std::size_t x = 0; x < 9; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                image.pixels.push_back(static_cast<std::uint8_t>(37 * y + 53 * x + 71 * c + 11 * x * y));
    return image;
}

std::string hexOf(const RgbImage& image)
{
    return QByteArray(reinterpret_cast<const char*>(image.pixels.data()), static_cast<qsizetype>(image.pixels.size()))
        .toHex()
        .toStdString();
}

std::vector<float> resizedPlane(const std::vector<float>& plane, std::size_t side, std::size_t newSide)
{
    return resizePlane(plane, side, side, newSide, newSide, ResizeKernel::Bilinear);
}

} // namespace

class ResizeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vectorsOfTheSpecification();
    void equalsPillow();
    void planeVectorsOfTheSpecification();
    void planeEqualsPillow();
    void sameSizeIsTheSameImage();
};

void ResizeTest::vectorsOfTheSpecification()
{
    const RgbImage small = resize(formulaImage(), 4, 4, ResizeKernel::Bicubic);
    const std::vector<std::uint8_t> expectedSmall{ 52, 132, 190, 159, 149, 123, 89, 116, 155, 134, 166, 80, //
        119, 156, 146, 137, 111, 116, 112, 111, 119, 117, 140, 141,                                         //
        153, 114, 143, 110, 132, 167, 112, 102, 82, 120, 112, 113,                                          //
        140, 105, 105, 157, 159, 137, 140, 108, 136, 107, 164, 124 };
    QCOMPARE(small.pixels, expectedSmall);
    QCOMPARE(std::accumulate(small.pixels.begin(), small.pixels.end(), 0), 6112);

    const RgbImage large = resize(formulaImage(), 12, 8, ResizeKernel::Bicubic);
    const std::vector<std::uint8_t> corner{ 0, 66, 137, 27, 98, 168, 70, 141, 228, 110, 183, 243, //
        19, 89, 159, 54, 123, 219, 101, 187, 206, 149, 222, 111,                                  //
        47, 118, 194, 88, 174, 189, 153, 201, 127, 201, 158, 56,                                  //
        75, 147, 231, 123, 196, 94, 187, 146, 41, 198, 33, 129 };
    for (std::size_t y = 0; y < 4; ++y)
        for (std::size_t i = 0; i < 12; ++i)
            QCOMPARE(large.pixels[y * 36 + i], corner[y * 12 + i]);
    QCOMPARE(std::accumulate(large.pixels.begin(), large.pixels.end(), 0), 36510);
}

void ResizeTest::equalsPillow()
{
    const nlohmann::json golden = readGoldenJson("resize.json");
    QVERIFY(golden["rgb"].size() >= 24);
    for (const nlohmann::json& entry : golden["rgb"]) {
        const RgbImage source = pseudoRandomImage(entry["source"][0], entry["source"][1], entry["seed"]);
        const bool cubic = entry["kernel"] == "bicubic";
        const RgbImage found = resize(
            source, entry["target"][0], entry["target"][1], cubic ? ResizeKernel::Bicubic : ResizeKernel::Bilinear);
        const std::string context
            = entry["kernel"].get<std::string>() + " " + entry["source"].dump() + " to " + entry["target"].dump();
        QVERIFY2(hexOf(found) == entry["pixels"].get<std::string>(), context.c_str());
    }
}

void ResizeTest::planeVectorsOfTheSpecification()
{
    const std::vector<float> checks = resizedPlane({ -1, 1, 1, -1 }, 2, 4);
    QCOMPARE(checks,
        (std::vector<float>{ -1, -.5F, .5F, 1, -.5F, -.25F, .25F, .5F, .5F, .25F, -.25F, -.5F, 1, .5F, -.5F, -1 }));

    std::vector<float> ramp(16);
    std::iota(ramp.begin(), ramp.end(), 0.0F);
    const std::vector<float> three{ 1.5F, 2.7F, 3.9F, 6.3F, 7.5F, 8.7F, 11.1F, 12.3F, 13.5F };
    QVERIFY(largestDifference(resizedPlane(ramp, 4, 3), three) < tolerance::kResampledPlane);
    const std::vector<float> two{ 3.571429F, 5.142857F, 9.857143F, 11.428572F };
    QVERIFY(largestDifference(resizedPlane(ramp, 4, 2), two) < tolerance::kResampledPlane);
}

void ResizeTest::planeEqualsPillow()
{
    const nlohmann::json golden = readGoldenJson("resize.json");
    for (const nlohmann::json& entry : golden["plane"]) {
        const std::size_t width = entry["source"][0];
        const std::size_t height = entry["source"][1];
        std::vector<float> plane(width * height);
        for (std::size_t i = 0; i < plane.size(); ++i)
            plane[i] = static_cast<float>(static_cast<double>(i * 37 % 101) / 50.0 - 1.0);
        const std::vector<float> found
            = resizePlane(plane, width, height, entry["target"][0], entry["target"][1], ResizeKernel::Bilinear);
        const std::vector<float> expected = entry["values"];
        QVERIFY(found.size() >= expected.size() && !expected.empty());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(std::fabs(found[i] - expected[i]) < tolerance::kResampledPlane, entry["target"].dump().c_str());
    }
}

void ResizeTest::sameSizeIsTheSameImage()
{
    const RgbImage image = pseudoRandomImage(11, 5, 3);
    QCOMPARE(resize(image, 11, 5, ResizeKernel::Bicubic).pixels, image.pixels);
}

QTEST_APPLESS_MAIN(ResizeTest)
#include "resize_test.moc"
