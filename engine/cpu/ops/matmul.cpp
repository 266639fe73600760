#include <vector>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void matmul(const MatmulArgs& args, ThreadPool& pool)
{
    const std::size_t rows = args.in.rows();
    const std::size_t width = args.in.width();
    const std::size_t outputs = args.weight.rows();
    const auto* const in = pointerTo<const float>(args.in);
    const auto* const bias = args.bias.present() ? pointerTo<const float>(args.bias) : nullptr;
    auto* const out = pointerTo<float>(args.out);

    pool.parallelFor(outputs, 1, [&](std::size_t first, std::size_t last, std::size_t) {
        std::vector<float> weight(width);
        for (std::size_t n = first; n < last; ++n) {
            loadRow(args.weight, n, weight.data());
            for (std::size_t r = 0; r < rows; ++r) {
                double sum = bias != nullptr ? static_cast<double>(bias[n]) : 0.0;
                for (std::size_t k = 0; k < width; ++k)
                    sum += static_cast<double>(in[r * width + k]) * static_cast<double>(weight[k]);
                out[r * outputs + n] = static_cast<float>(sum);
            }
        }
    });
}

} // namespace palimpsest::cpu::plain
