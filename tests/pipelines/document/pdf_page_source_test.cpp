// PDF pages: the sample letter's ink where its truth says, and every kind of document that cannot be drawn.

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "pipelines/document/page_source.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;
namespace fs = std::filesystem;

namespace {

// A PDF of these objects, numbered from 1, the first of them the catalogue.
std::string pdfOf(const std::vector<std::string>& objects)
{
    std::string pdf = "%PDF-1.7\n";
    std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        std::string offset = std::to_string(pdf.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(pdf.size());
    return pdf + table + "trailer << /Root 1 0 R /Size " + std::to_string(objects.size() + 1) + " >>\nstartxref\n"
        + start + "\n%%EOF\n";
}

std::string onePage(const std::string& mediaBox, const std::string& more = {})
{
    return pdfOf({ "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [" + mediaBox + "] " + more + " >>" });
}

// A line of it, in a corner.
std::string pageWithText(const std::string& more)
{
    const std::string content = "BT /F1 24 Tf 72 700 Td (Words upon ink) Tj ET";
    return pdfOf({ "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
            + more + " >>",
        "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>" });
}

} // namespace

class PdfPageSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLettersInkIsWhereItsTruthSays();
    void sizeFollowsDpiAndRotation_data();
    void sizeFollowsDpiAndRotation();
    void wordsLieUponTheirInk_data();
    void wordsLieUponTheirInk();
    void aPartIsWhatStandsThere();
    void opensWithItsPassword();
    void refused_data();
    void refused();
    void dpiOutOfReach_data();
    void dpiOutOfReach();
    void stopped();

private:
    fs::path written(const std::string& pdf) const
    {
        fs::path path = fs::path(m_folder.path().toStdString()) / "document.pdf";
        std::ofstream(path, std::ios::binary) << pdf;
        return path;
    }
    static fs::path letter() { return goldenPath("../../resources/samples/letter.pdf"); }

    QTemporaryDir m_folder;
};

void PdfPageSourceTest::theLettersInkIsWhereItsTruthSays()
{
    std::ifstream file(goldenPath("../../resources/samples/letter.json"));
    const auto truth = nlohmann::json::parse(file);
    auto source = PageSource::open(letter());
    QVERIFY2(source.ok(), source.ok() ? "" : source.error().message.c_str());
    QCOMPARE(source.value()->pageCount(), truth.at("pages").size());
    constexpr double kScale = 150.0 / 72;
    for (std::size_t number = 0; number < source.value()->pageCount(); ++number) {
        const auto page = source.value()->render(number, 150);
        QVERIFY2(page.ok(), page.ok() ? "" : page.error().message.c_str());
        const RgbImage& image = page.value().image;
        QCOMPARE(page.value().dpi, 150.0);
        const auto dark = [&image](int x, int y) {
            return image.pixels[(static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x)) * 3] < 160;
        };
        for (const auto& line : truth.at("pages").at(number).at("lines")) {
            const auto box = line.at("box").get<std::array<double, 4>>();
            // The ink's own box, looked for in a frame a few pixels wider.
            const int left = static_cast<int>(box[0] * kScale) - 4, right = static_cast<int>(box[2] * kScale) + 4;
            const int top = static_cast<int>(box[1] * kScale) - 4, bottom = static_cast<int>(box[3] * kScale) + 4;
            int inkLeft = right, inkRight = left, inkTop = bottom, inkBottom = top;
            for (int y = top; y < bottom; ++y)
                for (int x = left; x < right; ++x)
                    if (dark(x, y)) {
                        inkLeft = std::min(inkLeft, x), inkRight = std::max(inkRight, x + 1);
                        inkTop = std::min(inkTop, y), inkBottom = std::max(inkBottom, y + 1);
                    }
            const std::string text = line.at("text").get<std::string>();
            QVERIFY2(std::abs(inkLeft - box[0] * kScale) < 2 && std::abs(inkRight - box[2] * kScale) < 2, text.c_str());
            QVERIFY2(std::abs(inkTop - box[1] * kScale) < 2 && std::abs(inkBottom - box[3] * kScale) < 2, text.c_str());
        }
    }
}

void PdfPageSourceTest::sizeFollowsDpiAndRotation_data()
{
    QTest::addColumn<std::string>("pdf");
    QTest::addColumn<double>("dpi");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("A4 is not cut to whole points") << onePage("0 0 595.28 841.89") << 200.0 << 1654 << 2339;
    QTest::newRow("an inch") << onePage("0 0 72 144") << 100.0 << 100 << 200;
    QTest::newRow("turned") << onePage("0 0 72 144", "/Rotate 90") << 100.0 << 200 << 100;
    QTest::newRow("cropped") << onePage("0 0 500 500", "/CropBox [100 100 172 244]") << 100.0 << 100 << 200;
    QTest::newRow("corners exchanged") << onePage("72 144 0 0") << 100.0 << 100 << 200;
}

void PdfPageSourceTest::sizeFollowsDpiAndRotation()
{
    QFETCH(const std::string, pdf);
    QFETCH(const double, dpi);
    QFETCH(const int, width);
    QFETCH(const int, height);
    auto source = PageSource::open(written(pdf));
    QVERIFY2(source.ok(), source.ok() ? "" : source.error().message.c_str());
    const auto size = source.value()->pageSize(0, dpi);
    QVERIFY(size.ok());
    QCOMPARE(size.value().width, static_cast<std::size_t>(width));
    QCOMPARE(size.value().height, static_cast<std::size_t>(height));
    const auto page = source.value()->render(0, dpi);
    QVERIFY2(page.ok(), page.ok() ? "" : page.error().message.c_str());
    QCOMPARE(page.value().image.width, size.value().width);
    QCOMPARE(page.value().image.pixels.size(), size.value().width * size.value().height * 3);
    QVERIFY(std::all_of(page.value().image.pixels.begin(), page.value().image.pixels.end(),
        [](std::uint8_t value) { return value == 255; })); // an empty page is white
}

void PdfPageSourceTest::wordsLieUponTheirInk_data()
{
    QTest::addColumn<std::string>("more");
    for (const char* more : { "", "/Rotate 90", "/Rotate 180", "/Rotate -90", "/CropBox [50 500 500 780]",
             "/CropBox [50 500 500 780] /Rotate 90" })
        QTest::newRow(*more == 0 ? "plain" : more) << std::string(more);
}

void PdfPageSourceTest::wordsLieUponTheirInk()
{
    QFETCH(const std::string, more);
    const auto source = PageSource::open(written(pageWithText(more)));
    QVERIFY2(source.ok(), source.ok() ? "" : source.error().message.c_str());
    const auto words = source.value()->ownWords(0, 144);
    QVERIFY2(words.ok(), words.ok() ? "" : words.error().message.c_str());
    QCOMPARE(words.value().size(), std::size_t{ 3 });
    QCOMPARE(words.value()[0].text, std::string("Words"));
    QVERIFY(!words.value()[1].endsLine && words.value()[2].endsLine);
    const auto page = source.value()->render(0, 144);
    const RgbImage& image = page.value().image;
    std::size_t ink = 0;
    std::size_t covered = 0;
    for (std::size_t y = 0; y < image.height; ++y)
        for (std::size_t x = 0; x < image.width; ++x) {
            if (image.pixels[(y * image.width + x) * 3] > 128)
                continue;
            const auto column = static_cast<double>(x);
            const auto row = static_cast<double>(y);
            ++ink;
            covered += std::any_of(words.value().begin(), words.value().end(), [column, row](const OwnWord& word) {
                return word.box.left - 2 <= column && column < word.box.right + 2 && word.box.top - 2 <= row
                    && row < word.box.bottom + 2;
            });
        }
    QVERIFY(ink > 1000);
    QCOMPARE(covered, ink);
}

// At 600 dpi, round the words alone; and no part of a page beside it.
void PdfPageSourceTest::aPartIsWhatStandsThere()
{
    const auto source = PageSource::open(written(pageWithText({})));
    QVERIFY(source.ok());
    const auto page = source.value()->render(0, 600);
    QVERIFY(page.ok());
    const PixelBox box{ 550, 450, 2200, 800 };
    const auto part = source.value()->renderPart(0, 600, box);
    QVERIFY(part.ok());
    const RgbImage& image = part.value().image;
    QCOMPARE(static_cast<int>(image.width), box.width());
    QCOMPARE(static_cast<int>(image.height), box.height());
    std::size_t ink = 0;
    std::size_t otherwise = 0;
    for (std::size_t y = 0; y < image.height; ++y)
        for (std::size_t x = 0; x < image.width; ++x) {
            const int here = image.pixels[(y * image.width + x) * 3];
            const RgbImage& whole = page.value().image;
            const int there = whole.pixels[((y + 450) * whole.width + x + 550) * 3];
            ink += here < 128 ? 1 : 0;
            otherwise += std::abs(here - there) > 64 ? 1 : 0;
        }
    QVERIFY(ink > 5000);
    QVERIFY2(otherwise * 100 < ink, qPrintable(QString::number(otherwise)));
    QVERIFY(!source.value()->renderPart(0, 600, { -50, -50, 0, 0 }).ok());
    // Of a page that is too large to be drawn whole.
    const auto large = source.value()->renderPart(0, 2400, { 2400, 1800, 2900, 2200 });
    QVERIFY2(large.ok(), large.ok() ? "" : large.error().message.c_str());
}

void PdfPageSourceTest::opensWithItsPassword()
{
    const fs::path name = goldenPath("documents/encrypted.pdf");
    const auto wrong = PageSource::open(name, {}, "public");
    QVERIFY(!wrong.ok());
    QCOMPARE(wrong.error().code, ErrorCode::Encrypted);
    const auto source = PageSource::open(name, {}, "secret");
    QVERIFY2(source.ok(), source.ok() ? "" : source.error().message.c_str());
    QVERIFY(source.value()->render(0).ok());
}

void PdfPageSourceTest::refused_data()
{
    QTest::addColumn<std::string>("pdf");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::string>("says");
    std::ifstream file(letter(), std::ios::binary);
    const std::string whole{ std::istreambuf_iterator<char>(file), {} };
    QTest::newRow("encrypted") << readGoldenFile("documents/encrypted.pdf") << ErrorCode::Encrypted
                               << std::string("password");
    QTest::newRow("header only") << std::string("%PDF-1.7\n") << ErrorCode::BadInput << std::string("broken PDF");
    QTest::newRow("random bytes after the header")
        << "%PDF-1.4\n" + whole.substr(20'000, 5'000) << ErrorCode::BadInput << std::string("broken PDF");
    QTest::newRow("cut before the page tree")
        << whole.substr(0, whole.size() / 10) << ErrorCode::BadInput << std::string();
    QTest::newRow("no pages") << pdfOf({ "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>" })
                              << ErrorCode::BadInput << std::string("no pages");
    QTest::newRow("a page promised and missing")
        << pdfOf({ "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [7 0 R] /Count 1 >>" })
        << ErrorCode::BadInput << std::string();
    QTest::newRow("as wide as a town") << onePage("0 0 1000000 1000000") << ErrorCode::BadInput
                                       << std::string("2777778 x 2777778 pixels");
    QTest::newRow("pages in a circle") << pdfOf(
        { "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>" })
                                       << ErrorCode::BadInput << std::string();
}

void PdfPageSourceTest::refused()
{
    QFETCH(const std::string, pdf);
    QFETCH(const ErrorCode, code);
    QFETCH(const std::string, says);
    const fs::path path = written(pdf);
    const auto source = PageSource::open(path);
    const auto page = source.ok() ? source.value()->render(0) : Result<PageImage>(source.error());
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, code);
    QVERIFY2(page.error().message.find(says) != std::string::npos, page.error().message.c_str());
    QVERIFY2(page.error().message.find(path.string()) != std::string::npos, page.error().message.c_str());
}

void PdfPageSourceTest::dpiOutOfReach_data()
{
    QTest::addColumn<double>("dpi");
    QTest::newRow("zero") << 0.0;
    QTest::newRow("negative") << -200.0;
    QTest::newRow("not a number") << std::nan("");
    QTest::newRow("endless") << HUGE_VAL;
}

void PdfPageSourceTest::dpiOutOfReach()
{
    QFETCH(const double, dpi);
    auto source = PageSource::open(letter());
    QVERIFY(source.ok());
    const auto page = source.value()->render(0, dpi);
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, ErrorCode::BadArguments);
}

void PdfPageSourceTest::stopped()
{
    auto source = PageSource::open(letter());
    QVERIFY(source.ok());
    std::stop_source stop;
    stop.request_stop();
    const auto page = source.value()->render(0, kDefaultDpi, stop.get_token());
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(PdfPageSourceTest)
#include "pdf_page_source_test.moc"
