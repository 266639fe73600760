#include "engine/cpu/host_memory.h"

namespace palimpsest::cpu {

void loadRow(const Tensor& matrix, std::size_t row, float* out)
{
    const std::size_t width = matrix.width();
    const auto* const base = pointerTo<const std::byte>(matrix);
    if (isBlockFormat(matrix.dtype)) {
        block::dequantizeRow(matrix.dtype, { base, matrix.sizeBytes() }, row, width, out);
        return;
    }
    for (std::size_t k = 0; k < width; ++k)
        out[k] = loadAt(base, matrix.dtype, row * width + k);
}

} // namespace palimpsest::cpu
