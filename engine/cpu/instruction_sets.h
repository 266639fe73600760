#pragma once
// What the processor can do beyond its baseline, as far as the fast operations care, and which of Highway's targets
// they run on. Detected once; forcing a Highway target in a test lowers everything here too. Any thread.

#include <cstdint>
#include <string>

namespace palimpsest::cpu {

struct InstructionSets {
    std::int64_t highwayTarget = 0; // one of Highway's HWY_* target bits
    bool avx2 = false;              // with FMA and F16C
    bool avx512 = false;            // F, BW, DQ, VL
    bool vnni = false;              // 512-bit 8-bit dot products
    bool bf16 = false;              // 512-bit bf16 dot products
    bool amxBf16 = false;           // tile products of bf16, which only oneDNN uses
};

[[nodiscard]] InstructionSets instructionSets();

// "AVX-512 VNNI BF16", "AVX2", or Highway's name of the target on other processors.
[[nodiscard]] std::string describe(const InstructionSets& sets);

} // namespace palimpsest::cpu
