// Queries, keys and values to where attention finds them: bit for bit what the operations it replaces give, plain and
// fast, and nothing else of the cache is touched.

#include <QtTest>

#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"

using namespace palimpsest;

namespace {

constexpr std::size_t kRows = 5, kHeads = 8, kKvHeads = 4, kWidth = 36, kCapacity = 12, kCacheRow = 3;

} // namespace

class RopeStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheOperationsItReplaces_data();
    void equalsTheOperationsItReplaces();
    void refusesACacheThatIsFull();
};

void RopeStoreTest::equalsTheOperationsItReplaces_data()
{
    QTest::addColumn<cpu::Arithmetic>("arithmetic");
    QTest::addColumn<bool>("withQuery");
    QTest::addColumn<bool>("rowFromTensor");
    for (const bool withQuery : { true, false }) {
        for (const bool fromTensor : { true, false }) {
            const char* const which = withQuery ? (fromTensor ? "row from a tensor" : "row known")
                                                : (fromTensor ? "no query, row from a tensor" : "no query, row known");
            QTest::addRow("plain, %s", which) << cpu::Arithmetic::Plain << withQuery << fromTensor;
            QTest::addRow("fast, %s", which) << cpu::Arithmetic::Fast << withQuery << fromTensor;
        }
    }
}

void RopeStoreTest::equalsTheOperationsItReplaces()
{
    QFETCH(const cpu::Arithmetic, arithmetic);
    QFETCH(const bool, withQuery);
    QFETCH(const bool, rowFromTensor);
    OpFixture fixture(arithmetic);
    const Shape queries{ kRows, kHeads, kWidth };
    const Shape keys{ kRows, kKvHeads, kWidth };
    const Shape cache{ kCapacity, kKvHeads, kWidth };
    const std::vector<float> query = randomNormal(queries.elementCount(), 1);
    const std::vector<float> cached = randomNormal(cache.elementCount(), 2);
    RopeStoreArgs args{ .key = fixture.put(randomNormal(keys.elementCount(), 3), keys),
        .value = fixture.put(randomNormal(keys.elementCount(), 4), keys),
        .positions = fixture.putIds(std::vector<std::int32_t>{ 4, 5, 6, 7, 8000 }),
        .keyCache = fixture.put(cached, cache),
        .valueCache = fixture.put(cached, cache) };
    const Tensor turned = fixture.put(query, queries);
    if (withQuery)
        args.query = turned;
    if (rowFromTensor)
        args.cacheRowTensor = fixture.putIds(std::vector<std::int32_t>{ kCacheRow });
    else
        args.cacheRow = kCacheRow;
    fixture.ops().ropeStore(args);

    args.cacheRow = kCacheRow;
    const Tensor expectedQuery = fixture.put(query, queries);
    const Tensor expectedKeys = fixture.put(cached, cache);
    const Tensor expectedValues = fixture.put(cached, cache);
    if (withQuery)
        fixture.ops().rope({ expectedQuery, args.positions, expectedQuery, args.base });
    fixture.ops().rope({ args.key, args.positions, writtenRows(args, expectedKeys), args.base });
    fixture.ops().copy({ args.value, writtenRows(args, expectedValues) });
    QCOMPARE(fixture.get(turned), fixture.get(expectedQuery));
    QCOMPARE(fixture.get(args.keyCache), fixture.get(expectedKeys));
    QCOMPARE(fixture.get(args.valueCache), fixture.get(expectedValues));
}

void RopeStoreTest::refusesACacheThatIsFull()
{
    OpFixture fixture;
    const Tensor rows = fixture.empty({ 2, 1, 4 });
    const Tensor cache = fixture.empty({ 5, 1, 4 });
    RopeStoreArgs args{ .key = rows,
        .value = rows,
        .positions = fixture.putIds(std::vector<std::int32_t>{ 1, 2 }),
        .keyCache = cache,
        .valueCache = cache,
        .cacheRow = 3 };
    QVERIFY(validate(args).ok());
    args.cacheRow = 4;
    QVERIFY(validate(args).error().message.find("keyCache") != std::string::npos);
}

QTEST_APPLESS_MAIN(RopeStoreTest)
#include "rope_store_test.moc"
