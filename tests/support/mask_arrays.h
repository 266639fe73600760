#pragma once
// The arrays that the mask decoder reads, with the weights of the golden program.

#include <vector>

#include "engine/io/npz.h"

namespace palimpsest {

NpyArray arrayOf(const Shape& shape, const std::vector<float>& values);
NpzArrays syntheticMaskArrays();

} // namespace palimpsest
