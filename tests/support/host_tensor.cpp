#include "tests/support/host_tensor.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "engine/base/half.h"

namespace palimpsest {

class HostTensor::Memory final : public Buffer {
public:
    explicit Memory(std::size_t sizeBytes) : Memory(std::aligned_alloc(64, (sizeBytes + 64) / 64 * 64), sizeBytes) { }
    ~Memory() override { std::free(m_bytes); }

private:
    Memory(void* bytes, std::size_t sizeBytes)
        : Buffer(reinterpret_cast<std::uintptr_t>(bytes), sizeBytes),
          m_bytes(bytes) // NOLINT: buffers speak of addresses
    {
        std::memset(bytes, 0, sizeBytes);
    }
    void* m_bytes;
};

HostTensor::HostTensor(DType dtype, const Shape& shape, std::size_t misalignment)
{
    m_tensor = Tensor{ .offsetBytes = misalignment, .dtype = dtype, .shape = shape };
    m_memory = std::make_shared<Memory>(m_tensor.sizeBytes() + misalignment);
    m_tensor.buffer = m_memory.get();
}

HostTensor::HostTensor(const Shape& shape) : HostTensor(DType::F32, shape, 0)
{
}

HostTensor::HostTensor(const Shape& shape, std::span<const float> values) : HostTensor(shape)
{
    PAL_CHECK(values.size() == shape.elementCount());
    std::memcpy(bytes(), values.data(), values.size_bytes());
}

HostTensor HostTensor::matrix(
    DType dtype, std::size_t rows, std::size_t width, std::span<const float> values, std::size_t misalignment)
{
    PAL_CHECK(values.size() == rows * width);
    HostTensor host(dtype, { rows, width }, misalignment);
    if (isBlockFormat(dtype)) {
        const std::size_t panelBytes = block::panelBytes(dtype, width);
        for (std::size_t panel = 0; panel < block::panelCount(rows); ++panel) {
            const std::size_t first = panel * block::kPanelRows;
            block::quantizePanel(dtype, values.data() + first * width, std::min(block::kPanelRows, rows - first), width,
                { host.bytes() + panel * panelBytes, panelBytes });
        }
        return host;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (dtype == DType::F32) {
            std::memcpy(host.bytes() + i * 4, &values[i], 4);
        } else {
            const std::uint16_t bits = dtype == DType::F16 ? floatToF16(values[i]) : floatToBf16(values[i]);
            std::memcpy(host.bytes() + i * 2, &bits, 2);
        }
    }
    return host;
}

HostTensor HostTensor::integers(std::span<const std::int32_t> values)
{
    HostTensor host(DType::I32, { values.size() }, 0);
    std::memcpy(host.bytes(), values.data(), values.size_bytes());
    return host;
}

std::byte* HostTensor::bytes() const
{
    return reinterpret_cast<std::byte*>(static_cast<std::uintptr_t>(m_tensor.address())); // NOLINT: host memory
}

std::vector<float> HostTensor::values() const
{
    PAL_CHECK(m_tensor.dtype == DType::F32);
    std::vector<float> values(m_tensor.shape.elementCount());
    std::memcpy(values.data(), bytes(), values.size() * sizeof(float));
    return values;
}

} // namespace palimpsest
