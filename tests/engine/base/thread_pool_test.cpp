// Loops are split without loss or repetition, also by more threads than there are processors.

#include <QtTest>
#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <set>
#include <vector>

#include "engine/base/thread_pool.h"

using namespace palimpsest;

class ThreadPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIndexOnce_data();
    void everyIndexOnce();
    void piecesAreAFunctionOfTheirNumbers();
    void manySmallLoopsAreComplete();
    void resultsAreSeenByTheCaller();
};

void ThreadPoolTest::everyIndexOnce_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("count");
    for (const int threads : { 1, 2, 5 }) {
        for (const int count : { 0, 1, 2, 3, 97, 1000 })
            QTest::addRow("%d threads, %d indices", threads, count) << threads << count;
    }
}

void ThreadPoolTest::everyIndexOnce()
{
    QFETCH(const int, threads);
    QFETCH(const int, count);
    ThreadPool pool(static_cast<std::size_t>(threads));
    QCOMPARE(pool.threadCount(), static_cast<std::size_t>(threads));
    const auto n = static_cast<std::size_t>(count);
    std::vector<std::atomic<int>> visits(n);
    pool.parallelForEach(
        n, [&](std::size_t index, std::size_t thread) { visits[index] += thread < pool.threadCount() ? 1 : 100; });
    pool.parallelFor(n, 7, [&](std::size_t first, std::size_t last, std::size_t thread) {
        for (std::size_t i = first; i < last; ++i)
            visits[i] += thread < pool.threadCount() ? 1 : 100;
    });
    for (const auto& visit : visits)
        QCOMPARE(visit.load(), 2);
}

void ThreadPoolTest::piecesAreAFunctionOfTheirNumbers()
{
    ThreadPool pool(3);
    std::set<std::pair<std::size_t, std::size_t>> expected;
    for (int round = 0; round < 50; ++round) {
        std::mutex mutex;
        std::set<std::pair<std::size_t, std::size_t>> pieces;
        pool.parallelFor(100, 8, [&](std::size_t first, std::size_t last, std::size_t) {
            const std::scoped_lock lock(mutex);
            pieces.insert({ first, last });
        });
        if (round == 0)
            expected = pieces;
        QCOMPARE(pieces.size(), std::size_t{ 3 });
        QVERIFY(pieces == expected);
    }
    for (const auto& [first, last] : expected)
        QVERIFY(first % 8 == 0 && (last % 8 == 0 || last == 100));
}

// A worker that comes late must find its task closed, and one that came in time must be waited for.
void ThreadPoolTest::manySmallLoopsAreComplete()
{
    ThreadPool pool(4);
    for (std::size_t round = 0; round < 20000; ++round) {
        std::array<std::size_t, 9> squares{}; // of this round alone: a late worker would write into freed memory
        pool.parallelForEach(squares.size(), [&](std::size_t i, std::size_t) { squares[i] = round * i; });
        for (std::size_t i = 0; i < squares.size(); ++i)
            QCOMPARE(squares[i], round * i);
    }
}

void ThreadPoolTest::resultsAreSeenByTheCaller()
{
    ThreadPool pool(2);
    std::vector<double> values(100000);
    for (int round = 1; round < 50; ++round) {
        pool.parallelFor(values.size(), 1, [&](std::size_t first, std::size_t last, std::size_t) {
            for (std::size_t i = first; i < last; ++i)
                values[i] += 1;
        });
        QVERIFY(std::all_of(values.begin(), values.end(), [&](double value) { return value == round; }));
    }
}

QTEST_APPLESS_MAIN(ThreadPoolTest)
#include "thread_pool_test.moc"
