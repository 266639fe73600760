#include "engine/cpu/ceilings.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sys/mman.h>

#include "engine/cpu/peak_loops.h"

namespace palimpsest::cpu {
namespace {

constexpr std::size_t kReadBytes = std::size_t{ 1 } << 30; // far beyond any cache
constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kHugePageBytes = std::size_t{ 2 } << 20;
constexpr int kReadRounds = 5;
constexpr int kPeakRounds = 5;
constexpr double kPeakSeconds = 0.04; // of one round: past the processor's change of clock

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Whatever the loops compute ends here, so that no compiler leaves them out.
std::atomic<float> sink;

struct FreeMemory {
    void operator()(std::byte* memory) const { std::free(memory); }
};

double readSpeed(ThreadPool& pool, const std::byte* bytes)
{
    double best = 0;
    for (int round = 0; round < kReadRounds; ++round) {
        const auto start = Clock::now();
        pool.parallelFor(kReadBytes, kPageBytes, [&](std::size_t first, std::size_t last, std::size_t) {
            sink = static_cast<float>(readAll(bytes + first, last - first));
        });
        best = std::max(best, static_cast<double>(kReadBytes) / secondsSince(start));
    }
    return best;
}

double peakOf(ThreadPool& pool, const PeakLoop& loop)
{
    std::uint64_t rounds = 1000;
    for (; rounds < (std::uint64_t{ 1 } << 40); rounds *= 2) {
        const auto start = Clock::now();
        sink = loop.run(rounds);
        if (secondsSince(start) > kPeakSeconds)
            break;
    }
    double best = 0;
    for (int round = 0; round < kPeakRounds; ++round) {
        const auto start = Clock::now();
        pool.parallelFor(
            pool.threadCount(), 1, [&](std::size_t, std::size_t, std::size_t) { sink = loop.run(rounds); });
        const auto operations = static_cast<double>(rounds * loop.operationsPerRound * pool.threadCount());
        best = std::max(best, operations / secondsSince(start));
    }
    return best;
}

} // namespace

Result<DeviceCeilings> measureCeilings(ThreadPool& pool)
{
    const std::unique_ptr<std::byte[], FreeMemory> buffer(
        static_cast<std::byte*>(std::aligned_alloc(kHugePageBytes, kReadBytes)));
    if (buffer == nullptr)
        return Error{ ErrorCode::OutOfMemory,
            "the system would not give 1024 MiB to measure how fast memory is read; close other programs" };
    madvise(buffer.get(), kReadBytes, MADV_HUGEPAGE); // a ceiling without page walks, where the system allows it
    pool.parallelFor(kReadBytes, kPageBytes,
        [&](std::size_t first, std::size_t last, std::size_t) { std::memset(buffer.get() + first, 1, last - first); });

    DeviceCeilings ceilings;
    ceilings.readBytesPerSecond = readSpeed(pool, buffer.get());
    ThreadPool alone(1);
    ceilings.readBytesPerSecondOneThread = readSpeed(alone, buffer.get());
    for (const auto& [arithmetic, loop] : { std::pair{ "f32", f32PeakLoop() }, std::pair{ "bf16", bf16PeakLoop() },
             std::pair{ "int8", int8PeakLoop() } }) {
        if (loop.operationsPerRound > 0)
            ceilings.products.push_back({ arithmetic, peakOf(pool, loop) });
    }
    return ceilings;
}

} // namespace palimpsest::cpu
