// Masks as pictures: the pixels come back as they were, from the palette and from the grey.

#include <QImage>
#include <QtTest>

#include "pipelines/document/mask_pictures.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

namespace {

QImage decoded(const std::string& png)
{
    return QImage::fromData(QByteArray::fromStdString(png), "png");
}

bool isInside(const PixelMask& mask, int x, int y)
{
    const std::size_t column = static_cast<std::size_t>(x) - mask.left; // wraps to the left of the mask
    const std::size_t row = static_cast<std::size_t>(y) - mask.top;
    return column < mask.width && row < mask.height && mask.pixels[row * mask.width + column] != 0;
}

} // namespace

class MaskPicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void indexesAreThePlacesOfTheSegments();
    void oneMaskIsBlackAndWhite();
    void tooManyForOnePalette();

private:
    const ExportInput m_sample = sampleSegments();
    const PageResult& m_result = *m_sample.pages.front().result;
    const Segments& m_segments = std::get<Segments>(m_result.content);
};

void MaskPicturesTest::indexesAreThePlacesOfTheSegments()
{
    const QImage picture = decoded(indexedMaskPng(m_result, m_segments).value());
    QCOMPARE(picture.size(), QSize(200, 100));
    QCOMPARE(picture.format(), QImage::Format_Indexed8);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const int expected = isInside(*m_segments.items[0].mask, x, y) ? 1
                : isInside(*m_segments.items[1].mask, x, y)                ? 2
                                                                           : 0;
            QCOMPARE(picture.pixelIndex(x, y), expected);
        }
    }
    QCOMPARE(picture.color(0), qRgb(0, 0, 0));
    QVERIFY(picture.color(1) != picture.color(2));
}

void MaskPicturesTest::oneMaskIsBlackAndWhite()
{
    const PixelMask& mask = *m_segments.items[1].mask;
    const QImage picture = decoded(maskPng(m_result, mask).value());
    QCOMPARE(picture.size(), QSize(200, 100));
    QVERIFY(picture.isGrayscale());
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            QCOMPARE(qGray(picture.pixel(x, y)), isInside(mask, x, y) ? 255 : 0);
}

void MaskPicturesTest::tooManyForOnePalette()
{
    Segments many;
    many.items.resize(256);
    const Result<std::string> png = indexedMaskPng(m_result, many);
    QVERIFY(!png.ok());
    QCOMPARE(png.error().code, ErrorCode::Unsupported);
}

QTEST_GUILESS_MAIN(MaskPicturesTest)
#include "mask_pictures_test.moc"
