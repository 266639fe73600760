#pragma once
// Looks for numbers that no weight can be. Free of state; any thread.

#include <string_view>

#include "engine/base/result.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

// InvalidModel when a number of an F32, F16 or BF16 tensor is NaN, infinite or of a magnitude above `largest`: the
// message names `source` (the checkpoint), the tensor, the place and the value. Other dtypes pass.
Result<void> checkFinite(const StoredTensor& tensor, std::string_view source, float largest = 3.402823466e38F);

} // namespace palimpsest
