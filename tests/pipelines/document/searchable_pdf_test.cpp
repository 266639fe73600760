// Searchable PDFs: pdftotext finds every word where it stands, whatever way a page is turned and cropped, and the pages
// look as they did.

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "engine/io/atomic_file.h"
#include "pipelines/document/document_runtime.h"
#include "pipelines/document/page_preparation.h"
#include "pipelines/document/page_source.h"
#include "pipelines/document/result_placement.h"
#include "pipelines/document/searchable_pdf.h"

using namespace palimpsest;

namespace {

struct FoundWord {
    QString text;
    RectF box; // points from the upper left
};

std::string inSource(const char* path)
{
    return qEnvironmentVariable("PALIMPSEST_SOURCE_DIR").toStdString() + "/" + path;
}

QByteArray textOfPdf(const QString& pdf, const QStringList& options)
{
    QProcess process;
    process.start(QStringLiteral("pdftotext"), options + QStringList{ pdf, QStringLiteral("-") });
    return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                : QByteArray("failed");
}

std::vector<FoundWord> wordsOfPdf(const QString& pdf)
{
    static const QRegularExpression word(
        QStringLiteral("<word xMin=\"([^\"]+)\" yMin=\"([^\"]+)\" xMax=\"([^\"]+)\" yMax=\"([^\"]+)\">([^<]*)</word>"));
    std::vector<FoundWord> words;
    auto match
        = word.globalMatch(QString::fromUtf8(textOfPdf(pdf, { QStringLiteral("-bbox"), QStringLiteral("-cropbox") })));
    while (match.hasNext()) {
        const QRegularExpressionMatch found = match.next();
        const auto side = [&found](int index) { return found.captured(index).toDouble(); };
        words.push_back({ found.captured(5), { side(1), side(2), side(3), side(4) } });
    }
    return words;
}

// Two lines on a page of this size in pixels.
PageResult twoLines(std::size_t width, std::size_t height)
{
    const RectF greek{ 40, 60, 240, 100 };
    const RectF wide{ 300, 64, 420, 96 };
    const RectF low{ 20, 340, 160, 360 };
    OcrResult text;
    text.lines.push_back(
        { "\xCE\xB1\xCE\xB2\xCE\xB3 (x) \xE6\x96\x87\xE5\xAD\x97\xF0\x9F\x8E\xBC", united(greek, wide), {},
            { { "\xCE\xB1\xCE\xB2\xCE\xB3 (x)", greek, {}, 0 },
                { "\xE6\x96\x87\xE5\xAD\x97\xF0\x9F\x8E\xBC", wide, {}, 0 } } }); // with a symbol beyond 16 bits
    text.lines.push_back({ "second", low, {}, { { "second", low, {}, 0 } } });
    PageResult result;
    result.content = std::move(text);
    result.pageWidth = width;
    result.pageHeight = height;
    return result;
}

// A form with one field, which is an object of its own as in real files.
QPDFObjectHandle formWith(QPDF& pdf, const char* field)
{
    QPDFObjectHandle form = QPDFObjectHandle::parse("<< /SigFlags 1 >>");
    form.replaceKey("/Fields", QPDFObjectHandle::newArray({ pdf.makeIndirectObject(QPDFObjectHandle::parse(field)) }));
    return form;
}

// As QPDF writes it. `more` goes into the page; `field` is one of its form.
std::string drawnPdf(const char* more, const char* field = nullptr)
{
    QPDF pdf;
    pdf.emptyPDF();
    QPDFObjectHandle page = QPDFObjectHandle::parse(
        std::string("<< /Type /Page /MediaBox [0 0 400 600] /Resources << >> ") + more + " >>");
    page.replaceKey("/Contents", QPDFObjectHandle::newStream(&pdf, "0.5 g 60 110 100 200 re f 3 0 0 3 0 0 cm\n"));
    QPDFPageDocumentHelper(pdf).addPage(pdf.makeIndirectObject(page), false);
    if (field != nullptr)
        pdf.getRoot().replaceKey("/AcroForm", formWith(pdf, field));
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return { reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize() };
}

constexpr const char* kSignature = "<< /FT /Sig /T (one) /V << /Type /Sig /Filter /Adobe.PPKLite >> >>";
constexpr const char* kEmptySignature = "<< /FT /Sig /T (one) >>";

double meanDifference(const RgbImage& a, const RgbImage& b)
{
    if (a.width != b.width || a.height != b.height)
        return 255;
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        sum += std::abs(static_cast<double>(a.pixels[i]) - static_cast<double>(b.pixels[i]));
    return sum / static_cast<double>(a.pixels.size());
}

// Every fourth pixel, as many as `like` has.
RgbImage quarterOf(const RgbImage& large, const RgbImage& like)
{
    RgbImage image{ like.width, like.height, {} };
    for (std::size_t y = 0; y < like.height; ++y)
        for (std::size_t x = 0; x < like.width; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel)
                image.pixels.push_back(large.pixels[((y * 4 + 2) * large.width + x * 4 + 2) * 3 + channel]);
    return image;
}

} // namespace

class SearchablePdfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsStandWhereTheyWereRead_data();
    void wordsStandWhereTheyWereRead();
    void wordsRunAsThePrintDoes_data();
    void wordsRunAsThePrintDoes();
    void picturesLookTheSame_data();
    void picturesLookTheSame();
    void picturesKeepTheirBytes();
    void severalDocumentsBecomeOne();
    void aPlaceToSignIsNoSignature();
    void pagesWithTextAreLeftAlone();
    void refusals_data();
    void refusals();

private:
    QString written(const std::string& bytes, const char* name = "made.pdf");
    QTemporaryDir m_folder;
};

QString SearchablePdfTest::written(const std::string& bytes, const char* name)
{
    const QString file = m_folder.filePath(QLatin1String(name));
    return writeFile(file.toStdString(), bytes).ok() ? file : QString();
}

void SearchablePdfTest::wordsStandWhereTheyWereRead_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("width"); // of what is seen, in points
    QTest::addColumn<int>("height");
    QTest::newRow("a plain page") << QByteArray("") << 400 << 600;
    QTest::newRow("cropped") << QByteArray("/CropBox [50 100 350 500]") << 300 << 400;
    QTest::newRow("turned once") << QByteArray("/CropBox [50 100 350 500] /Rotate 90") << 400 << 300;
    QTest::newRow("turned twice") << QByteArray("/CropBox [50 100 350 500] /Rotate 180") << 300 << 400;
    QTest::newRow("turned back") << QByteArray("/CropBox [50 100 350 500] /Rotate -90") << 400 << 300;
    QTest::newRow("cropped beyond the sheet") << QByteArray("/CropBox [-50 -50 4000 4000]") << 400 << 600;
}

void SearchablePdfTest::wordsStandWhereTheyWereRead()
{
    QFETCH(const QByteArray, more);
    QFETCH(const int, width);
    QFETCH(const int, height);
    const std::string original = written(drawnPdf(more.constData()), "original.pdf").toStdString();
    const double pixels = 1.5; // to a point
    const PageResult result
        = twoLines(static_cast<std::size_t>(width * pixels), static_cast<std::size_t>(height * pixels));
    const auto made = searchablePdf({ "", "", { { original, 1, result, "" } } }, SignedDocuments::Refuse);
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    QVERIFY(made.value().remarks.empty());
    const QString pdf = written(made.value().bytes);

    const std::vector<FoundWord> expected{ { QStringLiteral("\u03B1\u03B2\u03B3"), { 40, 60, 125.714, 100 } },
        { QStringLiteral("(x)"), { 154.286, 60, 240, 100 } }, // seven symbols share 200 pixels, and the space is one
        { QStringLiteral("\u6587\u5B57\U0001F3BC"), { 300, 64, 420, 96 } },
        { QStringLiteral("second"), { 20, 340, 160, 360 } } };
    const std::vector<FoundWord> words = wordsOfPdf(pdf);
    QCOMPARE(words.size(), expected.size());
    for (const FoundWord& word : expected) {
        const auto found = std::find_if(
            words.begin(), words.end(), [&word](const FoundWord& other) { return other.text == word.text; });
        QVERIFY2(found != words.end(), qPrintable(word.text));
        const double worst = std::max({ std::abs(found->box.left * pixels - word.box.left),
            std::abs(found->box.top * pixels - word.box.top), std::abs(found->box.right * pixels - word.box.right),
            std::abs(found->box.bottom * pixels - word.box.bottom) });
        QVERIFY2(worst < 0.1, qPrintable(QStringLiteral("%1 is %2 pixels off").arg(word.text).arg(worst)));
    }
    // What is seen does not change.
    const auto before = PageSource::open(original);
    const auto after = PageSource::open(pdf.toStdString());
    QVERIFY(before.ok() && after.ok());
    QCOMPARE(
        meanDifference(before.value()->render(0, 72).value().image, after.value()->render(0, 72).value().image), 0.0);
}

void SearchablePdfTest::wordsRunAsThePrintDoes_data()
{
    QTest::addColumn<int>("rotation");
    for (const int rotation : { 90, 180, 270 })
        QTest::addRow("turned by %d to be read", rotation) << rotation;
}

void SearchablePdfTest::wordsRunAsThePrintDoes()
{
    QFETCH(const int, rotation);
    const std::string original = written(drawnPdf(""), "lying.pdf").toStdString();
    const RgbImage page{ 400, 600, {} }; // a pixel is a point
    PageResult result = rotation % 180 == 0 ? twoLines(400, 600) : twoLines(600, 400);
    const PageRotation back = rotationBack(page, rotation);
    if (rotation % 180 == 0) // the second piece would stand outside
        std::get<OcrResult>(result.content).lines.erase(std::get<OcrResult>(result.content).lines.begin());
    moveToOriginal(result, back, page);
    result.provenance.rotation = rotation;
    const auto made = searchablePdf({ "", "", { { original, 1, result, "" } } }, SignedDocuments::Refuse);
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const std::vector<FoundWord> words = wordsOfPdf(written(made.value().bytes));
    std::vector<FoundWord> expected{ { QStringLiteral("second"), { 20, 340, 160, 360 } } };
    if (rotation % 180 != 0)
        expected.push_back({ QStringLiteral("(x)"), { 154.286, 60, 240, 100 } });
    for (const FoundWord& word : expected) {
        const auto found = std::find_if(
            words.begin(), words.end(), [&word](const FoundWord& other) { return other.text == word.text; });
        QVERIFY2(found != words.end(), qPrintable(word.text));
        const RectF there = back.toOriginal(word.box);
        const double worst = std::max({ std::abs(found->box.left - there.left), std::abs(found->box.top - there.top),
            std::abs(found->box.right - there.right), std::abs(found->box.bottom - there.bottom) });
        QVERIFY2(worst < 0.1, qPrintable(QStringLiteral("%1 is %2 points off").arg(word.text).arg(worst)));
    }
}

void SearchablePdfTest::picturesLookTheSame_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("tolerance");
    for (const char* name : { "bilevel.png", "bilevel_fax.tiff", "grey.jpg", "grey.png", "grey16.png", "grey_alpha.png",
             "palette.png", "rgb.bmp", "rgb.png", "rgb.tiff", "rgb.webp", "rgba.png", "rgba.tiff", "orientation_1.jpg",
             "orientation_2.jpg", "orientation_3.jpg", "orientation_4.jpg", "orientation_5.jpg", "orientation_6.jpg",
             "orientation_7.jpg", "orientation_8.jpg" })
        QTest::newRow(name) << QString::fromLatin1(name) << 2.0;
    QTest::newRow("cmyk.jpg") << QStringLiteral("cmyk.jpg") << 40.0; // Poppler mixes the inks, Qt subtracts them
}

void SearchablePdfTest::picturesLookTheSame()
{
    QFETCH(const QString, name);
    QFETCH(const double, tolerance);
    const std::string original = inSource(("tests/golden/documents/" + name.toStdString()).c_str());
    const auto source = PageSource::open(original);
    QVERIFY(source.ok());
    const PageImage page = source.value()->render(0).value();
    PageResult result;
    result.content = OcrResult{};
    result.pageWidth = page.image.width;
    result.pageHeight = page.image.height;
    const auto made = searchablePdf({ "", "", { { original, 1, result, "" } } }, SignedDocuments::Refuse);
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const auto pdf = PageSource::open(written(made.value().bytes).toStdString());
    QVERIFY(pdf.ok());
    // Four times as large, where it does not matter how the drawing program rounds the edges of pixels.
    const Result<PageImage> large = pdf.value()->render(0, 4 * (page.dpi > 0 ? page.dpi : kDefaultDpi));
    QVERIFY2(large.ok(), large.ok() ? "" : large.error().message.c_str());
    QVERIFY(large.value().image.width >= page.image.width * 4 && large.value().image.height >= page.image.height * 4);
    QVERIFY(large.value().image.width <= page.image.width * 4 + 1);
    QVERIFY(large.value().image.height <= page.image.height * 4 + 1);
    const double difference = meanDifference(page.image, quarterOf(large.value().image, page.image));
    QVERIFY2(difference < tolerance, qPrintable(QStringLiteral("differs by %1").arg(difference)));
}

void SearchablePdfTest::picturesKeepTheirBytes()
{
    const std::string original = inSource("tests/golden/documents/orientation_6.jpg");
    QFile jpeg(QString::fromStdString(original));
    QVERIFY(jpeg.open(QFile::ReadOnly));
    const auto made = searchablePdf({ "", "", { { original, 1, twoLines(500, 500), "" } } }, SignedDocuments::Refuse);
    QVERIFY(made.ok());
    QVERIFY(QByteArray::fromStdString(made.value().bytes).contains(jpeg.readAll()));
}

void SearchablePdfTest::severalDocumentsBecomeOne()
{
    const std::string tiff = inSource("tests/golden/documents/two_pages.tiff");
    const std::string png = inSource("tests/golden/documents/rgb.png");
    const std::string pdf = written(drawnPdf(""), "original.pdf").toStdString();
    const PageResult page = twoLines(500, 500);
    const auto made = searchablePdf({ "", "",
                                        { { tiff, 1, page, "" }, { tiff, 2, page, "" },
                                            { png, 1, std::nullopt, "broken" }, { pdf, 1, page, "" } } },
        SignedDocuments::Refuse);
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const QString file = written(made.value().bytes);
    QCOMPARE(PageSource::open(file.toStdString()).value()->pageCount(), std::size_t{ 3 });
    QCOMPARE(textOfPdf(file, {}).count("second"), 3);
}

void SearchablePdfTest::aPlaceToSignIsNoSignature()
{
    const std::string form = written(drawnPdf("", kEmptySignature), "form.pdf").toStdString();
    QVERIFY(searchablePdf({ "", "", { { form, 1, twoLines(500, 500), "" } } }, SignedDocuments::Refuse).ok());
}

void SearchablePdfTest::pagesWithTextAreLeftAlone()
{
    const std::string letter = inSource("resources/samples/letter.pdf");
    const auto made = searchablePdf({ "", "", { { letter, 2, twoLines(1700, 2200), "" } } }, SignedDocuments::Refuse);
    QVERIFY(made.ok());
    QCOMPARE(made.value().remarks.size(), std::size_t{ 1 });
    QVERIFY(made.value().remarks.front().find("page 2") != std::string::npos);
    QCOMPARE(textOfPdf(written(made.value().bytes), {}), textOfPdf(QString::fromStdString(letter), {}));
}

void SearchablePdfTest::refusals_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<int>("page");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("mentioned");
    const auto row = [](const char* name, const QString& document, int page, ErrorCode code, const char* mentioned) {
        QTest::newRow(name) << document << page << static_cast<int>(code) << QByteArray(mentioned);
    };
    const QString whole = written(drawnPdf(""), "whole.pdf");
    row("encrypted", QString::fromStdString(inSource("tests/golden/documents/encrypted.pdf")), 1, ErrorCode::Encrypted,
        "encrypted");
    row("signed", written(drawnPdf("", kSignature), "signed.pdf"), 1, ErrorCode::BadInput, "--break-signatures");
    row("broken", written("%PDF-1.4 and no more", "broken.pdf"), 1, ErrorCode::BadInput, "broken.pdf");
    row("too short", whole, 7, ErrorCode::BadInput, "only 1 pages");
    row("gone", m_folder.filePath(QStringLiteral("gone.pdf")), 1, ErrorCode::FileAccess, "gone.pdf");
}

void SearchablePdfTest::refusals()
{
    QFETCH(const QString, document);
    QFETCH(const int, page);
    QFETCH(const int, code);
    QFETCH(const QByteArray, mentioned);
    const ExportInput input{ "", "",
        { { document.toStdString(), static_cast<std::size_t>(page), twoLines(500, 500), "" } } };
    const auto made = searchablePdf(input, SignedDocuments::Refuse);
    QVERIFY(!made.ok());
    QCOMPARE(static_cast<int>(made.error().code), code);
    QVERIFY2(made.error().message.find(mentioned.toStdString()) != std::string::npos, made.error().message.c_str());
    if (page == 1)
        QVERIFY(!checkSearchable(document.toStdString(), SignedDocuments::Refuse).ok());
    if (mentioned.startsWith("--break"))
        QVERIFY(searchablePdf(input, SignedDocuments::Change).ok());
}

int main(int argc, char** argv)
{
    if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()) {
        std::printf("skipped: pdftotext is not installed\n");
        return 77;
    }
    const DocumentRuntime runtime;
    SearchablePdfTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "searchable_pdf_test.moc"
