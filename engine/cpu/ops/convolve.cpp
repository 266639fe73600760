#include <algorithm>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {
namespace {

// target[y][x] += w * source[y + dy][x + dx] wherever that lies inside; dy and dx are -1, 0 or 1.
void addShifted(const float* source, float* target, std::ptrdiff_t height, std::ptrdiff_t width, float w,
    std::ptrdiff_t dy, std::ptrdiff_t dx)
{
    const std::ptrdiff_t left = std::max<std::ptrdiff_t>(0, -dx);
    const std::ptrdiff_t right = std::min(width, width - dx);
    for (std::ptrdiff_t y = std::max<std::ptrdiff_t>(0, -dy); y < std::min(height, height - dy); ++y)
        for (std::ptrdiff_t x = left; x < right; ++x)
            target[y * width + x] += w * source[(y + dy) * width + x + dx];
}

} // namespace

void convolve(const ConvolveArgs& args, ThreadPool& pool)
{
    const std::size_t inputs = args.in.shape[0];
    const std::size_t height = args.in.shape[1];
    const std::size_t width = args.in.shape[2];
    const std::size_t kernel = args.weight.shape[3];
    const auto middle = static_cast<std::ptrdiff_t>(kernel / 2);
    pool.parallelFor(args.out.shape[0], 1, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t output = first; output < last; ++output) {
            const float* weight = pointerTo<const float>(args.weight) + output * inputs * kernel * kernel;
            float* const target = pointerTo<float>(args.out) + output * height * width;
            std::fill_n(target, height * width, pointerTo<const float>(args.bias)[output]);
            for (std::size_t input = 0; input < inputs; ++input) {
                const float* const source = pointerTo<const float>(args.in) + input * height * width;
                for (std::ptrdiff_t dy = -middle; dy <= middle; ++dy)
                    for (std::ptrdiff_t dx = -middle; dx <= middle; ++dx)
                        addShifted(source, target, static_cast<std::ptrdiff_t>(height),
                            static_cast<std::ptrdiff_t>(width), *weight++, dy, dx);
            }
            if (args.activation == PlaneActivation::Relu)
                std::transform(target, target + height * width, target, [](float x) { return std::max(x, 0.0F); });
        }
    });
}

} // namespace palimpsest::cpu::plain
