#pragma once
// The words in which an operation refuses arguments that do not fit together. For the validate() functions of this
// folder.

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest::arguments {

inline Error unexpectedArgument(
    std::string_view op, std::string_view what, const Tensor& found, std::string_view expected)
{
    return Error{ ErrorCode::Internal,
        std::string(op) + ": '" + std::string(what) + "' is "
            + (found.present() ? std::string(nameOf(found.dtype)) + " " + found.shape.toString() : "absent")
            + ", expected " + std::string(expected) };
}

inline Result<void> requireF32(std::string_view op, std::string_view what, const Tensor& tensor)
{
    if (!tensor.present() || tensor.dtype != DType::F32)
        return unexpectedArgument(op, what, tensor, "f32");
    return {};
}

inline Result<void> requireShape(std::string_view op, std::string_view what, const Tensor& tensor, const Shape& shape)
{
    if (!tensor.present() || tensor.shape != shape)
        return unexpectedArgument(op, what, tensor, shape.toString());
    return {};
}

inline Result<void> requireMatrixF32(
    std::string_view op, std::string_view what, const Tensor& tensor, std::size_t rows, std::size_t width)
{
    PAL_TRY(requireF32(op, what, tensor));
    if (tensor.rows() != rows || tensor.width() != width)
        return unexpectedArgument(op, what, tensor, Shape{ rows, width }.toString());
    return {};
}

} // namespace palimpsest::arguments
