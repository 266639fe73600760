#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void embed(const EmbedArgs& args, ThreadPool& pool)
{
    const std::size_t width = args.table.width();
    const auto* const ids = pointerTo<const std::int32_t>(args.ids);
    auto* const out = pointerTo<float>(args.out);
    pool.parallelFor(args.ids.shape.elementCount(), 16, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t r = first; r < last; ++r) {
            PAL_CHECK(ids[r] >= 0 && static_cast<std::size_t>(ids[r]) < args.table.rows());
            float* const row = out + r * width;
            loadRow(args.table, static_cast<std::size_t>(ids[r]), row);
            for (std::size_t c = 0; c < width; ++c)
                row[c] *= args.scale;
        }
    });
}

} // namespace palimpsest::cpu::plain
