#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/elementwise_runs.h"

namespace palimpsest::cpu::fast {

void add(const AddArgs& args, FastContext& context)
{
    context.splitRun(args.a.shape.elementCount(), kCheapGrain, [&](std::size_t first, std::size_t last) {
        addRun(pointerTo<const float>(args.a) + first, pointerTo<const float>(args.b) + first,
            pointerTo<float>(args.out) + first, last - first);
    });
}

} // namespace palimpsest::cpu::fast
