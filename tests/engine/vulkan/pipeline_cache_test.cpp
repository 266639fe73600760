// Compiled pipelines are kept on disk; a file that is broken or another device's is made anew.

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "tests/support/vulkan_device.h"

using namespace palimpsest;
using vulkan::PipelineCache;
using vulkan::PipelineKey;

namespace {

std::vector<PipelineKey> someKeys()
{
    std::vector<PipelineKey> keys;
    for (const vulkan::Shader shader : { vulkan::Shader::Add, vulkan::Shader::Gelu, vulkan::Shader::RmsNorm })
        keys.push_back({ shader, { 64U } });
    keys.push_back(keys.front()); // twice is once
    return keys;
}

} // namespace

class PipelineCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsAFile();
    void doesWithoutAFolder();
    void rebuildsABrokenFile_data();
    void rebuildsABrokenFile();
    void rebuildsAForeignFile();
    void preparesOnSeveralThreads();
    void theNextStartPreparesWhatWasUsed();

private:
    // A cache whose folder is m_folder, filled and closed again.
    void fill()
    {
        auto cache = PipelineCache::create(*m_device, m_path);
        QVERIFY(cache.ok());
        QVERIFY(cache.value()->prepare(someKeys(), 1).ok());
    }
    QString file() const
    {
        const QStringList files = QDir(m_folder->path()).entryList({ QStringLiteral("pipelines-*.bin") });
        return files.size() == 1 ? m_folder->filePath(files.front()) : QString();
    }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void replace(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<vulkan::Device> m_device = openVulkanDevice();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

void PipelineCacheTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->path().toStdString();
}

void PipelineCacheTest::keepsAFile()
{
    fill();
    const QByteArray kept = contentOf(file());
    QVERIFY(kept.size() > 64);
    fill();
    QVERIFY(contentOf(file()).size() > 64);
}

void PipelineCacheTest::doesWithoutAFolder()
{
    auto cache = PipelineCache::create(*m_device, {});
    QVERIFY(cache.ok());
    QVERIFY(cache.value()->get(someKeys().front()).ok());
    cache.value()->save();
    auto unwritable = PipelineCache::create(*m_device, "/proc/nowhere"); // a folder nobody can make
    QVERIFY(unwritable.ok());
    QVERIFY(unwritable.value()->get(someKeys().front()).ok());
}

void PipelineCacheTest::rebuildsABrokenFile_data()
{
    QTest::addColumn<int>("damage");
    QTest::newRow("empty") << 0;
    QTest::newRow("cut off") << 1;
    QTest::newRow("one bit flipped") << 2;
    QTest::newRow("a few bytes of something else") << 3;
}

void PipelineCacheTest::rebuildsABrokenFile()
{
    QFETCH(const int, damage);
    fill();
    const QString path = file();
    QByteArray content = contentOf(path);
    const QByteArray whole = content;
    if (damage == 0)
        content.clear();
    else if (damage == 1)
        content.chop(1);
    else if (damage == 2)
        content[content.size() / 2] = char(content[content.size() / 2] ^ 1);
    else
        content = QByteArrayLiteral("not a cache");
    replace(path, content);
    fill();
    QCOMPARE(file(), path);
    QVERIFY(contentOf(path) != content);
}

// Whole, but of another device: the driver refuses the head, and everything is compiled.
void PipelineCacheTest::rebuildsAForeignFile()
{
    fill();
    const QString path = file();
    QByteArray content = contentOf(path).chopped(64);
    const int head = 12 + 36 * int(someKeys().size() - 1); // of ours, before the driver's
    for (int i = head + 8; i < head + 32; ++i)             // vendor, device and UUID of VkPipelineCacheHeaderVersionOne
        content[i] = char(content[i] ^ 0x55);
    content += QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    replace(path, content);
    fill();
    QVERIFY(contentOf(path) != content);
}

void PipelineCacheTest::preparesOnSeveralThreads()
{
    using vulkan::Shader;
    std::vector<PipelineKey> all;
    for (const Shader shader : { Shader::Add, Shader::Copy, Shader::Geglu, Shader::Gelu, Shader::LayerNorm,
             Shader::LogSumExp, Shader::RmsNorm, Shader::Rope, Shader::Softcap }) {
        for (const std::uint32_t workgroup : { 32U, 64U, 128U })
            all.push_back({ shader, { workgroup } });
    }
    auto cache = PipelineCache::create(*m_device, m_path);
    QVERIFY(cache.ok());
    QVERIFY(cache.value()->prepare(all, 4).ok());
    QCOMPARE(cache.value()->count(), all.size());
    for (const PipelineKey& key : all) {
        const auto pipeline = cache.value()->get(key);
        QVERIFY(pipeline.ok());
        QVERIFY(pipeline.value() != VK_NULL_HANDLE);
    }
    QCOMPARE(cache.value()->count(), all.size());
}

void PipelineCacheTest::theNextStartPreparesWhatWasUsed()
{
    fill();
    auto cache = PipelineCache::create(*m_device, m_path);
    QVERIFY(cache.ok());
    QCOMPARE(cache.value()->count(), std::size_t(0));
    cache.value()->prepareKept(2);
    QCOMPARE(cache.value()->count(), someKeys().size() - 1);
    const double prepared = cache.value()->seconds();
    QVERIFY(cache.value()->get(someKeys().front()).ok());
    QCOMPARE(cache.value()->seconds(), prepared);
}

PAL_GPU_TEST_MAIN(PipelineCacheTest)
#include "pipeline_cache_test.moc"
