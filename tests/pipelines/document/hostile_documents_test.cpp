// Seeded damage to every sample: whatever comes out, it is pixels or a sentence, and it comes in time.

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <random>

#include "pipelines/document/page_source.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;
namespace fs = std::filesystem;

namespace {

constexpr int kMutations = 200;

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

// Some bytes changed, a piece left out, a piece doubled, or the end cut off.
std::string damaged(std::string content, std::mt19937& random)
{
    const auto below = [&random](std::size_t limit) { return random() % std::max<std::size_t>(limit, 1); };
    const std::size_t place = below(content.size());
    switch (below(5)) {
    case 0:
        content.resize(place);
        break;
    case 1:
        content.erase(place, 1 + below(64));
        break;
    case 2:
        content.insert(place, content.substr(below(content.size()), 1 + below(64)));
        break;
    default: // mostly near the start, where the sizes and offsets are
        for (std::size_t count = 1 + below(16); count-- > 0;)
            content[below(below(2) == 0 ? std::min<std::size_t>(content.size(), 256) : content.size())]
                = static_cast<char>(random());
    }
    return content;
}

} // namespace

class HostileDocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damageIsAnErrorOrAPage_data();
    void damageIsAnErrorOrAPage();

private:
    QTemporaryDir m_folder;
};

void HostileDocumentsTest::damageIsAnErrorOrAPage_data()
{
    QTest::addColumn<fs::path>("path");
    for (const char* name : { "rgba.png", "palette_hole.png", "cmyk.jpg", "orientation_6.jpg", "two_pages.tiff",
             "bilevel_fax.tiff", "rgb.webp", "rgb.bmp", "encrypted.pdf" })
        QTest::newRow(name) << goldenPath(std::string("documents/") + name);
    for (const auto& entry : fs::directory_iterator(goldenPath("../../resources/samples"))) {
        const std::string ending = entry.path().extension().string();
        if (ending == ".pdf" || ending == ".png" || ending == ".jpg")
            QTest::newRow(entry.path().filename().c_str()) << entry.path();
    }
}

void HostileDocumentsTest::damageIsAnErrorOrAPage()
{
    QFETCH(const fs::path, path);
    const std::string content = contentOf(path);
    const fs::path target = fs::path(m_folder.path().toStdString()) / "damaged";
    std::mt19937 random(20250314); // NOLINT: the same damage every time
    for (int round = 0; round < kMutations; ++round) {
        fs::remove(target); // a new file each time: some file systems flush one that is written over
        std::ofstream(target, std::ios::binary) << damaged(content, random);
        const PageLimits limits{ .maxPixels = 4'000'000, .maxPages = 100 };
        const auto source = PageSource::open(target, limits);
        if (!source.ok()) {
            QVERIFY(!source.error().message.empty());
            continue;
        }
        const auto page = source.value()->render(0, 36);
        if (!page.ok()) {
            QVERIFY(!page.error().message.empty());
            continue;
        }
        const RgbImage& image = page.value().image;
        QVERIFY(image.width > 0 && image.height > 0 && image.width * image.height <= limits.maxPixels);
        QCOMPARE(image.pixels.size(), image.width * image.height * 3);
    }
}

QTEST_GUILESS_MAIN(HostileDocumentsTest)
#include "hostile_documents_test.moc"
