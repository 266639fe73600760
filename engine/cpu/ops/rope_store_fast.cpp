#include <cstring>

#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/rotate_rows.h"

namespace palimpsest::cpu::fast {

void ropeStore(const RopeStoreArgs& args, FastContext& context)
{
    const std::size_t heads = args.query.present() ? args.query.shape[1] : 0;
    const std::size_t kvHeads = args.key.shape[1];
    const std::size_t width = args.key.shape[2];
    const std::size_t half = width / 2;
    const float* const frequencies = context.rotaryFrequencies(args.base, width);
    const auto* const positions = pointerTo<const std::int32_t>(args.positions);
    float* const query = heads > 0 ? pointerTo<float>(args.query) : nullptr;
    const auto* const key = pointerTo<const float>(args.key);
    const auto* const value = pointerTo<const float>(args.value);
    auto* const keyRows = pointerTo<float>(writtenRows(args, args.keyCache));
    auto* const valueRows = pointerTo<float>(writtenRows(args, args.valueCache));
    auto* const angles
        = reinterpret_cast<float*>(context.scratch(context.pool().threadCount() * width * sizeof(float)));
    const std::size_t grain = rowGrain((heads + 2 * kvHeads) * width);
    context.pool().parallelFor(args.key.shape[0], grain, [&](std::size_t first, std::size_t last, std::size_t thread) {
        float* const cosine = angles + thread * width;
        float* const sine = cosine + half;
        for (std::size_t row = first; row < last; ++row) {
            rotaryAngles(static_cast<float>(positions[row]), frequencies, cosine, sine, half);
            for (std::size_t h = row * heads; h < (row + 1) * heads; ++h)
                rotateHead(query + h * width, cosine, sine, query + h * width, half);
            for (std::size_t h = row * kvHeads; h < (row + 1) * kvHeads; ++h)
                rotateHead(key + h * width, cosine, sine, keyRows + h * width, half);
            const std::size_t stored = kvHeads * width;
            std::memcpy(valueRows + row * stored, value + row * stored, stored * sizeof(float));
        }
    });
}

} // namespace palimpsest::cpu::fast
