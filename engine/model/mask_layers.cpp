#include "engine/model/mask_layers.h"

#include <algorithm>

#include "engine/base/check.h"

namespace palimpsest {
namespace {

Planes planesOfBias(const PlaneLayer& layer, std::size_t side)
{
    Planes out{ .channels = layer.outputs, .side = side, .values = {} };
    for (const float bias : layer.bias)
        out.values.insert(out.values.end(), side * side, bias);
    return out;
}

// target[y][x] += w * source[y + dy][x + dx] wherever that lies inside; dy and dx are -1, 0 or 1.
void addShifted(const float* source, float* target, std::size_t side, float w, std::ptrdiff_t dy, std::ptrdiff_t dx)
{
    const auto last = static_cast<std::ptrdiff_t>(side);
    const std::ptrdiff_t left = std::max<std::ptrdiff_t>(0, -dx);
    const std::ptrdiff_t right = std::min(last, last - dx);
    for (std::ptrdiff_t y = std::max<std::ptrdiff_t>(0, -dy); y < std::min(last, last - dy); ++y)
        for (std::ptrdiff_t x = left; x < right; ++x)
            target[y * last + x] += w * source[(y + dy) * last + x + dx];
}

// Where tap `a` of a kernel of 4 takes input `i` to: output 2i + a - 1, or nowhere.
struct Range {
    std::size_t first; // inputs whose output lies inside
    std::size_t last;
};
Range inputsOfTap(std::size_t tap, std::size_t side)
{
    return { tap == 0 ? std::size_t{ 1 } : 0, tap == 3 ? side - 1 : side };
}

void addSpread(const float* source, float* target, std::size_t side, const float* weight)
{
    for (std::size_t a = 0; a < 4; ++a) {
        const Range rows = inputsOfTap(a, side);
        for (std::size_t b = 0; b < 4; ++b) {
            const Range columns = inputsOfTap(b, side);
            const float w = weight[a * 4 + b];
            for (std::size_t i = rows.first; i < rows.last; ++i)
                for (std::size_t j = columns.first; j < columns.last; ++j)
                    target[(2 * i + a - 1) * 2 * side + 2 * j + b - 1] += w * source[i * side + j];
        }
    }
}

} // namespace

Planes convolve(const Planes& in, const PlaneLayer& layer)
{
    PAL_CHECK(in.channels == layer.inputs && (layer.kernel == 1 || layer.kernel == 3));
    const std::size_t area = in.side * in.side;
    const auto middle = static_cast<std::ptrdiff_t>(layer.kernel / 2);
    Planes out = planesOfBias(layer, in.side);
    const float* weight = layer.weight.data();
    for (std::size_t co = 0; co < layer.outputs; ++co) {
        for (std::size_t ci = 0; ci < layer.inputs; ++ci) {
            for (std::ptrdiff_t dy = -middle; dy <= middle; ++dy)
                for (std::ptrdiff_t dx = -middle; dx <= middle; ++dx)
                    addShifted(in.values.data() + ci * area, out.values.data() + co * area, in.side, *weight++, dy, dx);
        }
    }
    return out;
}

Planes upsample(const Planes& in, const PlaneLayer& layer)
{
    PAL_CHECK(in.channels == layer.inputs && layer.kernel == 4);
    const std::size_t area = in.side * in.side;
    Planes out = planesOfBias(layer, 2 * in.side);
    for (std::size_t ci = 0; ci < layer.inputs; ++ci)
        for (std::size_t co = 0; co < layer.outputs; ++co)
            addSpread(in.values.data() + ci * area, out.values.data() + co * 4 * area, in.side,
                layer.weight.data() + (ci * layer.outputs + co) * 16);
    return out;
}

void applyRelu(Planes& planes)
{
    for (float& value : planes.values)
        value = std::max(value, 0.0F);
}

} // namespace palimpsest
