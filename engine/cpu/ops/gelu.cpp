#include "engine/cpu/ops/gelu.h"

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void gelu(const GeluArgs& args, ThreadPool& pool)
{
    const auto* const in = pointerTo<const float>(args.in);
    auto* const out = pointerTo<float>(args.out);
    pool.parallelFor(args.in.shape.elementCount(), 1024, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t i = first; i < last; ++i)
            out[i] = geluOf(in[i]);
    });
}

} // namespace palimpsest::cpu::plain
