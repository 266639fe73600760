#pragma once
// What the fast operations work with besides their arguments: the threads, the instruction sets, and memory that is
// grown once and then reused, so that a decode step allocates nothing. Owned by CpuRecorder; used by the inference
// thread.

#include <cstddef>
#include <memory>

#include "engine/base/thread_pool.h"

namespace palimpsest::cpu {

class FastContext {
public:
    explicit FastContext(ThreadPool& pool) : m_pool(pool) { }

    [[nodiscard]] ThreadPool& pool() { return m_pool; }

    // Memory on a 64-byte boundary, contents undefined, valid until the next call.
    [[nodiscard]] std::byte* scratch(std::size_t sizeBytes);

private:
    struct Release {
        void operator()(std::byte* memory) const;
    };

    ThreadPool& m_pool;
    std::unique_ptr<std::byte[], Release> m_scratch;
    std::size_t m_scratchBytes = 0;
};

} // namespace palimpsest::cpu
