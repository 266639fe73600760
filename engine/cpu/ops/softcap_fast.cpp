#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/elementwise_runs.h"

namespace palimpsest::cpu::fast {

void softcap(const SoftcapArgs& args, FastContext& context)
{
    context.splitRun(args.in.shape.elementCount(), kCostlyGrain, [&](std::size_t first, std::size_t last) {
        softcapRun(pointerTo<const float>(args.in) + first, args.cap, pointerTo<float>(args.out) + first, last - first);
    });
}

} // namespace palimpsest::cpu::fast
