#include <algorithm>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {
namespace {

// Inputs whose tap `a` of a kernel of 4 lies inside: input i goes to output 2i + a - 1.
struct Inside {
    std::size_t first;
    std::size_t last;
};
Inside inputsOfTap(std::size_t tap, std::size_t count)
{
    return { tap == 0 ? std::size_t{ 1 } : 0, tap == 3 ? count - 1 : count };
}

void addSpread(const float* source, float* target, std::size_t height, std::size_t width, const float* weight)
{
    for (std::size_t a = 0; a < 4; ++a) {
        const Inside rows = inputsOfTap(a, height);
        for (std::size_t b = 0; b < 4; ++b) {
            const Inside columns = inputsOfTap(b, width);
            const float w = weight[a * 4 + b];
            for (std::size_t y = rows.first; y < rows.last; ++y)
                for (std::size_t x = columns.first; x < columns.last; ++x)
                    target[(2 * y + a - 1) * 2 * width + 2 * x + b - 1] += w * source[y * width + x];
        }
    }
}

} // namespace

void upsample(const UpsampleArgs& args, ThreadPool& pool)
{
    const std::size_t inputs = args.in.shape[0];
    const std::size_t height = args.in.shape[1];
    const std::size_t width = args.in.shape[2];
    const std::size_t outputs = args.out.shape[0];
    pool.parallelFor(outputs, 1, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t output = first; output < last; ++output) {
            float* const target = pointerTo<float>(args.out) + output * 4 * height * width;
            std::fill_n(target, 4 * height * width, pointerTo<const float>(args.bias)[output]);
            for (std::size_t input = 0; input < inputs; ++input)
                addSpread(pointerTo<const float>(args.in) + input * height * width, target, height, width,
                    pointerTo<const float>(args.weight) + (input * outputs + output) * 16);
            std::transform(target, target + 4 * height * width, target, [](float x) { return std::max(x, 0.0F); });
        }
    });
}

} // namespace palimpsest::cpu::plain
