// What is not a document is told apart before any library sees it, each with its own sentence.

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "pipelines/document/document_file.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;
namespace fs = std::filesystem;

class DocumentFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentDecidesAndNotTheName_data();
    void contentDecidesAndNotTheName();
    void refused_data();
    void refused();
    void unreadable();
    void anyFileNameOpens();
    void cleanupTestCase() { fs::remove_all(inFolder("")); } // QTemporaryDir stumbles over pipes and odd names

private:
    fs::path inFolder(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    static void write(const fs::path& path, const std::string& content)
    {
        std::ofstream(path, std::ios::binary) << content;
    }

    QTemporaryDir m_folder;
};

void DocumentFileTest::contentDecidesAndNotTheName_data()
{
    QTest::addColumn<std::string>("golden");
    QTest::addColumn<DocumentFormat>("format");
    QTest::newRow("png") << std::string("rgb.png") << DocumentFormat::Png;
    QTest::newRow("jpeg") << std::string("cmyk.jpg") << DocumentFormat::Jpeg;
    QTest::newRow("tiff") << std::string("rgb.tiff") << DocumentFormat::Tiff;
    QTest::newRow("webp") << std::string("rgb.webp") << DocumentFormat::WebP;
    QTest::newRow("bmp") << std::string("rgb.bmp") << DocumentFormat::Bmp;
    QTest::newRow("pdf") << std::string("encrypted.pdf") << DocumentFormat::Pdf;
}

void DocumentFileTest::contentDecidesAndNotTheName()
{
    QFETCH(const std::string, golden);
    QFETCH(const DocumentFormat, format);
    const fs::path path = inFolder("holiday.txt");
    const std::string content = readGoldenFile("documents/" + golden);
    write(path, content);
    const auto file = DocumentFile::open(path);
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    QCOMPARE(file.value().format(), format);
    QCOMPARE(file.value().sizeBytes(), content.size());
}

void DocumentFileTest::refused_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<std::string>("says");

    write(inFolder("empty.pdf"), "");
    write(inFolder("words.pdf"), "Dear Mrs. Carter,\n");
    write(inFolder("two_letters.bmp"), "BMW and other cars, a catalogue");
    write(inFolder("vector.png"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    ::mkfifo(inFolder("pipe.png").c_str(), 0600);
    QTest::newRow("missing") << inFolder("absent.pdf").string() << ErrorCode::FileAccess << std::string("No such file");
    QTest::newRow("folder") << inFolder("").string() << ErrorCode::FileAccess << std::string("folder");
    QTest::newRow("pipe without a writer")
        << inFolder("pipe.png").string() << ErrorCode::FileAccess << std::string("ordinary");
    QTest::newRow("device") << std::string("/dev/null") << ErrorCode::FileAccess << std::string("ordinary");
    QTest::newRow("empty") << inFolder("empty.pdf").string() << ErrorCode::BadInput << std::string("empty");
    QTest::newRow("text") << inFolder("words.pdf").string() << ErrorCode::BadInput << std::string("convert");
    QTest::newRow("not quite a bitmap") << inFolder("two_letters.bmp").string() << ErrorCode::BadInput
                                        << std::string("convert");
    QTest::newRow("format we do not read")
        << inFolder("vector.png").string() << ErrorCode::BadInput << std::string("convert");
}

void DocumentFileTest::refused()
{
    QFETCH(const std::string, path);
    QFETCH(const ErrorCode, code);
    QFETCH(const std::string, says);
    const auto file = DocumentFile::open(path);
    QVERIFY(!file.ok());
    QCOMPARE(file.error().code, code);
    QVERIFY2(file.error().message.find(says) != std::string::npos, file.error().message.c_str());
    QVERIFY2(file.error().message.find(path) != std::string::npos, file.error().message.c_str());
}

void DocumentFileTest::unreadable()
{
    const fs::path path = inFolder("locked.png");
    write(path, readGoldenFile("documents/rgb.png"));
    fs::permissions(m_folder.path().toStdString(), fs::perms::all);
    fs::permissions(path, fs::perms::none);
    // The superuser may read everything, so the test steps down to nobody.
    const bool superuser = ::geteuid() == 0;
    if (superuser)
        QCOMPARE(::seteuid(65534), 0);
    const auto file = DocumentFile::open(path);
    if (superuser)
        QCOMPARE(::seteuid(0), 0);
    QVERIFY(!file.ok());
    QCOMPARE(file.error().code, ErrorCode::FileAccess);
    QVERIFY2(file.error().message.find("Permission denied") != std::string::npos, file.error().message.c_str());
}

void DocumentFileTest::anyFileNameOpens()
{
    const fs::path path = inFolder("not utf-8 \xe4\xff.png");
    write(path, readGoldenFile("documents/rgb.png"));
    QVERIFY(DocumentFile::open(path).ok());
}

QTEST_GUILESS_MAIN(DocumentFileTest)
#include "document_file_test.moc"
