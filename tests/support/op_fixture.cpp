#include "tests/support/op_fixture.h"

#include <algorithm>
#include <limits>

#include "engine/base/half.h"

namespace palimpsest {

OpFixture::OpFixture(cpu::Arithmetic arithmetic, std::size_t threads)
    : m_backend(std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .threads = threads, .arithmetic = arithmetic }))
{
}

OpFixture::OpFixture(std::unique_ptr<Backend> backend) : m_backend(std::move(backend))
{
}

Tensor OpFixture::allocate(const Shape& shape, DType dtype)
{
    Tensor tensor{ nullptr, 0, dtype, shape };
    auto buffer = m_backend->allocate(tensor.sizeBytes());
    PAL_CHECK(buffer.ok());
    m_buffers.push_back(std::move(buffer).value());
    tensor.buffer = m_buffers.back().get();
    return tensor;
}

Tensor OpFixture::put(std::span<const float> values, const Shape& shape)
{
    PAL_CHECK(values.size() == shape.elementCount());
    const Tensor tensor = allocate(shape, DType::F32);
    PAL_CHECK(m_backend->write(tensor, std::as_bytes(values)).ok());
    return tensor;
}

Tensor OpFixture::putIds(std::span<const std::int32_t> ids)
{
    const Tensor tensor = allocate({ ids.size() }, DType::I32);
    PAL_CHECK(m_backend->write(tensor, std::as_bytes(ids)).ok());
    return tensor;
}

Tensor OpFixture::putStored(std::span<const float> values, const Shape& shape, DType dtype)
{
    if (dtype == DType::F32)
        return put(values, shape);
    const Tensor tensor = allocate(shape, dtype);
    std::vector<std::byte> stored(tensor.sizeBytes());
    if (isBlockFormat(dtype)) {
        const std::size_t width = tensor.width();
        const std::size_t panelBytes = block::panelBytes(dtype, width);
        for (std::size_t first = 0; first < tensor.rows(); first += block::kPanelRows)
            block::quantizePanel(dtype, values.data() + first * width,
                std::min(block::kPanelRows, tensor.rows() - first), width,
                std::span(stored).subspan(first / block::kPanelRows * panelBytes, panelBytes));
    } else {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::uint16_t bits = dtype == DType::F16 ? floatToF16(values[i]) : floatToBf16(values[i]);
            std::copy_n(reinterpret_cast<const std::byte*>(&bits), 2,
                stored.begin() + static_cast<std::ptrdiff_t>(2 * i)); // NOLINT
        }
    }
    PAL_CHECK(m_backend->write(tensor, stored).ok());
    return tensor;
}

Tensor OpFixture::empty(const Shape& shape)
{
    return put(std::vector<float>(shape.elementCount(), std::numeric_limits<float>::quiet_NaN()), shape);
}

std::vector<float> OpFixture::get(const Tensor& tensor)
{
    std::vector<float> values(tensor.shape.elementCount());
    PAL_CHECK(m_backend->read(tensor, std::as_writable_bytes(std::span(values))).ok());
    return values;
}

std::vector<std::int32_t> OpFixture::getIds(const Tensor& tensor)
{
    std::vector<std::int32_t> ids(tensor.shape.elementCount());
    PAL_CHECK(m_backend->read(tensor, std::as_writable_bytes(std::span(ids))).ok());
    return ids;
}

} // namespace palimpsest
