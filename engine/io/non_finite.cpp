#include "engine/io/non_finite.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

namespace palimpsest {
namespace {

constexpr std::size_t kBlock = 4096; // values looked at before asking whether one was found

// NaN and infinity have every exponent bit set. Whole blocks are tested without branches, which compilers vectorise.
template <typename Bits> std::optional<std::size_t> firstWithExponent(std::span<const std::byte> bytes, Bits exponent)
{
    const std::size_t count = bytes.size() / sizeof(Bits);
    Bits block[kBlock];
    for (std::size_t first = 0; first < count; first += kBlock) {
        const std::size_t size = std::min(kBlock, count - first);
        std::memcpy(block, bytes.data() + first * sizeof(Bits), size * sizeof(Bits));
        unsigned found = 0;
        for (std::size_t i = 0; i < size; ++i)
            found |= static_cast<unsigned>((block[i] & exponent) == exponent);
        if (found == 0)
            continue;
        const Bits* const value
            = std::find_if(block, block + size, [exponent](Bits bits) { return (bits & exponent) == exponent; });
        return first + static_cast<std::size_t>(value - block);
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> firstNonFinite(const StoredTensor& tensor)
{
    switch (tensor.dtype) {
    case DType::F32:
        return firstWithExponent<std::uint32_t>(tensor.bytes, 0x7f800000U);
    case DType::F16:
        return firstWithExponent<std::uint16_t>(tensor.bytes, 0x7c00U);
    case DType::BF16:
        return firstWithExponent<std::uint16_t>(tensor.bytes, 0x7f80U);
    default:
        return std::nullopt;
    }
}

Result<void> checkFinite(const Checkpoint& checkpoint, const std::stop_token& stop)
{
    for (const auto& [name, tensor] : checkpoint.tensors()) {
        if (stop.stop_requested())
            return Error{ ErrorCode::Cancelled, "stopped while reading the weights" };
        if (const auto index = firstNonFinite(tensor))
            return Error{ ErrorCode::InvalidModel,
                "'" + checkpoint.folder().string() + "': tensor '" + name + "' has NaN or infinity at element "
                    + std::to_string(*index) + "; fetch the model again, or train it without overflow" };
    }
    return {};
}

} // namespace palimpsest
