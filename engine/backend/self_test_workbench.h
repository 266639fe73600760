#pragma once
// What a check of the self-test computes with: numbers that are the same on every machine, and tensors of one backend.
// On the inference thread.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/backend/backend.h"

namespace palimpsest {

// The same on every machine: uniform, of variance one.
[[nodiscard]] std::vector<float> numbers(std::size_t count, std::uint64_t seed);

// Tensors of one backend that live as long as this. After an error every later call is without effect.
class Workbench {
public:
    explicit Workbench(Backend& backend) : m_backend(backend) { }

    Tensor put(const std::vector<float>& values, const Shape& shape);
    Tensor numbersOf(const Shape& shape, std::uint64_t seed);
    Tensor empty(const Shape& shape); // what is not written shows
    Tensor ids(const std::vector<std::int32_t>& values);
    // A matrix of variance one per output.
    Tensor matrix(std::size_t outputs, std::size_t inputs, DType format, std::uint64_t seed);
    OpRecorder& ops() { return m_backend.recorder(); }
    // Whether operations may be recorded: their tensors are there.
    [[nodiscard]] bool ready() const { return !m_error; }

    Result<std::vector<float>> get(const Tensor& tensor);

private:
    Tensor store(std::span<const std::byte> bytes, Tensor tensor);

    Backend& m_backend;
    std::vector<std::unique_ptr<Buffer>> m_buffers;
    std::optional<Error> m_error;
};

} // namespace palimpsest
