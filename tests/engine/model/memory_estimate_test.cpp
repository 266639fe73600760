// The estimate by itself: what grows with what, and what is refused. Against a real device: vulkan/memory_estimate.

#include <QtTest>

#include "engine/model/memory_estimate.h"
#include "engine/model/synthetic_weights.h"

using namespace palimpsest;

class MemoryEstimateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsOfPublishedShapes_data();
    void weightsOfPublishedShapes();
    void growsWithBatchAndPositions();
    void refusesWhatCannotFit();
    void takesASmallerBatch();
    void theProcessorTakesAll();

private:
    static DeviceInfo card(std::uint64_t freeBytes)
    {
        return { .id = "x", .name = "a card", .kind = DeviceKind::DiscreteGpu, .freeBytes = freeBytes };
    }
    const ModelConfig m_config = syntheticConfig(SyntheticShape::Paligemma3b224);
};

void MemoryEstimateTest::weightsOfPublishedShapes_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<double>("bytesPerParameter");
    QTest::newRow("bf16") << int(WeightFormat::Bf16) << 2.0;
    QTest::newRow("q8") << int(WeightFormat::Q8) << 17.0 / 16;
    QTest::newRow("q4 with the rest in q8") << int(WeightFormat::Q4) << 0.77; // 2.02e9 at 640 / 1024
}

// 3.03e9 parameters in matrices.
void MemoryEstimateTest::weightsOfPublishedShapes()
{
    QFETCH(const int, format);
    QFETCH(const double, bytesPerParameter);
    const auto bytes = double(estimateMemory(m_config, usualRequest(m_config, WeightFormat(format), 1)).weightBytes);
    QVERIFY2(std::abs(bytes / 3.03e9 / bytesPerParameter - 1) < 0.02, qPrintable(QString::number(bytes)));
}

void MemoryEstimateTest::growsWithBatchAndPositions()
{
    MemoryRequest request{ .prefixTokens = 300, .answerTokens = 100 };
    const MemoryEstimate one = estimateMemory(m_config, request);
    QCOMPARE(one.keyValueBytes, std::uint64_t(2 * 26 * 400 * 1024 * 4));
    request.batchSize = 8;
    QCOMPARE(estimateMemory(m_config, request).keyValueBytes, 8 * one.keyValueBytes);
    QCOMPARE(estimateMemory(m_config, request).weightBytes, one.weightBytes);
    request.answerTokens = 100000; // no more positions than the checkpoint has
    QCOMPARE(estimateMemory(m_config, request).keyValueBytes, std::uint64_t(8) * 2 * 26 * 8192 * 1024 * 4);
}

void MemoryEstimateTest::refusesWhatCannotFit()
{
    const auto fits = batchThatFits(m_config, usualRequest(m_config, WeightFormat::Bf16, 8), card(4ULL << 30));
    QVERIFY(!fits.ok());
    QCOMPARE(fits.error().code, ErrorCode::OutOfMemory);
    for (const char* word : { "needs", "4096 MiB free", "a card", "bf16", "--weights q8 or q4", "--device cpu" })
        QVERIFY2(fits.error().message.find(word) != std::string::npos, fits.error().message.c_str());
    QVERIFY(batchThatFits(m_config, usualRequest(m_config, WeightFormat::Q8, 8), card(4ULL << 30)).ok());
}

void MemoryEstimateTest::takesASmallerBatch()
{
    MemoryRequest request = usualRequest(m_config, WeightFormat::Q8, 3);
    const std::uint64_t three = estimateMemory(m_config, request).totalBytes();
    QCOMPARE(batchThatFits(m_config, request, card(three)).value(), std::size_t(3));
    request.batchSize = 8;
    QCOMPARE(batchThatFits(m_config, request, card(three)).value(), std::size_t(3));
    request.batchSize = 1;
    QVERIFY(!batchThatFits(m_config, request, card(estimateMemory(m_config, request).totalBytes() - 1)).ok());
}

void MemoryEstimateTest::theProcessorTakesAll()
{
    const DeviceInfo cpu{ .id = "cpu", .kind = DeviceKind::Cpu, .freeBytes = 1 };
    QCOMPARE(batchThatFits(m_config, usualRequest(m_config, WeightFormat::Bf16, 8), cpu).value(), std::size_t(8));
}

QTEST_APPLESS_MAIN(MemoryEstimateTest)
#include "memory_estimate_test.moc"
