#pragma once
// Tensors of one backend that live as long as the fixture: what a test of an operation needs around it.

#include <memory>
#include <span>
#include <vector>

#include "engine/cpu/cpu_backend.h"

namespace palimpsest {

class OpFixture {
public:
    explicit OpFixture(cpu::Arithmetic arithmetic = cpu::Arithmetic::Plain, std::size_t threads = 2);
    explicit OpFixture(std::unique_ptr<Backend> backend);

    Tensor put(std::span<const float> values, const Shape& shape);
    Tensor putIds(std::span<const std::int32_t> ids); // [count]
    // The values rounded to `dtype` (f32, f16, bf16, q8, q4); a matrix for the block formats.
    Tensor putStored(std::span<const float> values, const Shape& shape, DType dtype);
    Tensor empty(const Shape& shape); // f32, filled with NaN so that what is not written shows
    std::vector<float> get(const Tensor& tensor);
    std::vector<std::int32_t> getIds(const Tensor& tensor);
    OpRecorder& ops() { return m_backend->recorder(); }
    Backend& backend() { return *m_backend; }

private:
    Tensor allocate(const Shape& shape, DType dtype);

    std::unique_ptr<Backend> m_backend;
    std::vector<std::unique_ptr<Buffer>> m_buffers;
};

} // namespace palimpsest
