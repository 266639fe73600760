// A mapped file shows the bytes that were written; everything that is no readable file is an error that says why.

#include <QtTest>
#include <cstdlib>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "engine/io/mapped_file.h"

using namespace palimpsest;

class MappedFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheBytes();
    void survivesBeingMoved();
    void refuses_data();
    void refuses();
    void refusesWhatItMayNotRead();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    void write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QTemporaryDir m_folder;
};

void MappedFileTest::showsTheBytes()
{
    write("five", QByteArray("ab\0cd", 5));
    const auto file = MappedFile::open(folder() / "five");
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    const auto bytes = file.value().bytes();
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size())),
        QByteArray("ab\0cd", 5));
    QCOMPARE(file.value().path(), folder() / "five");
}

void MappedFileTest::survivesBeingMoved()
{
    write("one", "1");
    write("two", "22");
    MappedFile first = MappedFile::open(folder() / "one").value();
    MappedFile second = MappedFile::open(folder() / "two").value();
    first = std::move(second);
    QCOMPARE(first.bytes().size(), std::size_t{ 2 });
    const MappedFile third(std::move(first));
    QCOMPARE(static_cast<char>(third.bytes()[1]), '2');
}

void MappedFileTest::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << QStringLiteral("missing") << QStringLiteral("No such file or directory");
    QTest::newRow("empty") << QStringLiteral("empty") << QStringLiteral("the file is empty");
    QTest::newRow("folder") << QStringLiteral(".") << QStringLiteral("it is a folder, a file is expected");
    QTest::newRow("named pipe") << QStringLiteral("pipe") << QStringLiteral("it is no regular file");
    QTest::newRow("dangling link") << QStringLiteral("dangling") << QStringLiteral("No such file or directory");
}

void MappedFileTest::refuses()
{
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    write("empty", {});
    ::mkfifo((folder() / "pipe").c_str(), 0600);
    std::error_code ignored;
    std::filesystem::create_symlink("nowhere", folder() / "dangling", ignored);
    const auto file = MappedFile::open(folder() / name.toStdString());
    QVERIFY(!file.ok());
    QCOMPARE(file.error().code, ErrorCode::FileAccess);
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(reason) && message.contains(m_folder.path()), qPrintable(message));
}

void MappedFileTest::refusesWhatItMayNotRead()
{
    if (::geteuid() == 0)
        QSKIP("root may read everything");
    write("secret", "x");
    ::chmod((folder() / "secret").c_str(), 0);
    const auto file = MappedFile::open(folder() / "secret");
    QVERIFY(!file.ok());
    QVERIFY(QString::fromStdString(file.error().message).contains(QStringLiteral("Permission denied")));
}

QTEST_APPLESS_MAIN(MappedFileTest)
#include "mapped_file_test.moc"
