// Queries, keys and values to where attention finds them, on the device against the CPU: what must not be touched is
// compared, too.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class RopeStoreParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void RopeStoreParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("kvHeads");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("cacheRow");
    QTest::addColumn<bool>("rowFromTensor");
    QTest::newRow("one pair") << 1 << 1 << 1 << 2 << 0 << false;
    QTest::newRow("prefix of Gemma 2 2B") << 260 << 8 << 4 << 256 << 0 << false;
    QTest::newRow("one decode step of Gemma 2 2B") << 1 << 8 << 4 << 256 << 260 << false;
    QTest::newRow("one recorded decode step") << 1 << 8 << 4 << 256 << 260 << true;
    QTest::newRow("keys and values alone") << 19 << 0 << 1 << 256 << 3 << false;
    QTest::newRow("sizes no workgroup divides") << 7 << 3 << 3 << 22 << 5 << true;
}

void RopeStoreParityTest::vulkanMatchesCpu()
{
    QFETCH(const int, rows);
    QFETCH(const int, heads);
    QFETCH(const int, kvHeads);
    QFETCH(const int, width);
    QFETCH(const int, cacheRow);
    QFETCH(const bool, rowFromTensor);

    const Shape queries{ std::size_t(rows), std::size_t(heads), std::size_t(width) };
    const Shape keys{ std::size_t(rows), std::size_t(kvHeads), std::size_t(width) };
    const Shape cache{ std::size_t(rows + cacheRow + 2), std::size_t(kvHeads), std::size_t(width) };
    std::vector<std::int32_t> positions(std::size_t(rows), 0);
    for (int i = 0; i < rows; ++i)
        positions[std::size_t(i)] = cacheRow + 1 + i;
    const auto run = [&](OpFixture& on) {
        RopeStoreArgs args{ .key = on.put(randomNormal(keys.elementCount(), 2), keys),
            .value = on.put(randomNormal(keys.elementCount(), 3), keys),
            .positions = on.putIds(positions),
            .keyCache = on.put(randomNormal(cache.elementCount(), 4), cache),
            .valueCache = on.put(randomNormal(cache.elementCount(), 5), cache) };
        if (heads > 0)
            args.query = on.put(randomNormal(queries.elementCount(), 1), queries);
        if (rowFromTensor)
            args.cacheRowTensor = on.putIds(std::vector<std::int32_t>{ cacheRow });
        else
            args.cacheRow = std::size_t(cacheRow);
        on.ops().ropeStore(args);
        std::vector<float> all = heads > 0 ? on.get(args.query) : std::vector<float>{};
        for (const Tensor& written : { args.keyCache, args.valueCache }) {
            const std::vector<float> more = on.get(written);
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(RopeStoreParityTest)
#include "rope_store_parity_test.moc"
