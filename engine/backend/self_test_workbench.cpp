#include "engine/backend/self_test_workbench.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "engine/base/half.h"
#include "engine/model/synthetic_weights.h"
#include "engine/tensor/block_format.h"

namespace palimpsest {

std::vector<float> numbers(std::size_t count, std::uint64_t seed)
{
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = (static_cast<float>(splitmix64(seed, i) >> 40) * 0x1p-23F - 1.0F) * 1.7320508F;
    return values;
}

Tensor Workbench::put(const std::vector<float>& values, const Shape& shape)
{
    return store(std::as_bytes(std::span(values)), { nullptr, 0, DType::F32, shape });
}

Tensor Workbench::numbersOf(const Shape& shape, std::uint64_t seed)
{
    return put(numbers(shape.elementCount(), seed), shape);
}

Tensor Workbench::empty(const Shape& shape)
{
    return put(std::vector<float>(shape.elementCount(), std::numeric_limits<float>::quiet_NaN()), shape);
}

Tensor Workbench::ids(const std::vector<std::int32_t>& values)
{
    return store(std::as_bytes(std::span(values)), { nullptr, 0, DType::I32, { values.size() } });
}

Tensor Workbench::matrix(std::size_t outputs, std::size_t inputs, DType format, std::uint64_t seed)
{
    std::vector<float> values = numbers(outputs * inputs, seed);
    for (float& value : values)
        value /= std::sqrt(static_cast<float>(inputs));
    Tensor tensor{ nullptr, 0, format, { outputs, inputs } };
    if (format == DType::F32)
        return store(std::as_bytes(std::span(values)), tensor);
    std::vector<std::byte> stored(tensor.sizeBytes());
    if (isBlockFormat(format)) {
        const std::size_t panelBytes = block::panelBytes(format, inputs);
        for (std::size_t row = 0; row < outputs; row += block::kPanelRows)
            block::quantizePanel(format, values.data() + row * inputs, std::min(block::kPanelRows, outputs - row),
                inputs, std::span(stored).subspan(row / block::kPanelRows * panelBytes, panelBytes));
    } else {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::uint16_t bits = format == DType::F16 ? floatToF16(values[i]) : floatToBf16(values[i]);
            std::memcpy(stored.data() + 2 * i, &bits, 2);
        }
    }
    return store(stored, tensor);
}

Result<std::vector<float>> Workbench::get(const Tensor& tensor)
{
    if (m_error)
        return *m_error;
    std::vector<float> values(tensor.shape.elementCount());
    PAL_TRY(m_backend.read(tensor, std::as_writable_bytes(std::span(values))));
    return values;
}

Tensor Workbench::store(std::span<const std::byte> bytes, Tensor tensor)
{
    if (m_error)
        return tensor;
    auto buffer = m_backend.allocate(tensor.sizeBytes());
    if (!buffer.ok()) {
        m_error = buffer.error();
        return tensor;
    }
    m_buffers.push_back(std::move(buffer).value());
    tensor.buffer = m_buffers.back().get();
    if (const Result<void> written = m_backend.write(tensor, bytes); !written.ok())
        m_error = written.error();
    return tensor;
}

} // namespace palimpsest
