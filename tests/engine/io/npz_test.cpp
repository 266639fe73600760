// Archives written by NumPy itself; our own writer through our reader; and archives broken in every way we know.

#include <QtTest>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

#include "engine/io/npz.h"
#include "engine/io/zip_archive.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

template <typename T> std::vector<T> elements(const NpyArray& array)
{
    std::vector<T> values(array.bytes.size() / sizeof(T));
    std::memcpy(values.data(), array.bytes.data(), values.size() * sizeof(T));
    return values;
}

std::string fileContent(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(stream), {} };
}

// A small archive of ours whose bytes the tests then bend. Its directory entries start with "PK\1\2".
std::string smallArchive(const std::filesystem::path& folder)
{
    const auto path = folder / "small.npz";
    auto writer = NpzWriter::create(path);
    const std::vector<float> values{ 1, 2, 3, 4 };
    if (!writer.ok() || !writer.value().add("a", Shape{ 4 }, std::span(values)).ok()
        || !writer.value().add("b", Shape{ 2, 2 }, std::span(values)).ok() || !writer.value().finish().ok())
        return {};
    return fileContent(path);
}

std::string patched(std::string archive, std::size_t at, std::string_view bytes)
{
    return archive.replace(at, bytes.size(), bytes);
}

} // namespace

class NpzTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatNumpyWrites_data();
    void readsWhatNumpyWrites();
    void objectArraysAreRefused();
    void ourArchivesAreRead();
    void theWriterRefusesASecondArrayOfTheName();
    void anUnfinishedArchiveIsNotThere();
    void brokenArchivesAreRefused_data();
    void brokenArchivesAreRefused();
    void everyFlippedByteIsSurvived();
    void everyTruncationIsAnError();
    void tooManyMembersAreRefused();
    void aMissingFileIsNamed();

private:
    QTemporaryDir m_dir;
    std::filesystem::path m_folder = m_dir.path().toStdString();
};

void NpzTest::readsWhatNumpyWrites_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("stored") << QStringLiteral("stored.npz");
    QTest::newRow("deflated") << QStringLiteral("deflated.npz");
}

void NpzTest::readsWhatNumpyWrites()
{
    QFETCH(const QString, file);
    const std::string archive = readGoldenFile(file.toStdString());
    const auto read = parseNpz(bytesOf(archive), "golden");
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    const NpzArrays& arrays = read.value();
    QCOMPARE(arrays.size(), std::size_t{ 10 });
    QCOMPARE(arrays.at("i8").shape, (Shape{ 2, 3, 4 }));
    QCOMPARE(arrays.at("scalar").shape, Shape{});
    QCOMPARE(arrays.at("vector").shape, (Shape{ 16 }));
    QCOMPARE(arrays.at("empty").shape, (Shape{ 0, 3 }));
    QCOMPARE(elements<float>(arrays.at("scalar")), std::vector<float>{ 2.5F });
    const auto halves = toFloats(arrays.at("f2"), "f2").value();
    const auto doubles = toFloats(arrays.at("f8"), "f8").value();
    for (std::size_t i = 0; i < 24; ++i) {
        QCOMPARE(halves[i], static_cast<float>(i) / 8 - 1);
        QCOMPARE(elements<float>(arrays.at("f4"))[i], static_cast<float>(static_cast<double>(i) / 7 - 1));
        QCOMPARE(elements<double>(arrays.at("f8"))[i], static_cast<double>(i) / 7 - 1);
        QCOMPARE(doubles[i], static_cast<float>(static_cast<double>(i) / 7 - 1));
        QCOMPARE(static_cast<std::size_t>(elements<std::uint8_t>(arrays.at("u1"))[i]), 10 * i);
        QCOMPARE(elements<std::int32_t>(arrays.at("i4"))[i], -100000 * static_cast<std::int32_t>(i));
        QCOMPARE(elements<std::int64_t>(arrays.at("i8"))[i], -10000000000 * static_cast<std::int64_t>(i));
    }
    QCOMPARE(arrays.at("fortran").bytes, arrays.at("f4").bytes);
}

void NpzTest::objectArraysAreRefused()
{
    const std::string archive = readGoldenFile("objects.npz");
    const auto read = parseNpz(bytesOf(archive), "golden");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::Unsupported);
    QVERIFY(read.error().message.find("golden:pickled") != std::string::npos);
}

void NpzTest::ourArchivesAreRead()
{
    const auto path = m_folder / "ours.npz";
    auto writer = NpzWriter::create(path);
    QVERIFY(writer.ok());
    const std::vector<float> logits{ -1.5F, 0, 3.25F, 1e30F, -0.0F, 7 };
    const std::vector<std::int32_t> ids{ 1, -2, 256000 };
    const std::vector<std::int64_t> counts{ 1LL << 40 };
    QVERIFY(writer.value().add("logits", Shape{ 2, 3 }, std::span(logits)).ok());
    QVERIFY(writer.value().add("greedy_ids", Shape{ 3 }, std::span(ids)).ok());
    QVERIFY(writer.value().add("decoder.0", Shape{}, std::span(counts)).ok());
    QVERIFY(writer.value().add("nothing", Shape{ 0 }, std::span<const float>{}).ok());
    QVERIFY(writer.value().finish().ok());
    const auto read = readNpz(path);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QCOMPARE(read.value().size(), std::size_t{ 4 });
    QCOMPARE(read.value().at("logits").shape, (Shape{ 2, 3 }));
    QCOMPARE(elements<float>(read.value().at("logits")), logits);
    QCOMPARE(elements<std::int32_t>(read.value().at("greedy_ids")), ids);
    QCOMPARE(elements<std::int64_t>(read.value().at("decoder.0")), counts);
    QCOMPARE(read.value().at("nothing").shape, (Shape{ 0 }));
}

void NpzTest::theWriterRefusesASecondArrayOfTheName()
{
    auto writer = NpzWriter::create(m_folder / "twice.npz");
    const std::vector<float> one{ 1 };
    QVERIFY(writer.value().add("a", Shape{ 1 }, std::span(one)).ok());
    QCOMPARE(writer.value().add("a", Shape{ 1 }, std::span(one)).error().code, ErrorCode::BadArguments);
    QCOMPARE(writer.value().add("../a", Shape{ 1 }, std::span(one)).error().code, ErrorCode::BadArguments);
}

void NpzTest::anUnfinishedArchiveIsNotThere()
{
    const auto path = m_folder / "unfinished.npz";
    {
        auto writer = NpzWriter::create(path);
        const std::vector<float> one{ 1 };
        QVERIFY(writer.value().add("a", Shape{ 1 }, std::span(one)).ok());
    }
    QVERIFY(!std::filesystem::exists(path));
}

void NpzTest::brokenArchivesAreRefused_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<bool>("unsupported");
    const std::string good = smallArchive(m_folder);
    QVERIFY(parseNpz(bytesOf(good), "good").ok());
    const std::size_t entry = good.find("PK\1\2");
    const std::size_t end = good.rfind("PK\5\6");
    const std::string_view zip64("\xff\xff\xff\xff", 4);
    const auto row = [](const char* name, const std::string& archive, bool unsupported) {
        QTest::newRow(name) << QByteArray::fromStdString(archive) << unsupported;
    };
    row("empty", "", false);
    row("a text", "this is no archive, only a text that is long enough for one", false);
    row("encrypted", patched(good, entry + 8, "\1"), true);
    row("an unknown method", patched(good, entry + 10, "\x0c"), true);
    row("another disk", patched(good, entry + 34, "\1"), true);
    row("directory on another disk", patched(good, end + 6, "\1"), true);
    row("ZIP64 size", patched(patched(good, entry + 20, zip64), entry + 24, zip64), true);
    row("ZIP64 directory", patched(good, end + 16, zip64), true);
    row("a member of 2 GiB", patched(good, entry + 24, std::string_view("\0\0\0\x80", 4)), true);
    row("sizes that differ", patched(good, entry + 24, "\1"), false);
    row("deflate of more than deflate can do",
        patched(patched(good, entry + 10, "\x08"), entry + 24, std::string_view("\0\0\0\x03", 4)), false);
    row("stored bytes as a deflate stream", patched(good, entry + 10, "\x08"), false);
    row("wrong checksum", patched(good, entry + 16, "x"), false);
    row("damaged array", patched(good, good.find("PK\1\2") - 1, "x"), false);
    row("a name with a path", patched(good, entry + 46, "/"), false);
    row("no .npy", patched(good, entry + 46, "a.txt"), false);
    row("one name twice", patched(good, good.rfind("PK\1\2") + 46, "a"), false);
    row("a member beyond the end", patched(good, entry + 42, "\xff\xff"), false);
    row("a directory beyond the end", patched(good, end + 16, "\xff\xff"), false);
    row("more members than entries", patched(patched(good, end + 8, "\3"), end + 10, "\3"), false);
}

void NpzTest::brokenArchivesAreRefused()
{
    QFETCH(const QByteArray, archive);
    QFETCH(const bool, unsupported);
    const std::string text = archive.toStdString();
    const auto read = parseNpz(bytesOf(text), "bent.npz");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, unsupported ? ErrorCode::Unsupported : ErrorCode::InvalidModel);
    QVERIFY2(read.error().message.find("'bent.npz") != std::string::npos, read.error().message.c_str());
}

void NpzTest::everyFlippedByteIsSurvived()
{
    for (const std::string& good : { smallArchive(m_folder), readGoldenFile("deflated.npz") }) {
        const auto before = parseNpz(bytesOf(good), "good").value();
        for (std::size_t at = 0; at < good.size(); ++at) {
            std::string bent = good;
            bent[at] = static_cast<char>(bent[at] ^ 0x55);
            const auto read = parseNpz(bytesOf(bent), "bent.npz");
            if (!read.ok())
                continue;
            // Dates, versions and the local names mean nothing; no array may have changed unnoticed.
            for (const auto& [name, array] : read.value())
                if (const auto known = before.find(name); known != before.end())
                    QCOMPARE(array.bytes, known->second.bytes);
        }
    }
}

void NpzTest::everyTruncationIsAnError()
{
    const std::string good = readGoldenFile("stored.npz");
    for (std::size_t length = 0; length < good.size(); ++length)
        QVERIFY(!parseNpz(bytesOf(good).first(length), "short.npz").ok());
}

void NpzTest::tooManyMembersAreRefused()
{
    const auto path = m_folder / "many.npz";
    auto writer = NpzWriter::create(path);
    const std::vector<float> one{ 1 };
    for (std::size_t i = 0; i <= kMaxZipMembers; ++i)
        QVERIFY(writer.value().add(std::to_string(i), Shape{ 1 }, std::span(one)).ok());
    QVERIFY(writer.value().finish().ok());
    const auto read = readNpz(path);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::Unsupported);
}

void NpzTest::aMissingFileIsNamed()
{
    const auto read = readNpz(m_folder / "absent.npz");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::FileAccess);
    QVERIFY(read.error().message.find("absent.npz") != std::string::npos);
}

QTEST_APPLESS_MAIN(NpzTest)
#include "npz_test.moc"
