#include "engine/cpu/host_memory.h"

#include <algorithm>
#include <cstdlib>
#include <sys/mman.h>

namespace palimpsest::cpu {

std::byte* allocateHostMemory(std::size_t sizeBytes)
{
    constexpr std::size_t kCacheLine = 64;
    constexpr std::size_t kLargePage = std::size_t{ 2 } << 20;
    const std::size_t alignment = sizeBytes >= 2 * kLargePage ? kLargePage : kCacheLine;
    const std::size_t padded = (std::max<std::size_t>(sizeBytes, 1) + alignment - 1) / alignment * alignment;
    void* const memory = std::aligned_alloc(alignment, padded);
    if (memory != nullptr && alignment == kLargePage)
        madvise(memory, padded, MADV_HUGEPAGE); // a wish: ordinary pages serve too
    return static_cast<std::byte*>(memory);
}

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
