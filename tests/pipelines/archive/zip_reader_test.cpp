// Archives that strangers made: members come in pieces, and what is broken, hostile or locked is refused in words.

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <functional>

#include "pipelines/archive/zip_reader.h"
#include "pipelines/export/zip_file.h"

using namespace palimpsest;

namespace {

// Offsets in a local header and in an entry of the directory, by the application note of the format.
constexpr std::size_t kLocalFlags = 6;
constexpr std::size_t kEntryMadeBy = 5;
constexpr std::size_t kEntryFlags = 8;
constexpr std::size_t kEntrySize = 24;
constexpr std::size_t kEntryAttributes = 38;

std::string sample()
{
    return zipFile({ { "folder/config.json", "{}" }, { "letters.txt", std::string(3'000'000, 'x') }, { "empty", "" } });
}

std::size_t entryOf(const std::string& archive)
{
    return archive.find("PK\x01\x02");
}

std::string renamed(std::string archive, const std::string& from, const std::string& to)
{
    for (std::size_t at = archive.find(from); at != std::string::npos; at = archive.find(from, at + to.size()))
        archive.replace(at, from.size(), to);
    return archive;
}

Result<ZipReader> opened(const std::string& archive)
{
    return ZipReader::open(std::as_bytes(std::span(archive)), { .name = "a.zip" });
}

} // namespace

class ZipReaderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersComeInPieces();
    void aFileOnDiskIsReadAlike();
    void hostileArchivesAreRefused_data();
    void hostileArchivesAreRefused();
    void damageIsFoundWhileReading();
    void theSinkEndsIt();
};

void ZipReaderTest::membersComeInPieces()
{
    const std::string archive = sample();
    const auto reader = opened(archive);
    QVERIFY2(reader.ok(), reader.ok() ? "" : reader.error().message.c_str());
    const auto& files = reader.value().files();
    QCOMPARE(files.size(), std::size_t(3));
    QCOMPARE(files[0].name, std::string("folder/config.json"));
    QCOMPARE(files[1].sizeBytes, std::uint64_t(3'000'000));
    std::string text;
    int pieces = 0;
    QVERIFY(reader.value()
                .read(files[1],
                    [&](std::span<const std::byte> piece) -> Result<void> {
                        text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
                        ++pieces;
                        return {};
                    })
                .ok());
    QVERIFY(text == std::string(3'000'000, 'x'));
    QVERIFY(pieces >= 3);
}

void ZipReaderTest::aFileOnDiskIsReadAlike()
{
    const QTemporaryDir folder;
    const auto openFile = [&folder](const QByteArray& bytes) {
        const QString path = folder.filePath(QStringLiteral("a.zip"));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        file.close();
        return ZipReader::open(path.toStdString());
    };
    const QByteArray archive = QByteArray::fromStdString(sample());
    QCOMPARE(openFile(archive).value().files().size(), std::size_t(3));
    const auto truncated = openFile(archive.left(archive.size() / 2));
    QVERIFY(!truncated.ok());
    QVERIFY2(
        truncated.error().message.find("its end is missing") != std::string::npos, truncated.error().message.c_str());
    const auto none = openFile("%PDF-1.4, which is something else");
    QVERIFY(!none.ok());
    QCOMPARE(none.error().code, ErrorCode::BadInput);
    QVERIFY2(none.error().message.find("no ZIP archive") != std::string::npos, none.error().message.c_str());
    QVERIFY(!ZipReader::open("/nowhere/a.zip").ok());
}

void ZipReaderTest::hostileArchivesAreRefused_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const std::string& archive, const char* says) {
        QTest::newRow(name) << QByteArray::fromStdString(archive) << QByteArray(says);
    };
    const auto patched = [](const std::function<void(std::string&, std::size_t)>& change) {
        std::string archive = sample();
        change(archive, entryOf(archive));
        return archive;
    };
    for (const char* const name : { "../../../config.js", "folder/../onfig.js", "/older/config.json",
             "folder\\config.json", "C:lder/config.json", "folder//onfig.json", "folder/./nfig.json" })
        row(name, renamed(sample(), "folder/config.json", name), "leads out");
    row("twice", renamed(zipFile({ { "a1", "x" }, { "a2", "y" } }), "a2", "a1"), "a broken one");
    row("a link", patched([](std::string& archive, std::size_t entry) {
        archive[entry + kEntryMadeBy] = 3; // Unix
        archive[entry + kEntryAttributes + 3] = static_cast<char>(0xa1);
    }),
        "is a link");
    row("encrypted", patched([](std::string& archive, std::size_t entry) {
        archive[kLocalFlags] = static_cast<char>(archive[kLocalFlags] | 1);
        archive[entry + kEntryFlags] = static_cast<char>(archive[entry + kEntryFlags] | 1);
    }),
        "without a password");
    row("larger than it can be", patched([](std::string& archive, std::size_t entry) {
        for (const std::size_t at : { entry + kEntrySize, std::size_t{ 22 } })
            archive[at + 3] = 0x7f;
    }),
        "cannot be as large");
}

void ZipReaderTest::hostileArchivesAreRefused()
{
    QFETCH(const QByteArray, archive);
    QFETCH(const QByteArray, says);
    const std::string bytes = archive.toStdString();
    const auto reader = opened(bytes);
    QVERIFY(!reader.ok());
    QVERIFY2(reader.error().message.find(says.toStdString()) != std::string::npos, reader.error().message.c_str());
}

void ZipReaderTest::damageIsFoundWhileReading()
{
    std::string archive = zipFile({ { "letters.txt", "some letters, stored as they are" } });
    archive[archive.find("some")] = 'S';
    const auto reader = opened(archive);
    QVERIFY(reader.ok());
    const auto read = reader.value().read(
        reader.value().files().front(), [](std::span<const std::byte>) -> Result<void> { return {}; });
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message.find("'letters.txt' is damaged") != std::string::npos, read.error().message.c_str());
}

void ZipReaderTest::theSinkEndsIt()
{
    const std::string archive = sample();
    const auto reader = opened(archive);
    int pieces = 0;
    const auto read
        = reader.value().read(reader.value().files()[1], [&pieces](std::span<const std::byte>) -> Result<void> {
              ++pieces;
              return Error{ ErrorCode::Cancelled, "enough" };
          });
    QCOMPARE(read.error().code, ErrorCode::Cancelled);
    QCOMPARE(pieces, 1);
}

QTEST_GUILESS_MAIN(ZipReaderTest)
#include "zip_reader_test.moc"
