#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/elementwise_runs.h"

namespace palimpsest::cpu::fast {

void geglu(const GegluArgs& args, FastContext& context)
{
    context.splitRun(args.gate.shape.elementCount(), kCostlyGrain, [&](std::size_t first, std::size_t last) {
        gegluRun(pointerTo<const float>(args.gate) + first, pointerTo<const float>(args.up) + first,
            pointerTo<float>(args.out) + first, last - first);
    });
}

} // namespace palimpsest::cpu::fast
