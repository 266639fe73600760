#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/gelu.h"

namespace palimpsest::cpu::plain {

void geglu(const GegluArgs& args, ThreadPool& pool)
{
    const auto* const gate = pointerTo<const float>(args.gate);
    const auto* const up = pointerTo<const float>(args.up);
    auto* const out = pointerTo<float>(args.out);
    pool.parallelFor(args.gate.shape.elementCount(), 1024, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t i = first; i < last; ++i)
            out[i] = geluOf(gate[i]) * up[i];
    });
}

} // namespace palimpsest::cpu::plain
