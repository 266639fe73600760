// The ceilings of a device are measured, are no nonsense, and leave nothing behind.

#include "tests/support/vulkan_device.h"

using namespace palimpsest;

class CeilingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresMakeSense();
};

void CeilingsTest::figuresMakeSense()
{
    const auto backend = openVulkanBackend();
    const auto ceilings = backend->measureCeilings();
    QVERIFY2(ceilings.ok(), ceilings.ok() ? "" : ceilings.error().message.c_str());
    std::printf("read %.2f GB/s, copy %.2f GB/s\n", ceilings.value().readBytesPerSecond / 1e9,
        ceilings.value().copyBytesPerSecond / 1e9);
    QVERIFY(ceilings.value().readBytesPerSecond > 1e8);
    QVERIFY(ceilings.value().copyBytesPerSecond > 1e8);
    QVERIFY(ceilings.value().readBytesPerSecondOneThread == 0); // of processors
    QCOMPARE(ceilings.value().products.front().arithmetic, std::string("f32"));
    for (const DeviceCeilings::Product& product : ceilings.value().products) {
        std::printf("%s %.1f GFLOP/s\n", product.arithmetic.c_str(), product.operationsPerSecond / 1e9);
        QVERIFY(product.operationsPerSecond > 1e8);
    }
    QCOMPARE(backend->arena().usedBytes(), std::uint64_t(0));
}

PAL_GPU_TEST_MAIN(CeilingsTest)
#include "ceilings_test.moc"
