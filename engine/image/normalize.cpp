#include "engine/image/normalize.h"

#include <cstddef>

namespace palimpsest {

const std::array<float, 256>& normalizedBytes()
{
    static const std::array<float, 256> table = [] {
        std::array<float, 256> values{};
        for (std::size_t byte = 0; byte < values.size(); ++byte) {
            // The factor is the f64 one of the published processor, the product is rounded to f32 before it is shifted.
            const auto value = static_cast<float>(static_cast<double>(byte) * 0.00392156862745098);
            values[byte] = (value - 0.5F) / 0.5F;
        }
        return values;
    }();
    return table;
}

} // namespace palimpsest
