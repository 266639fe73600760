#pragma once
// What the fast operations work with besides their arguments: the threads, the instruction sets, and memory that is
// grown once and then reused, so that a decode step allocates nothing. Owned by CpuRecorder; used by the inference
// thread.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "engine/base/thread_pool.h"

namespace palimpsest::cpu {

// Numbers of a cheap (a sum) and a costly (an exponential) operation below which waking another thread does not pay.
inline constexpr std::size_t kCheapGrain = 32768;
inline constexpr std::size_t kCostlyGrain = 8192;
// The same in rows of `width` numbers.
[[nodiscard]] inline std::size_t rowGrain(std::size_t width)
{
    return std::max<std::size_t>(1, kCheapGrain / std::max<std::size_t>(1, width));
}

class FastContext {
public:
    explicit FastContext(ThreadPool& pool) : m_pool(pool) { }

    [[nodiscard]] ThreadPool& pool() { return m_pool; }

    // Memory on a 64-byte boundary, contents undefined, valid until the next call.
    [[nodiscard]] std::byte* scratch(std::size_t sizeBytes);

    // frequency[i] = base^(-2i/width), i < width / 2, kept between calls.
    [[nodiscard]] const float* rotaryFrequencies(float base, std::size_t width);

    // Calls run(first, last, thread) for pieces of [0, count), multiples of `grain`, that threads take as they become
    // free: another program on one processor then slows the work by its share instead of by half. The pieces are a
    // function of count, grain and the number of threads alone.
    template <typename Run> void shareOut(std::size_t count, std::size_t grain, const Run& run)
    {
        constexpr std::size_t kPiecesPerThread = 32;
        const std::size_t units = (count + grain - 1) / grain;
        const std::size_t pieces
            = std::min(units, m_pool.threadCount() == 1 ? 1 : kPiecesPerThread * m_pool.threadCount());
        m_pool.parallelForEach(pieces, [&](std::size_t piece, std::size_t thread) {
            const std::size_t first = units * piece / pieces * grain;
            run(first, std::min(count, units * (piece + 1) / pieces * grain), thread);
        });
    }

    // Calls run(first, last) for pieces of [0, count), on one thread where there is little to do.
    template <typename Run> void splitRun(std::size_t count, std::size_t grain, const Run& run)
    {
        m_pool.parallelFor(count, grain, [&](std::size_t first, std::size_t last, std::size_t) { run(first, last); });
    }

private:
    struct Release {
        void operator()(std::byte* memory) const;
    };

    ThreadPool& m_pool;
    std::unique_ptr<std::byte[], Release> m_scratch;
    std::size_t m_scratchBytes = 0;
    std::vector<float> m_frequencies;
    float m_frequencyBase = 0;
};

} // namespace palimpsest::cpu
