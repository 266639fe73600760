// Bytes go up and come down unharmed, whatever their number beside a slot of the ring.

#include <random>

#include "tests/support/vulkan_device.h"

using namespace palimpsest;
using vulkan::StagingRing;

class StagingRingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesSurvive_data();
    void bytesSurvive();
    void uploadsStayInOrder();

private:
    std::unique_ptr<vulkan::VulkanBackend> m_backend = openVulkanBackend();
};

void StagingRingTest::bytesSurvive_data()
{
    constexpr qulonglong kSlot = StagingRing::kSlotBytes;
    QTest::addColumn<qulonglong>("size");
    QTest::addColumn<qulonglong>("offset");
    QTest::newRow("one byte") << qulonglong(1) << qulonglong(0);
    QTest::newRow("one byte behind three") << qulonglong(1) << qulonglong(3);
    QTest::newRow("one less than a slot") << kSlot - 1 << qulonglong(4);
    QTest::newRow("a slot") << kSlot << qulonglong(0);
    QTest::newRow("one more than a slot") << kSlot + 1 << qulonglong(1);
    QTest::newRow("every slot") << 4 * kSlot << qulonglong(0);
    QTest::newRow("round and round") << 9 * kSlot + 12345 << qulonglong(77);
}

void StagingRingTest::bytesSurvive()
{
    QFETCH(const qulonglong, size);
    QFETCH(const qulonglong, offset);
    vulkan::MemoryArena arena(m_backend->device());
    auto stream = vulkan::CommandStream::create(m_backend->device());
    QVERIFY(stream.ok());
    auto target = arena.allocate(size + offset, vulkan::MemoryArena::Purpose::Device);
    QVERIFY(target.ok());
    std::vector<std::byte> sent(size);
    std::mt19937 random(3);
    for (std::byte& byte : sent)
        byte = std::byte(random());
    std::vector<std::byte> received(size);
    {
        StagingRing ring(arena, *stream.value());
        QVERIFY(ring.upload(sent, target.value(), offset).ok());
        QVERIFY(ring.download(target.value(), offset, received).ok());
        QVERIFY(sent == received);
        QVERIFY(stream.value()->finish().ok());
    }
    arena.release(target.value());
    QCOMPARE(arena.blockCount(), std::size_t(0)); // the ring gave its slots back
}

// A later upload to the same place wins, without anybody waiting between.
void StagingRingTest::uploadsStayInOrder()
{
    auto buffer = m_backend->allocate(1 << 20);
    QVERIFY(buffer.ok());
    const Tensor whole{ buffer.value().get(), 0, DType::F32, { std::size_t(1) << 18 } };
    for (float round = 0; round < 12; ++round) {
        const std::vector<float> values(std::size_t(1) << 18, round);
        QVERIFY(m_backend->write(whole, std::as_bytes(std::span(values))).ok());
        m_backend->recorder().add({ whole, whole, whole }); // the device has work to do
    }
    std::vector<float> found(std::size_t(1) << 18);
    QVERIFY(m_backend->read(whole, std::as_writable_bytes(std::span(found))).ok());
    QCOMPARE(std::count(found.begin(), found.end(), 22.0F), std::ptrdiff_t(found.size()));
}

PAL_GPU_TEST_MAIN(StagingRingTest)
#include "staging_ring_test.moc"
