#pragma once
// A view of a buffer with dtype and shape. Owns nothing; copy it freely. Row-major, last dimension contiguous. A matrix
// in a block format is [rows, width] whose rows can be cut only at multiples of a panel.

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"
#include "engine/tensor/block_format.h"
#include "engine/tensor/buffer.h"
#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace palimpsest {

struct Tensor {
    const Buffer* buffer = nullptr; // null: an absent optional argument
    std::size_t offsetBytes = 0;
    DType dtype = DType::F32;
    Shape shape;

    [[nodiscard]] bool present() const { return buffer != nullptr; }
    [[nodiscard]] std::uint64_t address() const { return buffer->address() + offsetBytes; }
    // Rows and width of the tensor seen as a matrix: everything but the last dimension, and the last.
    [[nodiscard]] std::size_t width() const { return shape.back(); }
    [[nodiscard]] std::size_t rows() const { return shape.elementCount() / (width() == 0 ? 1 : width()); }

    [[nodiscard]] std::size_t sizeBytes() const
    {
        return isBlockFormat(dtype) ? block::matrixBytes(dtype, rows(), width())
                                    : shape.elementCount() * elementBytes(dtype);
    }

    // The same memory under another shape of as many elements.
    [[nodiscard]] Tensor reshaped(Shape other) const
    {
        PAL_CHECK(other.elementCount() == shape.elementCount());
        Tensor view = *this;
        view.shape = other;
        return view;
    }

    // Rows [first, first + count) of the tensor seen as a matrix: [count, width].
    [[nodiscard]] Tensor rowRange(std::size_t first, std::size_t count) const
    {
        PAL_CHECK(first + count <= rows());
        PAL_CHECK(!isBlockFormat(dtype) || first % block::kPanelRows == 0);
        Tensor view = *this;
        view.shape = Shape{ count, width() };
        view.offsetBytes += isBlockFormat(dtype) ? first / block::kPanelRows * block::panelBytes(dtype, width())
                                                 : first * width() * elementBytes(dtype);
        return view;
    }
};

} // namespace palimpsest
