// The cache of quantised weights: made once, used again, never trusted when it changed, never half there.

#include <QtTest>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <sys/resource.h>

#include "engine/base/half.h"
#include "engine/base/log.h"
#include "engine/io/weight_cache.h"
#include "engine/model/synthetic_checkpoint.h"
#include "engine/model/synthetic_weights.h"
#include "engine/model/tensor_inventory.h"
#include "engine/tensor/block_format.h"

using namespace palimpsest;
namespace fs = std::filesystem;

namespace {

const std::string kDown = "language_model.model.layers.3.mlp.down_proj.weight";
const std::string kQuery = "language_model.model.layers.0.self_attn.q_proj.weight";
const std::string kTable = "language_model.model.embed_tokens.weight";
const std::string kVision = "vision_tower.vision_model.encoder.layers.1.mlp.fc1.weight";
const std::string kNorm = "language_model.model.norm.weight";

// The nano model in memory, with one file that stands for those it came from.
class NanoSource {
public:
    explicit NanoSource(const fs::path& folder) : m_file(folder / "model.safetensors")
    {
        fs::create_directories(folder);
        std::ofstream(m_file) << "stands for the tensors";
        source.folder = folder;
        source.files = { m_file };
        for (const NamedShape& entry : tensorInventory(syntheticConfig(SyntheticShape::Nano))) {
            auto& stored = m_bytes.emplace_back(entry.shape.elementCount());
            syntheticSource(entry.name, entry.shape, 0, SyntheticScaling::Golden).fill(0, stored);
            source.tensors.push_back({ .name = entry.name,
                .dtype = DType::BF16,
                .shape = entry.shape,
                .bytes = std::as_bytes(std::span(stored)) });
        }
    }

    void set(const std::string& name, std::size_t index, float value)
    {
        for (std::size_t i = 0; i < source.tensors.size(); ++i)
            if (source.tensors[i].name == name)
                m_bytes[i][index] = floatToBf16(value);
    }

    void touch() const { fs::last_write_time(m_file, fs::last_write_time(m_file) + std::chrono::seconds(5)); }

    WeightSource source;

private:
    fs::path m_file;
    std::vector<std::vector<std::uint16_t>> m_bytes;
};

// The plain form, straight from the recipe.
std::vector<std::byte> plainlyQuantized(const StoredTensor& tensor, DType format)
{
    const std::vector<float> values = syntheticTensor(tensor.name, tensor.shape);
    const std::size_t rows = tensor.shape[0];
    const std::size_t width = tensor.shape[1];
    std::vector<std::byte> bytes(block::matrixBytes(format, rows, width));
    const std::size_t panelBytes = block::panelBytes(format, width);
    for (std::size_t panel = 0; panel * block::kPanelRows < rows; ++panel) {
        const std::size_t first = panel * block::kPanelRows;
        block::quantizePanel(format, values.data() + first * width, std::min(block::kPanelRows, rows - first), width,
            std::span(bytes).subspan(panel * panelBytes, panelBytes));
    }
    return bytes;
}

std::size_t entryCount(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// Later than the clock of the file system ticks, so that the change shows in the file's times.
void overwrite(const fs::path& file, std::uint64_t offset, char value)
{
    QTest::qSleep(20);
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(value);
}

// While it lives, no file of this process may grow beyond `sizeBytes`: as near to a full disk as a test may go.
class FileSizeLimit {
public:
    explicit FileSizeLimit(std::size_t sizeBytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{ sizeBytes, m_before.rlim_max };
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace

class WeightCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void holdsWhatThePlainFormGives_data();
    void holdsWhatThePlainFormGives();
    void isUsedAgain();
    void neighboursAreOneMatrix();
    void aChangedSourceIsQuantisedAgain_data();
    void aChangedSourceIsQuantisedAgain();
    void aDamagedFileIsMadeAgain_data();
    void aDamagedFileIsMadeAgain();
    void verificationNamesTheTensor();
    void impossibleNumbersAreRefused_data();
    void impossibleNumbersAreRefused();
    void aCheckpointIsASource();
    void aRemovedCacheLeavesNothing();
    void aFullDiskLeavesNothing();
    void stoppingLeavesNothing();
    void anUnwritableFolderIsNamed();

private:
    Result<std::shared_ptr<const WeightCacheFile>> open(const NanoSource& nano, DType format = DType::Q8)
    {
        m_quantised = false;
        return openOrBuildWeightCache(nano.source,
            { .format = format,
                .folder = m_folder,
                .progress = [this](std::uint64_t, std::uint64_t) { m_quantised = true; } },
            m_pool);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_place;
    fs::path m_folder;
    ThreadPool m_pool{ 2 };
    bool m_quantised = false;
};

void WeightCacheTest::init()
{
    setLogLevel(LogLevel::Error);
    m_dir = std::make_unique<QTemporaryDir>();
    m_place = m_dir->path().toStdString();
    m_folder = m_place / "data" / "weights";
}

void WeightCacheTest::holdsWhatThePlainFormGives_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("q8") << static_cast<int>(DType::Q8);
    QTest::newRow("q4") << static_cast<int>(DType::Q4);
}

void WeightCacheTest::holdsWhatThePlainFormGives()
{
    QFETCH(const int, format);
    const auto asked = static_cast<DType>(format);
    const NanoSource nano(m_place / "nano");
    const auto cache = open(nano, asked);
    QVERIFY2(cache.ok(), cache.ok() ? "" : cache.error().message.c_str());
    QVERIFY(m_quantised);
    for (const StoredTensor& tensor : nano.source.tensors) {
        const auto expected = cachedFormatOf(tensor.name, tensor.shape, asked);
        const StoredTensor* const found = cache.value()->find(tensor.name);
        QCOMPARE(found != nullptr, expected.has_value());
        if (found == nullptr)
            continue;
        QCOMPARE(found->dtype, *expected);
        QCOMPARE(found->shape, tensor.shape);
        const auto bytes = plainlyQuantized(tensor, *expected);
        QVERIFY2(std::ranges::equal(found->bytes, bytes), tensor.name.c_str());
        QCOMPARE(reinterpret_cast<std::uintptr_t>(found->bytes.data()) % 64, std::uintptr_t{ 0 });
    }
    QCOMPARE(cache.value()->find(kDown)->dtype, asked);
    QCOMPARE(cache.value()->find(kTable)->dtype, DType::Q8);
    QCOMPARE(cache.value()->find(kVision)->dtype, DType::Q8);
    QVERIFY(cache.value()->find(kNorm) == nullptr);
    QVERIFY(cache.value()->find("vision_tower.vision_model.embeddings.patch_embedding.weight") == nullptr);
    QVERIFY(cache.value()->find("vision_tower.vision_model.embeddings.position_embedding.weight") == nullptr);
    QVERIFY(verifyWeightCache(cache.value()->file(), m_pool).ok());
}

void WeightCacheTest::isUsedAgain()
{
    const NanoSource nano(m_place / "nano");
    const fs::path file = open(nano).value()->file();
    const auto time = fs::last_write_time(file);
    QVERIFY(open(nano).ok());
    QVERIFY(!m_quantised);
    QCOMPARE(fs::last_write_time(file).time_since_epoch().count(), time.time_since_epoch().count());
    fs::remove(file.string() + ".verified"); // without the note it is verified, and used all the same
    QVERIFY(open(nano).ok());
    QVERIFY(!m_quantised);
    QVERIFY(fs::exists(file.string() + ".verified"));
}

void WeightCacheTest::neighboursAreOneMatrix()
{
    const NanoSource nano(m_place / "nano");
    const auto cache = open(nano).value();
    const std::string layer = "language_model.model.layers.2.";
    const auto endOf = [&](const std::string& name) {
        const auto bytes = cache->find(layer + name)->bytes;
        return bytes.data() + bytes.size();
    };
    QVERIFY(endOf("self_attn.q_proj.weight") == cache->find(layer + "self_attn.k_proj.weight")->bytes.data());
    QVERIFY(endOf("self_attn.k_proj.weight") == cache->find(layer + "self_attn.v_proj.weight")->bytes.data());
    QVERIFY(endOf("mlp.gate_proj.weight") == cache->find(layer + "mlp.up_proj.weight")->bytes.data());
}

void WeightCacheTest::aChangedSourceIsQuantisedAgain_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("another time of the file") << QStringLiteral("time");
    QTest::newRow("another first number") << QStringLiteral("first");
    QTest::newRow("another last number of a norm") << QStringLiteral("norm");
}

void WeightCacheTest::aChangedSourceIsQuantisedAgain()
{
    QFETCH(const QString, change);
    NanoSource nano(m_place / "nano");
    const fs::path before = open(nano).value()->file();
    QVERIFY(open(nano, DType::Q4).ok()); // the other format has a file of its own
    const fs::path killed = m_folder / ("." + before.filename().string() + ".123-0.partial");
    const fs::path growing = m_folder / ("." + before.filename().string() + ".124-0.partial");
    std::ofstream(killed) << "what a killed program left";
    std::ofstream(growing) << "what another program is writing";
    fs::last_write_time(killed, fs::file_time_type::clock::now() - std::chrono::hours(2));
    if (change == QLatin1String("time"))
        nano.touch();
    else if (change == QLatin1String("first"))
        nano.set(kQuery, 0, 0.5F);
    else
        nano.set(kNorm, 95, 0.5F);
    const auto cache = open(nano);
    QVERIFY(cache.ok());
    QVERIFY(m_quantised);
    QVERIFY(cache.value()->file() != before);
    QVERIFY(!fs::exists(before)); // nobody will ask for it again
    QVERIFY(!fs::exists(killed));
    QCOMPARE(entryCount(m_folder), std::size_t{ 5 }); // two caches, each with its note, and the growing one
}

void WeightCacheTest::aDamagedFileIsMadeAgain_data()
{
    QTest::addColumn<QString>("damage");
    for (const char* const damage : { "a flipped byte", "cut short", "empty", "no header", "another meaning" })
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void WeightCacheTest::aDamagedFileIsMadeAgain()
{
    QFETCH(const QString, damage);
    const NanoSource nano(m_place / "nano");
    const fs::path file = open(nano).value()->file();
    const std::uintmax_t size = fs::file_size(file);
    if (damage == QLatin1String("a flipped byte")) {
        overwrite(file, size / 2, '\x5a');
    } else if (damage == QLatin1String("cut short")) {
        fs::resize_file(file, size - 1000);
    } else if (damage == QLatin1String("empty")) {
        fs::resize_file(file, 0);
    } else if (damage == QLatin1String("no header")) {
        overwrite(file, 3, '\x7f');
    } else {
        std::ifstream stream(file, std::ios::binary);
        const std::string text{ std::istreambuf_iterator<char>(stream), {} };
        const std::size_t at = text.find("q8 [64, 96]");
        QVERIFY(at != std::string::npos);
        overwrite(file, at + 1, '4');
    }
    const auto cache = open(nano);
    QVERIFY2(cache.ok(), cache.ok() ? "" : cache.error().message.c_str());
    QVERIFY(m_quantised);
    for (const auto& [name, tensor] : cache.value()->tensors())
        QVERIFY2(std::ranges::equal(tensor.bytes, plainlyQuantized(tensor, tensor.dtype)), name.c_str());
    QCOMPARE(entryCount(m_folder), std::size_t{ 2 });
}

void WeightCacheTest::verificationNamesTheTensor()
{
    const NanoSource nano(m_place / "nano");
    const auto cache = open(nano).value();
    const StoredTensor& table = *cache->find(kTable);
    std::ifstream stream(cache->file(), std::ios::binary);
    const std::string text{ std::istreambuf_iterator<char>(stream), {} };
    const std::string start(reinterpret_cast<const char*>(table.bytes.data()), 200);
    const std::size_t at = text.find(start) + 100;
    overwrite(cache->file(), at, static_cast<char>(text[at] ^ 1));
    std::ofstream(cache->file().string() + ".verified") << "whatever stood there";
    const auto verified = verifyWeightCache(cache->file(), m_pool);
    QVERIFY(!verified.ok());
    QCOMPARE(verified.error().code, ErrorCode::InvalidModel);
    QVERIFY2(verified.error().message.find(kTable) != std::string::npos, verified.error().message.c_str());
    QVERIFY(!fs::exists(cache->file().string() + ".verified"));
}

void WeightCacheTest::impossibleNumbersAreRefused_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<int>("index");
    QTest::addColumn<float>("number");
    QTest::addColumn<QString>("place");
    const QString down = QString::fromStdString(kDown);
    const QString norm = QString::fromStdString(kNorm);
    QTest::newRow("NaN in a matrix") << down << 5 * 160 + 7 << std::numeric_limits<float>::quiet_NaN()
                                     << QStringLiteral("NaN at [5, 7]");
    QTest::newRow("infinity in the last place")
        << down << 96 * 160 - 1 << -std::numeric_limits<float>::infinity() << QStringLiteral("infinity at [95, 159]");
    QTest::newRow("a number beyond f16") << down << 0 << 1e6F << QStringLiteral("at [0, 0]");
    QTest::newRow("NaN in a norm") << norm << 3 << std::numeric_limits<float>::quiet_NaN()
                                   << QStringLiteral("NaN at [3]");
}

void WeightCacheTest::impossibleNumbersAreRefused()
{
    QFETCH(const QString, tensor);
    QFETCH(const int, index);
    QFETCH(const float, number);
    QFETCH(const QString, place);
    NanoSource nano(m_place / "nano");
    nano.set(tensor.toStdString(), static_cast<std::size_t>(index), number);
    const auto cache = open(nano);
    QVERIFY(!cache.ok());
    QCOMPARE(cache.error().code, ErrorCode::InvalidModel);
    const QString message = QString::fromStdString(cache.error().message);
    QVERIFY2(message.contains(tensor) && message.contains(place), qPrintable(message));
    QCOMPARE(entryCount(m_folder), std::size_t{ 0 });
}

void WeightCacheTest::aCheckpointIsASource()
{
    QVERIFY(writeSyntheticCheckpoint({ .shape = SyntheticShape::Nano, .folder = m_place / "folder" }, m_pool).ok());
    const auto checkpoint = Checkpoint::open(m_place / "folder");
    QVERIFY2(checkpoint.ok(), checkpoint.ok() ? "" : checkpoint.error().message.c_str());
    const auto cache = openOrBuildWeightCache(*checkpoint.value(), { .format = DType::Q4, .folder = m_folder }, m_pool);
    QVERIFY2(cache.ok(), cache.ok() ? "" : cache.error().message.c_str());
    const auto existing = existingWeightCaches(*checkpoint.value(), m_folder);
    QCOMPARE(existing.value().size(), std::size_t{ 1 });
    QCOMPARE(existing.value()[0].file, cache.value()->file());
    QCOMPARE(existing.value()[0].format, DType::Q4);
    QCOMPARE(existing.value()[0].sizeBytes, static_cast<std::uint64_t>(fs::file_size(cache.value()->file())));
    fs::create_directory_symlink(m_place / "folder", m_place / "link"); // the same checkpoint by another name
    QCOMPARE(
        existingWeightCaches(*Checkpoint::open(m_place / "link").value(), m_folder).value().size(), std::size_t{ 1 });

    const NanoSource nano(m_place / "nano");
    const auto expected = open(nano, DType::Q4).value();
    QCOMPARE(cache.value()->tensors().size(), expected->tensors().size());
    for (const auto& [name, tensor] : expected->tensors())
        QVERIFY2(std::ranges::equal(cache.value()->find(name)->bytes, tensor.bytes), name.c_str());
}

void WeightCacheTest::aRemovedCacheLeavesNothing()
{
    const NanoSource nano(m_place / "nano");
    const fs::path file = open(nano).value()->file();
    QVERIFY(entryCount(m_folder) > 0);
    QVERIFY(removeWeightCache(file).ok());
    QCOMPARE(entryCount(m_folder), std::size_t{ 0 });
}

void WeightCacheTest::aFullDiskLeavesNothing()
{
    const NanoSource nano(m_place / "nano");
    const FileSizeLimit limit(100000);
    const auto cache = open(nano);
    QVERIFY(!cache.ok());
    QCOMPARE(cache.error().code, ErrorCode::FileAccess);
    QVERIFY2(cache.error().message.find(m_folder.string()) != std::string::npos, cache.error().message.c_str());
    QCOMPARE(entryCount(m_folder), std::size_t{ 0 });
}

void WeightCacheTest::stoppingLeavesNothing()
{
    const NanoSource nano(m_place / "nano");
    std::stop_source stop;
    const auto cache = openOrBuildWeightCache(nano.source,
        { .format = DType::Q8,
            .folder = m_folder,
            .progress = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); },
            .stop = stop.get_token() },
        m_pool);
    QVERIFY(!cache.ok());
    QCOMPARE(cache.error().code, ErrorCode::Cancelled);
    QCOMPARE(entryCount(m_folder), std::size_t{ 0 });
}

void WeightCacheTest::anUnwritableFolderIsNamed()
{
    const NanoSource nano(m_place / "nano");
    std::ofstream(m_place / "data") << "a file where the folder should be";
    const auto cache = open(nano);
    QVERIFY(!cache.ok());
    QCOMPARE(cache.error().code, ErrorCode::FileAccess);
    QVERIFY(cache.error().message.find(m_folder.string()) != std::string::npos);
}

QTEST_APPLESS_MAIN(WeightCacheTest)
#include "weight_cache_test.moc"
