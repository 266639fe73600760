#include "engine/cpu/instruction_sets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/instruction_sets.cpp" // NOLINT: compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
std::int64_t thisTarget()
{
    return HWY_TARGET;
}
} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#if HWY_ARCH_X86
#include <cpuid.h>
#endif

namespace palimpsest::cpu {
namespace {

HWY_EXPORT(thisTarget);

struct ProcessorBits {
    bool vnni = false;
    bool bf16 = false;
    bool amxBf16 = false;
};

// CPUID leaf 7 of the Intel and AMD manuals; asked once, for under a hypervisor every question is a trap.
ProcessorBits readProcessor()
{
    ProcessorBits bits;
#if HWY_ARCH_X86
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) != 0) {
        bits.vnni = (c >> 11 & 1U) != 0;
        bits.amxBf16 = (d >> 22 & 1U) != 0;
    }
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) != 0)
        bits.bf16 = (a >> 5 & 1U) != 0;
#endif
    return bits;
}

} // namespace

InstructionSets instructionSets()
{
    static const ProcessorBits processor = readProcessor();
    InstructionSets sets;
    sets.highwayTarget = HWY_DYNAMIC_DISPATCH(thisTarget)();
#if HWY_ARCH_X86
    // Better targets have lower bits. Highway vouches for the operating system's support of the registers.
    sets.avx2 = sets.highwayTarget <= HWY_AVX2;
    sets.avx512 = sets.highwayTarget <= HWY_AVX3;
    sets.vnni = sets.avx512 && processor.vnni;
    sets.bf16 = sets.avx512 && processor.bf16;
    sets.amxBf16 = sets.avx512 && processor.amxBf16;
#endif
    return sets;
}

std::string describe(const InstructionSets& sets)
{
    if (!sets.avx2)
        return hwy::TargetName(sets.highwayTarget);
    std::string text = sets.avx512 ? "AVX-512" : "AVX2";
    text += sets.vnni ? " VNNI" : "";
    text += sets.bf16 ? " BF16" : "";
    text += sets.amxBf16 ? " AMX" : "";
    return text;
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
