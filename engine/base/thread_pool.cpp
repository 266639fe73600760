#include "engine/base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <sched.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace palimpsest {
namespace {

// Long enough to bridge the gap between two operations of a decode step, short enough to cost a shared machine nothing.
constexpr int kSpinRounds = 4000;

void pauseBriefly()
{
#if defined(__x86_64__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

} // namespace

struct ThreadPool::Shared {
    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable done;
    std::atomic<std::uint64_t> generation{ 0 };
    std::atomic<std::size_t> running{ 0 };
    std::atomic<bool> stopping{ false };
    const std::function<void(std::size_t)>* task = nullptr;
};

std::size_t ThreadPool::availableProcessors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
    return std::max(1U, std::thread::hardware_concurrency());
}

ThreadPool::ThreadPool(std::size_t threadCount) : m_shared(std::make_unique<Shared>())
{
    const std::size_t total = threadCount == 0 ? availableProcessors() : threadCount;
    for (std::size_t index = 1; index < total; ++index) {
        m_workers.emplace_back([shared = m_shared.get(), index] {
            std::uint64_t seen = 0;
            while (true) {
                for (int i = 0; i < kSpinRounds && shared->generation.load(std::memory_order_acquire) == seen; ++i)
                    pauseBriefly();
                if (shared->generation.load(std::memory_order_acquire) == seen) {
                    std::unique_lock lock(shared->mutex);
                    shared->wake.wait(lock, [&] { return shared->generation.load() != seen; });
                }
                seen = shared->generation.load(std::memory_order_acquire);
                if (shared->stopping.load())
                    return;
                (*shared->task)(index);
                if (shared->running.fetch_sub(1, std::memory_order_acq_rel) == 1) {
                    const std::scoped_lock lock(shared->mutex);
                    shared->done.notify_one();
                }
            }
        });
    }
}

ThreadPool::~ThreadPool()
{
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->stopping = true;
        m_shared->generation.fetch_add(1, std::memory_order_release);
    }
    m_shared->wake.notify_all();
}

void ThreadPool::run(const std::function<void(std::size_t)>& task)
{
    if (m_workers.empty()) {
        task(0);
        return;
    }
    m_shared->task = &task;
    m_shared->running.store(m_workers.size(), std::memory_order_release);
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->generation.fetch_add(1, std::memory_order_release);
    }
    m_shared->wake.notify_all();
    task(0);
    for (int i = 0; i < kSpinRounds && m_shared->running.load(std::memory_order_acquire) != 0; ++i)
        pauseBriefly();
    if (m_shared->running.load(std::memory_order_acquire) != 0) {
        std::unique_lock lock(m_shared->mutex);
        m_shared->done.wait(lock, [&] { return m_shared->running.load() == 0; });
    }
}

void ThreadPool::parallelFor(
    std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t, std::size_t)>& body)
{
    const std::size_t step = std::max<std::size_t>(1, grain);
    const std::size_t units = (count + step - 1) / step;
    const std::size_t threads = std::min(threadCount(), units);
    if (threads <= 1) {
        if (count > 0)
            body(0, count, 0);
        return;
    }
    run([&](std::size_t thread) {
        if (thread >= threads)
            return;
        const std::size_t first = units * thread / threads * step;
        const std::size_t last = std::min(count, units * (thread + 1) / threads * step);
        if (first < last)
            body(first, last, thread);
    });
}

void ThreadPool::parallelForEach(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body)
{
    if (count <= 1 || m_workers.empty()) {
        for (std::size_t i = 0; i < count; ++i)
            body(i, 0);
        return;
    }
    std::atomic<std::size_t> next{ 0 };
    run([&](std::size_t thread) {
        for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1))
            body(i, thread);
    });
}

} // namespace palimpsest
