// What the writer writes, byte for byte and through the reader; and what it leaves behind when something goes wrong.

#include <QtTest>
#include <csignal>
#include <cstring>

#include <sys/resource.h>

#include "engine/io/safetensors_reader.h"
#include "engine/io/safetensors_writer.h"

using namespace palimpsest;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
}

QByteArray textOf(std::span<const std::byte> bytes)
{
    return { reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size()) };
}

} // namespace

class SafetensorsWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesTheseBytes();
    void comesBackThroughTheReader();
    void everyTensorOnACacheLine();
    void piecesMaySpanTensors();
    void keepsTheOldFileUntilFinished();
    void refusesToFinishHalfAFile();
    void refusesMoreThanWasDeclared();
    void refusesDeclarations_data();
    void refusesDeclarations();
    void saysWhatAFullDiskNeeds();
    void saysWhereItCannotWrite();
    void readerRefusesWhatTheEngineHasNoUseFor();

private:
    std::filesystem::path path() const { return m_folder->filePath(QStringLiteral("t.safetensors")).toStdString(); }
    QStringList listing() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SafetensorsWriterTest::writesTheseBytes()
{
    auto writer = SafetensorsWriter::create(path(), { { "w", "BF16", { 1, 2 } } }, { { "format", "pt" } });
    QVERIFY2(writer.ok(), writer.ok() ? "" : writer.error().message.c_str());
    QVERIFY(writer.value().append(bytesOf("abcd")).ok());
    QVERIFY(writer.value().finish().ok());
    QFile file(QString::fromStdString(path().string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray json
        = R"({"__metadata__":{"format":"pt"},"w":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]}})";
    const int padded = 64 * 2 - 8; // the first multiple of 64 that holds length and text
    QCOMPARE(file.readAll(), QByteArray("\x78\0\0\0\0\0\0\0", 8) + json.leftJustified(padded, ' ') + "abcd");
    QCOMPARE(static_cast<qint64>(writer.value().fileBytes()), file.size());
    QCOMPARE(listing(), QStringList(QStringLiteral("t.safetensors")));
}

void SafetensorsWriterTest::comesBackThroughTheReader()
{
    auto writer = SafetensorsWriter::create(
        path(), { { "a", "F32", { 3 } }, { "none", "F32", { 0 } }, { "b", "U8", { 2, 1 } } }, { { "k", "\xc3\xa4" } });
    QVERIFY(writer.ok());
    const float values[] = { 1.0F, -2.5F, 1e-30F };
    QVERIFY(writer.value().append(std::as_bytes(std::span(values))).ok());
    QVERIFY(writer.value().append(bytesOf("xy")).ok());
    QVERIFY(writer.value().finish().ok());
    const auto file = SafetensorsFile::open(path());
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    QCOMPARE(file.value().metadata().at("k"), std::string("\xc3\xa4"));
    const StoredTensor a = file.value().tensor("a").value();
    QVERIFY(a.dtype == DType::F32 && a.shape == Shape({ 3 }));
    QVERIFY(std::memcmp(a.bytes.data(), values, sizeof values) == 0);
    const StoredTensor b = file.value().tensor("b").value();
    QVERIFY(b.dtype == DType::U8 && b.shape == Shape({ 2, 1 }));
    QCOMPARE(textOf(b.bytes), QByteArray("xy"));
    QVERIFY(file.value().tensor("none").value().bytes.empty());
}

void SafetensorsWriterTest::everyTensorOnACacheLine()
{
    auto writer = SafetensorsWriter::create(path(),
        { { "a", "U8", { 1 } }, { "b", "U8", { 64 } }, { "c", "U8", { 65 } }, { "d", "U8", { 3 } } }, {},
        TensorLayout::CacheLines);
    QVERIFY(writer.ok());
    QVERIFY(writer.value().append(bytesOf("a" + QByteArray(64, 'b') + QByteArray(65, 'c') + "ddd")).ok());
    QVERIFY(writer.value().finish().ok());
    const auto file = SafetensorsFile::open(path());
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    for (const char* name : { "a", "b", "c", "d" }) {
        const StoredTensor tensor = file.value().tensor(name).value();
        QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % 64, std::uintptr_t{ 0 });
        QCOMPARE(textOf(tensor.bytes), QByteArray(static_cast<int>(tensor.bytes.size()), name[0]));
    }
}

void SafetensorsWriterTest::piecesMaySpanTensors()
{
    auto writer = SafetensorsWriter::create(path(), { { "a", "U8", { 3 } }, { "b", "U8", { 3 } } });
    QVERIFY(writer.ok());
    for (const char* piece : { "1", "23x", "yz" })
        QVERIFY(writer.value().append(bytesOf(piece)).ok());
    QVERIFY(writer.value().finish().ok());
    const auto file = SafetensorsFile::open(path());
    QCOMPARE(textOf(file.value().tensor("a").value().bytes), QByteArray("123"));
    QCOMPARE(textOf(file.value().tensor("b").value().bytes), QByteArray("xyz"));
}

void SafetensorsWriterTest::keepsTheOldFileUntilFinished()
{
    QFile old(QString::fromStdString(path().string()));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    {
        auto writer = SafetensorsWriter::create(path(), { { "a", "U8", { 3 } } });
        QVERIFY(writer.ok());
        QVERIFY(writer.value().append(bytesOf("abc")).ok());
        QCOMPARE(listing().size(), 2);
    }
    QCOMPARE(listing(), QStringList(QStringLiteral("t.safetensors")));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
}

void SafetensorsWriterTest::refusesToFinishHalfAFile()
{
    auto writer = SafetensorsWriter::create(path(), { { "a", "U8", { 3 } } });
    QVERIFY(writer.ok());
    QVERIFY(writer.value().append(bytesOf("ab")).ok());
    const auto finished = writer.value().finish();
    QVERIFY(!finished.ok());
    QCOMPARE(finished.error().code, ErrorCode::BadArguments);
    QVERIFY(!std::filesystem::exists(path()));
}

void SafetensorsWriterTest::refusesMoreThanWasDeclared()
{
    auto writer = SafetensorsWriter::create(path(), { { "a", "U8", { 3 } } });
    QVERIFY(writer.ok());
    const auto appended = writer.value().append(bytesOf("abcd"));
    QVERIFY(!appended.ok());
    QCOMPARE(appended.error().code, ErrorCode::BadArguments);
}

void SafetensorsWriterTest::refusesDeclarations_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("dtype");
    QTest::addColumn<quint64>("extent");
    QTest::newRow("no name") << QByteArray("") << QByteArray("U8") << quint64{ 1 };
    QTest::newRow("a reserved name") << QByteArray("__metadata__") << QByteArray("U8") << quint64{ 1 };
    QTest::newRow("a name of the padding") << QByteArray("__padding.3") << QByteArray("U8") << quint64{ 1 };
    QTest::newRow("a name twice") << QByteArray("first") << QByteArray("U8") << quint64{ 1 };
    QTest::newRow("an unknown dtype") << QByteArray("a") << QByteArray("Q8") << quint64{ 1 };
    QTest::newRow("no size") << QByteArray("a") << QByteArray("F32") << (quint64{ 1 } << 62);
    QTest::newRow("no UTF-8") << QByteArray("\xff") << QByteArray("U8") << quint64{ 1 };
}

void SafetensorsWriterTest::refusesDeclarations()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, dtype);
    QFETCH(const quint64, extent);
    const auto writer = SafetensorsWriter::create(
        path(), { { "first", "U8", { 1 } }, { name.toStdString(), dtype.toStdString(), { extent } } });
    QVERIFY(!writer.ok());
    QCOMPARE(writer.error().code, ErrorCode::BadArguments);
    QVERIFY(listing().isEmpty());
}

void SafetensorsWriterTest::saysWhatAFullDiskNeeds()
{
    // A limit on the size of files stands for the full disk: the same call fails in the same place.
    struct rlimit before { };
    ::getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small {
        4096, before.rlim_max
    };
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto writer = SafetensorsWriter::create(path(), { { "a", "U8", { 10000 } } });
    ::setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!writer.ok());
    QCOMPARE(writer.error().code, ErrorCode::FileAccess);
    const QString message = QString::fromStdString(writer.error().message);
    QVERIFY2(message.contains(QStringLiteral("needs 10128 bytes")), qPrintable(message));
    QVERIFY(listing().isEmpty());
}

void SafetensorsWriterTest::saysWhereItCannotWrite()
{
    const auto writer = SafetensorsWriter::create(path() / "below" / "t.safetensors", { { "a", "U8", { 1 } } });
    QVERIFY(!writer.ok());
    QCOMPARE(writer.error().code, ErrorCode::FileAccess);
    QVERIFY(QString::fromStdString(writer.error().message).contains(m_folder->path()));
}

void SafetensorsWriterTest::readerRefusesWhatTheEngineHasNoUseFor()
{
    auto writer = SafetensorsWriter::create(path(), { { "long", "I64", { 1 } }, { "deep", "U8", { 1, 1, 1, 1, 1 } } });
    QVERIFY(writer.value().append(bytesOf(QByteArray(9, '\1'))).ok());
    QVERIFY(writer.value().finish().ok());
    const auto file = SafetensorsFile::open(path());
    QVERIFY(file.ok()); // such tensors may be there
    const auto messageOf
        = [&file](const char* name) { return QString::fromStdString(file.value().tensor(name).error().message); };
    QVERIFY2(messageOf("long").contains(QStringLiteral("'long' has the unsupported dtype I64")), "dtype");
    QVERIFY2(messageOf("deep").contains(QStringLiteral("'deep' has 5 dimensions")), "rank");
    QVERIFY2(messageOf("none").contains(QStringLiteral("'none' is not there")), "name");
    QCOMPARE(file.value().bytesOf(*file.value().find("long")).size(), std::size_t{ 8 });
}

QTEST_APPLESS_MAIN(SafetensorsWriterTest)
#include "safetensors_writer_test.moc"
