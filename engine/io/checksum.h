#pragma once
// CRC-32 (as zlib and ZIP have it) of large pieces of memory, on all threads of a pool.

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/thread_pool.h"

namespace palimpsest {

// Continues from `before`, the checksum of what stands in front; 0 at the start.
[[nodiscard]] std::uint32_t crc32Of(std::span<const std::byte> bytes, ThreadPool& pool, std::uint32_t before = 0);

} // namespace palimpsest
