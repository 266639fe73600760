// Masks as pictures: the pixels come back as they were, from the palette and from the grey. What soft ones should be,
// and a reader that is not Qt's, is in app/soft_masks.py.

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
    void masksAreBlackAndWhite();
    void softMasksAreGrey();
    void paintedMasksAreCertain();
    void softMasksAreNotMadeUp();
    void masksKeepToThePage();
    void tooManyForOnePalette();

private:
    const ExportInput m_sample = sampleSegments();
    const PageResult& m_result = *m_sample.pages.front().result;
    const Segments& m_segments = std::get<Segments>(m_result.content);
};

void MaskPicturesTest::indexesAreThePlacesOfTheSegments()
{
    const std::vector<MaskPicture> pictures = maskPictures(m_result, m_segments, MaskForm::Indexed).value();
    QCOMPARE(pictures.size(), std::size_t{ 1 });
    QCOMPARE(pictures[0].segment, std::size_t{ 0 });
    const QImage picture = decoded(pictures[0].png);
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

void MaskPicturesTest::masksAreBlackAndWhite()
{
    const std::vector<MaskPicture> pictures = maskPictures(m_result, m_segments, MaskForm::Binary).value();
    QCOMPARE(pictures.size(), std::size_t{ 2 }); // the third segment has no mask
    for (const MaskPicture& made : pictures) {
        const PixelMask& mask = *m_segments.items[made.segment - 1].mask;
        const QImage picture = decoded(made.png);
        QCOMPARE(picture.size(), QSize(200, 100));
        QVERIFY(picture.isGrayscale());
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                QCOMPARE(qGray(picture.pixel(x, y)), isInside(mask, x, y) ? 255 : 0);
    }
}

// The map of the ring says less than its pixels: where they disagree, the pixels are right and the grey is in doubt.
void MaskPicturesTest::softMasksAreGrey()
{
    Segments soft = m_segments;
    soft.items.resize(1);
    PixelMask& mask = *soft.items[0].mask;
    mask.softMap.assign(64 * 64, 200);
    const QImage picture = decoded(maskPictures(m_result, soft, MaskForm::Soft).value().at(0).png);
    QCOMPARE(picture.size(), QSize(200, 100));
    QCOMPARE(picture.format(), QImage::Format_Grayscale8);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            const bool inBox = x >= 20 && x < 70 && y >= 30 && y < 60;
            QCOMPARE(qGray(picture.pixel(x, y)), isInside(mask, x, y) ? 200 : inBox ? 127 : 0);
        }
}

void MaskPicturesTest::paintedMasksAreCertain()
{
    const std::vector<MaskPicture> soft = maskPictures(m_result, m_segments, MaskForm::Soft).value();
    const std::vector<MaskPicture> binary = maskPictures(m_result, m_segments, MaskForm::Binary).value();
    QCOMPARE(soft.size(), binary.size());
    for (std::size_t i = 0; i < soft.size(); ++i) {
        QCOMPARE(soft[i].segment, binary[i].segment);
        QCOMPARE(soft[i].png, binary[i].png);
    }
}

void MaskPicturesTest::softMasksAreNotMadeUp()
{
    Segments earlier = m_segments;
    earlier.items[1].codes.emplace();
    const auto pictures = maskPictures(m_result, earlier, MaskForm::Soft);
    QVERIFY(!pictures.ok());
    QCOMPARE(pictures.error().code, ErrorCode::BadInput);
    QVERIFY(maskPictures(m_result, earlier, MaskForm::Binary).ok());
}

void MaskPicturesTest::masksKeepToThePage()
{
    for (const auto& [left, top] : { std::pair(151U, 30U), std::pair(20U, 71U), std::pair(~0U, 0U) }) {
        Segments edited = m_segments;
        edited.items[0].mask->left = left;
        edited.items[0].mask->top = top;
        for (const MaskForm form : { MaskForm::Indexed, MaskForm::Binary, MaskForm::Soft }) {
            const auto pictures = maskPictures(m_result, edited, form);
            QVERIFY(!pictures.ok());
            QCOMPARE(pictures.error().message, std::string("the mask of 'ring' leaves the page"));
        }
    }
}

void MaskPicturesTest::tooManyForOnePalette()
{
    Segments many;
    many.items.resize(256);
    const auto pictures = maskPictures(m_result, many, MaskForm::Indexed);
    QVERIFY(!pictures.ok());
    QCOMPARE(pictures.error().code, ErrorCode::Unsupported);
}

QTEST_GUILESS_MAIN(MaskPicturesTest)
#include "mask_pictures_test.moc"
