#pragma once
// A fixed set of threads that split loops. The calling thread works too, so `threadCount` 1 starts no thread at all.
// Owned by the CPU backend; one caller at a time. Two things keep it fast where the processor is shared with other
// programs: idle workers spin for some microseconds, then park; and whoever is free takes the next piece, so that a
// loop waits for a worker that the system has put aside only when that happened in the middle of a piece.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace palimpsest {

class ThreadPool {
public:
    // threadCount 0: as many as the process may run on.
    explicit ThreadPool(std::size_t threadCount);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] std::size_t threadCount() const { return m_workers.size() + 1; }

    // Calls body(first, last, thread) for a partition of [0, count) into as many contiguous pieces as there are
    // threads, each but the last a multiple of `grain`, and returns when all are done. Pieces are a function of count,
    // grain and threadCount alone; which thread takes which is not.
    void parallelFor(std::size_t count, std::size_t grain,
        const std::function<void(std::size_t first, std::size_t last, std::size_t thread)>& body);

    // Calls body(index, thread) for every index of [0, count); each thread takes the next free one.
    void parallelForEach(std::size_t count, const std::function<void(std::size_t index, std::size_t thread)>& body);

    // The number of processors that this process may run on, at least 1.
    static std::size_t availableProcessors();

private:
    struct Shared;
    void run(const std::function<void(std::size_t thread)>& task);

    std::unique_ptr<Shared> m_shared;
    std::vector<std::jthread> m_workers;
};

} // namespace palimpsest
