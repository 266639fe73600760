#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void add(const AddArgs& args, ThreadPool& pool)
{
    const auto* const a = pointerTo<const float>(args.a);
    const auto* const b = pointerTo<const float>(args.b);
    auto* const out = pointerTo<float>(args.out);
    pool.parallelFor(args.a.shape.elementCount(), 4096, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t i = first; i < last; ++i)
            out[i] = a[i] + b[i];
    });
}

} // namespace palimpsest::cpu::plain
