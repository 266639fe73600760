// Which way up a page lies: the sample letter on all its sides, and pages whose print does not say.

#include <QFont>
#include <QGuiApplication>
#include <QPainter>
#include <QtTest>
#include <algorithm>
#include <random>

#include "pipelines/document/page_orientation.h"
#include "pipelines/document/page_preparation.h"
#include "pipelines/document/page_source.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

namespace {

RgbImage sample(const char* name, double dpi)
{
    auto source = PageSource::open(goldenPath(std::string("../../resources/samples/") + name));
    return source.value()->render(0, dpi).value().image;
}

RgbImage imageOf(const QImage& raster)
{
    const QImage rgb = raster.convertToFormat(QImage::Format_RGB888);
    RgbImage image{
        .width = static_cast<std::size_t>(rgb.width()), .height = static_cast<std::size_t>(rgb.height()), .pixels = {}
    };
    for (int y = 0; y < rgb.height(); ++y)
        image.pixels.insert(image.pixels.end(), rgb.constScanLine(y), rgb.constScanLine(y) + rgb.width() * 3);
    return image;
}

// A sheet of it at 150 dots per inch.
RgbImage printed(const QString& text)
{
    QImage sheet(1240, 1754, QImage::Format_RGB888);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    QFont font(QStringLiteral("DejaVu Serif"));
    font.setPixelSize(24);
    painter.setFont(font);
    painter.setPen(Qt::black);
    painter.drawText(QRect(120, 120, 1000, 1500), Qt::TextWordWrap, (text + QLatin1Char(' ')).repeated(12));
    return imageOf(sheet);
}

} // namespace

class PageOrientationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void latinPrintIsTurnedUpright_data();
    void latinPrintIsTurnedUpright();
    void whatDoesNotSayIsLeftAsItIs_data();
    void whatDoesNotSayIsLeftAsItIs();
    void onlyWhatIsSureCounts();
};

void PageOrientationTest::latinPrintIsTurnedUpright_data()
{
    QTest::addColumn<RgbImage>("page");
    QTest::newRow("coarse") << sample("letter.pdf", 100);
    QTest::newRow("usual") << sample("letter.pdf", 200);
    QTest::newRow("fine") << sample("letter.pdf", 300);
    RgbImage worn = sample("letter.pdf", 150);
    std::mt19937 random(5); // NOLINT: the same every time
    for (std::size_t i = 0; i < worn.pixels.size() / 3000; ++i) {
        const std::size_t at = random() % (worn.pixels.size() / 3) * 3;
        std::fill_n(
            worn.pixels.begin() + static_cast<std::ptrdiff_t>(at), 3, static_cast<std::uint8_t>(random() % 256));
    }
    QTest::newRow("with specks") << worn;
    QTest::newRow("German") << printed(QStringLiteral(
        "Der Mensch ist frei geboren, und \u00fcberall liegt er in Ketten. Einer h\u00e4lt sich f\u00fcr den Herrn der "
        "anderen und bleibt doch mehr Sklave als sie. Wie hat sich diese Umwandlung zugetragen? Ich weiss es nicht."));
}

void PageOrientationTest::latinPrintIsTurnedUpright()
{
    QFETCH(const RgbImage, page);
    for (const int degrees : { 0, 90, 180, 270 }) {
        const PageOrientation found = measureOrientation(turned(page, degrees));
        QVERIFY2(found.rotation == (360 - degrees) % 360 && found.confidence >= kSureOrientation,
            qPrintable(QStringLiteral("turned by %1: %2, confidence %3")
                           .arg(degrees)
                           .arg(found.rotation)
                           .arg(found.confidence)));
    }
}

void PageOrientationTest::whatDoesNotSayIsLeftAsItIs_data()
{
    QTest::addColumn<RgbImage>("page");
    // More letters hang below the line than rise above it: Leptonica alone would turn it upside down.
    QTest::newRow("Russian") << printed(QString::fromUtf8(
        "\xD0\x92\xD1\x81\xD0\xB5 \xD1\x81\xD1\x87\xD0\xB0\xD1\x81\xD1\x82\xD0\xBB\xD0\xB8\xD0\xB2\xD1\x8B\xD0\xB5 "
        "\xD1\x81\xD0\xB5\xD0\xBC\xD1\x8C\xD0\xB8 \xD0\xBF\xD0\xBE\xD1\x85\xD0\xBE\xD0\xB6\xD0\xB8 "
        "\xD0\xB4\xD1\x80\xD1\x83\xD0\xB3 \xD0\xBD\xD0\xB0 \xD0\xB4\xD1\x80\xD1\x83\xD0\xB3\xD0\xB0, "
        "\xD1\x84\xD1\x80\xD0\xB0\xD0\xBD\xD1\x86\xD1\x83\xD0\xB6\xD0\xB5\xD0\xBD\xD0\xBA\xD0\xBE\xD1\x8E "
        "\xD1\x80\xD1\x83\xD0\xBF\xD0\xBE\xD1\x80 \xD1\x86\xD1\x83\xD1\x84\xD0\xB8\xD0\xBA"));
    QTest::newRow("capitals") << printed(
        QStringLiteral("IT WAS THE BEST OF TIMES, IT WAS THE WORST OF TIMES, IT WAS THE AGE OF WISDOM"));
    QTest::newRow("figures") << printed(QStringLiteral("1203.50 88.1 7,002 12 99 1450 33.3 21 0.5 178 9023 445 61.9"));
    for (const char* name : { "table.png", "molecule.png", "music.png", "picture.jpg" })
        QTest::newRow(name) << sample(name, 150);
    QImage noise(900, 1200, QImage::Format_RGB888);
    std::mt19937 random(3); // NOLINT: the same every time
    std::generate_n(noise.bits(), noise.sizeInBytes(), [&random] { return static_cast<uchar>(random()); });
    QTest::newRow("noise") << imageOf(noise);
}

void PageOrientationTest::whatDoesNotSayIsLeftAsItIs()
{
    QFETCH(const RgbImage, page);
    for (const int degrees : { 0, 90, 180 })
        QCOMPARE(sureRotation(turned(page, degrees)), 0);
}

void PageOrientationTest::onlyWhatIsSureCounts()
{
    QCOMPARE(sureRotation(turned(sample("letter.pdf", 150), 90)), 270);
    QCOMPARE(sureRotation({}), 0);
    QCOMPARE(sureRotation({ 1, 1, { 0, 0, 0 } }), 0);
    QCOMPARE(sureRotation({ 900, 700, std::vector<std::uint8_t>(900 * 700 * 3, 255) }), 0);
}

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    PageOrientationTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "page_orientation_test.moc"
