#include "engine/io/float_values.h"

#include <cstdint>
#include <cstring>

#include "engine/base/check.h"
#include "engine/base/half.h"

namespace palimpsest {
namespace {

template <typename Convert> void readHalves(const std::byte* bytes, std::span<float> out, Convert convert)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, bytes + 2 * i, 2);
        out[i] = convert(bits);
    }
}

template <typename Convert> void writeHalves(std::span<const float> values, std::byte* bytes, Convert convert)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t bits = convert(values[i]);
        std::memcpy(bytes + 2 * i, &bits, 2);
    }
}

} // namespace

void readFloats(const StoredTensor& tensor, std::size_t first, std::span<float> out)
{
    const std::size_t size = elementBytes(tensor.dtype);
    PAL_CHECK((first + out.size()) * size <= tensor.bytes.size());
    const std::byte* const bytes = tensor.bytes.data() + first * size;
    switch (tensor.dtype) {
    case DType::F32:
        if (!out.empty())
            std::memcpy(out.data(), bytes, out.size_bytes());
        return;
    case DType::F16:
        return readHalves(bytes, out, f16ToFloat);
    case DType::BF16:
        return readHalves(bytes, out, bf16ToFloat);
    default:
        PAL_CHECK(false && "a tensor of floating-point values");
    }
}

std::vector<float> readFloats(const StoredTensor& tensor)
{
    std::vector<float> values(tensor.shape.elementCount());
    readFloats(tensor, 0, values);
    return values;
}

void writeFloats(std::span<const float> values, DType dtype, std::span<std::byte> out)
{
    PAL_CHECK(out.size() == values.size() * elementBytes(dtype));
    switch (dtype) {
    case DType::F32:
        if (!out.empty())
            std::memcpy(out.data(), values.data(), out.size());
        return;
    case DType::F16:
        return writeHalves(values, out.data(), floatToF16);
    case DType::BF16:
        return writeHalves(values, out.data(), floatToBf16);
    default:
        PAL_CHECK(false && "a dtype of floating-point values");
    }
}

} // namespace palimpsest
