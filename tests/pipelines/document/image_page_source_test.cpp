// Pixels of every image format against Pillow's; orientation, resolution, pages, sizes past the limit, files cut short.

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pipelines/document/page_source.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;
namespace fs = std::filesystem;

class ImagePageSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsAreThoseOfPillow_data();
    void pixelsAreThoseOfPillow();
    void resolutionIsWhatTheFileStates_data();
    void resolutionIsWhatTheFileStates();
    void everyDirectoryOfATiffIsAPage();
    void aVeryWidePageIsRead();
    void tooManyPixelsAreRefusedBeforeDecoding();
    void aClaimOfManyPixelsIsRefused();
    void cutShort_data();
    void cutShort();
    void aPreviewInTheHeaderIsNotTheEnd();
    void noSuchPage();
    void stopped();

private:
    fs::path inFolder(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    // Pixels that compress badly, so that half of the file holds about half of the picture.
    static QImage noise(int width, int height);

    QTemporaryDir m_folder;
};

QImage ImagePageSourceTest::noise(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    std::uint32_t state = 7;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, 0xff000000U | (state = state * 1664525U + 1013904223U) >> 8U);
    return image;
}

void ImagePageSourceTest::pixelsAreThoseOfPillow_data()
{
    QTest::addColumn<std::string>("golden");
    QTest::addColumn<int>("page");
    QTest::addColumn<int>("largestDifference"); // JPEG decoders may round differently
    for (const char* name : { "rgb.png", "rgb.bmp", "rgb.webp", "rgb.tiff", "rgba.png", "rgba16.png", "grey.png",
             "grey16.png", "grey_alpha.png", "palette.png", "palette_hole.png", "bilevel.png", "bilevel_fax.tiff",
             "cmyk.tiff", "two_pages.tiff" })
        QTest::newRow(name) << std::string(name) << 0 << 0;
    QTest::newRow("two_pages.tiff page 2") << std::string("two_pages.tiff") << 1 << 0;
    QTest::newRow("rgba.tiff") << std::string("rgba.tiff") << 0 << 1; // multiplied with its alpha and divided again
    for (const char* name : { "cmyk.jpg", "grey.jpg", "orientation_1.jpg", "orientation_2.jpg", "orientation_3.jpg",
             "orientation_4.jpg", "orientation_5.jpg", "orientation_6.jpg", "orientation_7.jpg", "orientation_8.jpg" })
        QTest::newRow(name) << std::string(name) << 0 << 2;
}

void ImagePageSourceTest::pixelsAreThoseOfPillow()
{
    QFETCH(const std::string, golden);
    QFETCH(const int, page);
    QFETCH(const int, largestDifference);
    const auto truth = readGoldenJson("documents/pixels.json").at(QTest::currentDataTag());
    const QByteArray expected = QByteArray::fromHex(QByteArray::fromStdString(truth.at("rgb").get<std::string>()));

    auto source = PageSource::open(goldenPath("documents/" + golden));
    QVERIFY2(source.ok(), source.ok() ? "" : source.error().message.c_str());
    const auto size = source.value()->pageSize(static_cast<std::size_t>(page));
    QVERIFY(size.ok());
    QCOMPARE(size.value().width, truth.at("width").get<std::size_t>());
    QCOMPARE(size.value().height, truth.at("height").get<std::size_t>());
    const auto rendered = source.value()->render(static_cast<std::size_t>(page));
    QVERIFY2(rendered.ok(), rendered.ok() ? "" : rendered.error().message.c_str());
    const RgbImage& image = rendered.value().image;
    QCOMPARE(rendered.value().pageIndex, static_cast<std::size_t>(page));
    QCOMPARE(image.width, size.value().width);
    QCOMPARE(image.height, size.value().height);
    QCOMPARE(image.pixels.size(), static_cast<std::size_t>(expected.size()));
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const int wanted = static_cast<std::uint8_t>(expected.at(static_cast<qsizetype>(i)));
        const int found = image.pixels[i];
        QVERIFY2(std::abs(wanted - found) <= largestDifference,
            qPrintable(QStringLiteral("byte %1 is %2, Pillow has %3").arg(i).arg(found).arg(wanted)));
    }
}

void ImagePageSourceTest::resolutionIsWhatTheFileStates_data()
{
    QTest::addColumn<std::string>("golden");
    QTest::addColumn<double>("dpi");
    QTest::newRow("png") << std::string("rgb.png") << 300.0;
    QTest::newRow("tiff") << std::string("rgb.tiff") << 150.0;
    QTest::newRow("jpeg") << std::string("grey.jpg") << 600.0;
    QTest::newRow("unstated in png") << std::string("grey.png") << 0.0;
    QTest::newRow("unstated in webp") << std::string("rgb.webp") << 0.0;
}

void ImagePageSourceTest::resolutionIsWhatTheFileStates()
{
    QFETCH(const std::string, golden);
    QFETCH(const double, dpi);
    auto source = PageSource::open(goldenPath("documents/" + golden));
    QVERIFY(source.ok());
    const auto page = source.value()->render(0);
    QVERIFY(page.ok());
    QVERIFY2(std::abs(page.value().dpi - dpi) < 0.5, qPrintable(QString::number(page.value().dpi)));
}

void ImagePageSourceTest::everyDirectoryOfATiffIsAPage()
{
    auto source = PageSource::open(goldenPath("documents/two_pages.tiff"));
    QVERIFY(source.ok());
    QCOMPARE(source.value()->pageCount(), std::size_t{ 2 });
    QVERIFY(!PageSource::open(goldenPath("documents/two_pages.tiff"), { .maxPages = 1 }).ok());
}

void ImagePageSourceTest::aVeryWidePageIsRead()
{
    QImage wide(60'000, 40, QImage::Format_Grayscale8);
    wide.fill(255);
    wide.setPixel(59'999, 39, 0xff000000U);
    const fs::path path = inFolder("wide.png");
    QVERIFY(wide.save(QString::fromStdString(path.string())));
    auto source = PageSource::open(path);
    QVERIFY(source.ok());
    const auto page = source.value()->render(0);
    QVERIFY2(page.ok(), page.ok() ? "" : page.error().message.c_str());
    QCOMPARE(page.value().image.width, std::size_t{ 60'000 });
    QCOMPARE(page.value().image.pixels.size(), std::size_t{ 60'000 * 40 * 3 });
    QCOMPARE(int{ page.value().image.pixels.back() }, 0);
    QCOMPARE(int{ page.value().image.pixels.front() }, 255);
}

void ImagePageSourceTest::tooManyPixelsAreRefusedBeforeDecoding()
{
    const fs::path path = inFolder("square.png");
    QVERIFY(noise(100, 100).save(QString::fromStdString(path.string())));
    auto source = PageSource::open(path, { .maxPixels = 9'999 });
    QVERIFY(source.ok());
    const auto page = source.value()->render(0);
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, ErrorCode::BadInput);
    QVERIFY2(page.error().message.find("100 x 100") != std::string::npos, page.error().message.c_str());
    QVERIFY2(page.error().message.find("9999") != std::string::npos, page.error().message.c_str());
}

void ImagePageSourceTest::aClaimOfManyPixelsIsRefused()
{
    std::string png = readGoldenFile("documents/rgb.png");
    png.replace(16, 8, std::string("\0\0\xea\x60\0\0\xea\x60", 8)); // 60,000 by 60,000 in the header
    const fs::path path = inFolder("claim.png");
    std::ofstream(path, std::ios::binary) << png;
    auto source = PageSource::open(path);
    const Error error = source.ok() ? source.value()->render(0).error() : source.error();
    QCOMPARE(error.code, ErrorCode::BadInput);
}

void ImagePageSourceTest::cutShort_data()
{
    QTest::addColumn<std::string>("format");
    QTest::addColumn<double>("kept");
    for (const char* format : { "png", "jpg", "tiff", "webp", "bmp" }) {
        QTest::addRow("%s, half of it", format) << std::string(format) << 0.5;
        QTest::addRow("%s, all but the last bytes", format) << std::string(format) << 0.9999;
        QTest::addRow("%s, the start of the header", format) << std::string(format) << 0.0001;
    }
}

void ImagePageSourceTest::cutShort()
{
    QFETCH(const std::string, format);
    QFETCH(const double, kept);
    const fs::path path = inFolder("cut." + format);
    QVERIFY(noise(400, 300).save(QString::fromStdString(path.string())));
    const auto whole = PageSource::open(path);
    QVERIFY(whole.ok() && whole.value()->render(0).ok());
    const auto size = static_cast<double>(fs::file_size(path));
    fs::resize_file(path, std::max<std::uintmax_t>(static_cast<std::uintmax_t>(size * kept), 30));

    const auto source = PageSource::open(path);
    const auto error = source.ok() ? source.value()->render(0) : Result<PageImage>(source.error());
    QVERIFY(!error.ok());
    QCOMPARE(error.error().code, ErrorCode::BadInput);
    QVERIFY2(error.error().message.find(path.string()) != std::string::npos, error.error().message.c_str());
}

void ImagePageSourceTest::aPreviewInTheHeaderIsNotTheEnd()
{
    const fs::path path = inFolder("preview.jpg");
    QVERIFY(noise(64, 64).save(QString::fromStdString(path.string())));
    std::ifstream stream(path, std::ios::binary);
    std::string jpeg{ std::istreambuf_iterator<char>(stream), {} };
    jpeg.insert(2, std::string("\xff\xe1\0\x06\xff\xd8\xff\xd9", 8)); // a segment that holds an end marker
    std::ofstream(path, std::ios::binary) << jpeg;
    QVERIFY(PageSource::open(path).value()->render(0).ok());
    std::ofstream(path, std::ios::binary) << jpeg.substr(0, jpeg.size() / 2);
    QVERIFY(!PageSource::open(path).value()->render(0).ok());
}

void ImagePageSourceTest::noSuchPage()
{
    auto source = PageSource::open(goldenPath("documents/two_pages.tiff"));
    QVERIFY(source.ok());
    const auto page = source.value()->render(2);
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, ErrorCode::BadArguments);
    QVERIFY2(page.error().message.find("has 2 pages, page 3") != std::string::npos, page.error().message.c_str());
}

void ImagePageSourceTest::stopped()
{
    auto source = PageSource::open(goldenPath("documents/rgb.png"));
    QVERIFY(source.ok());
    std::stop_source stop;
    stop.request_stop();
    const auto page = source.value()->render(0, kDefaultDpi, stop.get_token());
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(ImagePageSourceTest)
#include "image_page_source_test.moc"
