#pragma once
// Loops of nothing but multiplications and additions in registers, and of nothing but reads: what no operation can
// outrun. Each gives back a number that depends on all its work. Any thread.

#include <cstddef>
#include <cstdint>

namespace palimpsest::cpu {

struct PeakLoop {
    // Operations of one round on the instruction set in use; 0 where the processor has no such instructions.
    std::uint64_t operationsPerRound = 0;
    float (*run)(std::uint64_t rounds) = nullptr;
};

[[nodiscard]] PeakLoop f32PeakLoop();
[[nodiscard]] PeakLoop bf16PeakLoop();
[[nodiscard]] PeakLoop int8PeakLoop();

// `bytes` starts on a 64-byte boundary; `size` is a multiple of 512.
[[nodiscard]] std::uint64_t readAll(const std::byte* bytes, std::size_t size);

} // namespace palimpsest::cpu
