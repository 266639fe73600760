#pragma once
// A tensor as a file holds it: name, dtype, shape and its bytes, which stay owned by the mapped file or the vector they
// came from. No alignment is promised.

#include <cstddef>
#include <span>
#include <string>

#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace palimpsest {

struct StoredTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
    std::span<const std::byte> bytes;
};

} // namespace palimpsest
