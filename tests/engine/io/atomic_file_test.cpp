// A file is there whole or not at all; what cannot be written says so before any work.

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

#include "engine/io/atomic_file.h"

using namespace palimpsest;
namespace fs = std::filesystem;

class AtomicFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appearsOnlyWhenCommitted();
    void uncommittedLeavesNoTrace();
    void keepsWhatStoodThereUntilCommit();
    void headerCanBeWrittenLast();
    void replacesWhatALinkPointsTo();
    void unwritableTargets_data();
    void unwritableTargets();
    void aFullDeviceIsAnError();
    void checkWritableLeavesNothing();

private:
    fs::path inFolder(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }
    std::ptrdiff_t entries() const
    {
        return std::distance(fs::directory_iterator(inFolder("")), fs::directory_iterator());
    }
    static std::string contentOf(const fs::path& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return { std::istreambuf_iterator<char>(stream), {} };
    }

    QTemporaryDir m_folder;
};

void AtomicFileTest::appearsOnlyWhenCommitted()
{
    const fs::path target = inFolder("whole.txt");
    auto file = AtomicFile::create(target);
    QVERIFY(file.ok());
    QVERIFY(file.value().write("first ").ok());
    QVERIFY(file.value().write("second").ok());
    QVERIFY(!fs::exists(target));
    QVERIFY(file.value().commit().ok());
    QCOMPARE(contentOf(target), std::string("first second"));
    fs::remove(target);
    QCOMPARE(entries(), 0);
}

void AtomicFileTest::uncommittedLeavesNoTrace()
{
    {
        auto file = AtomicFile::create(inFolder("never.txt"));
        QVERIFY(file.ok());
        QVERIFY(file.value().write("half").ok());
        QCOMPARE(entries(), 1);
    }
    QCOMPARE(entries(), 0);
}

void AtomicFileTest::keepsWhatStoodThereUntilCommit()
{
    const fs::path target = inFolder("kept.txt");
    QVERIFY(writeFile(target, "old").ok());
    fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
    auto file = AtomicFile::create(target);
    QVERIFY(file.ok());
    QVERIFY(file.value().write("new").ok());
    QCOMPARE(contentOf(target), std::string("old"));
    QVERIFY(file.value().commit().ok());
    QCOMPARE(contentOf(target), std::string("new"));
    QVERIFY(fs::status(target).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    fs::remove(target);
}

void AtomicFileTest::headerCanBeWrittenLast()
{
    const fs::path target = inFolder("header.bin");
    auto file = AtomicFile::create(target);
    QVERIFY(file.ok());
    QVERIFY(file.value().write("????body").ok());
    const std::string_view header = "head";
    QVERIFY(file.value().writeAt(0, std::as_bytes(std::span(header.data(), header.size()))).ok());
    QVERIFY(file.value().write(" end").ok());
    QVERIFY(file.value().commit().ok());
    QCOMPARE(contentOf(target), std::string("headbody end"));
    fs::remove(target);
}

void AtomicFileTest::replacesWhatALinkPointsTo()
{
    const fs::path target = inFolder("target.txt");
    const fs::path link = inFolder("link.txt");
    QVERIFY(writeFile(target, "old").ok());
    fs::create_symlink(target, link);
    QVERIFY(writeFile(link, "new").ok());
    QVERIFY(fs::is_symlink(link));
    QCOMPARE(contentOf(target), std::string("new"));
    fs::remove(link);
    fs::remove(target);
}

void AtomicFileTest::unwritableTargets_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("a folder that is not there") << QStringLiteral("missing/out.txt");
    QTest::newRow("a folder") << QStringLiteral(".");
    QTest::newRow("no file name") << QString();
}

void AtomicFileTest::unwritableTargets()
{
    QFETCH(const QString, target);
    const auto result = checkWritable(inFolder(qPrintable(target)));
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::FileAccess);
    QVERIFY(result.error().message.find(m_folder.path().toStdString()) != std::string::npos);
}

void AtomicFileTest::aFullDeviceIsAnError()
{
    if (!fs::exists("/dev/full"))
        QSKIP("this system has no /dev/full");
    const auto result = writeFile("/dev/full", "anything");
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::FileAccess);
    QVERIFY(result.error().message.find("free some space") != std::string::npos);
}

void AtomicFileTest::checkWritableLeavesNothing()
{
    QVERIFY(checkWritable(inFolder("later.txt")).ok());
    QCOMPARE(entries(), 0);
}

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
