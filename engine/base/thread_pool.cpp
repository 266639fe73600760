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

// A task is open while its caller works on it. A worker that comes in time enters; one that the system has put aside
// comes too late, finds the task closed and keeps nobody waiting.
struct ThreadPool::Shared {
    static constexpr std::uint64_t kInside = 0xffff; // workers at the task
    static constexpr std::uint64_t kOpen = 0x10000;
    static constexpr std::uint64_t kOneTask = 0x20000; // counts tasks from here on

    static std::uint64_t taskOf(std::uint64_t state) { return state / kOneTask; }
    [[nodiscard]] bool allOut() const { return (state.load(std::memory_order_acquire) & kInside) == 0; }
    bool enter();
    void leave();

    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable done;
    std::atomic<std::uint64_t> state{ 0 };
    std::atomic<bool> stopping{ false };
    const std::function<void(std::size_t)>* task = nullptr;
};

bool ThreadPool::Shared::enter()
{
    std::uint64_t seen = state.load(std::memory_order_acquire);
    while ((seen & kOpen) != 0) {
        if (state.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel, std::memory_order_acquire))
            return true;
    }
    return false;
}

void ThreadPool::Shared::leave()
{
    const std::uint64_t before = state.fetch_sub(1, std::memory_order_acq_rel);
    if ((before & (kInside | kOpen)) == 1) { // the last one out of a closed task: its caller may be waiting
        const std::scoped_lock lock(mutex);
        done.notify_one();
    }
}

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
            const auto nothingNew
                = [&] { return Shared::taskOf(shared->state.load(std::memory_order_acquire)) == seen; };
            while (true) {
                for (int i = 0; i < kSpinRounds && nothingNew(); ++i)
                    pauseBriefly();
                if (nothingNew()) {
                    std::unique_lock lock(shared->mutex);
                    shared->wake.wait(lock, [&] { return !nothingNew(); });
                }
                if (shared->stopping.load())
                    return;
                seen = Shared::taskOf(shared->state.load(std::memory_order_acquire));
                if (shared->enter()) {
                    seen = Shared::taskOf(shared->state.load(std::memory_order_acquire)); // may have been a later one
                    (*shared->task)(index);
                    shared->leave();
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
        m_shared->state.fetch_add(Shared::kOneTask, std::memory_order_release);
    }
    m_shared->wake.notify_all();
}

void ThreadPool::run(const std::function<void(std::size_t)>& task)
{
    if (m_workers.empty()) {
        task(0);
        return;
    }
    m_shared->task = &task; // nobody is inside: the last task was left by all before it returned
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->state.fetch_add(Shared::kOneTask | Shared::kOpen, std::memory_order_release);
    }
    m_shared->wake.notify_all();
    task(0);
    m_shared->state.fetch_and(~Shared::kOpen, std::memory_order_acq_rel);
    for (int i = 0; i < kSpinRounds && !m_shared->allOut(); ++i)
        pauseBriefly();
    if (!m_shared->allOut()) {
        std::unique_lock lock(m_shared->mutex);
        m_shared->done.wait(lock, [&] { return m_shared->allOut(); });
    }
}

void ThreadPool::parallelFor(
    std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t, std::size_t)>& body)
{
    const std::size_t step = std::max<std::size_t>(1, grain);
    const std::size_t units = (count + step - 1) / step;
    const std::size_t pieces = std::min(threadCount(), units);
    if (pieces <= 1) {
        if (count > 0)
            body(0, count, 0);
        return;
    }
    parallelForEach(pieces, [&](std::size_t piece, std::size_t thread) {
        const std::size_t first = units * piece / pieces * step;
        const std::size_t last = std::min(count, units * (piece + 1) / pieces * step);
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
