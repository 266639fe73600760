#pragma once
// Looks at a tensor on its way through the model: "vision.0", "decoder.input", "final_norm"... Called on the inference
// thread when the tensor is complete; may read it. Empty: nobody looks.

#include <functional>
#include <string>

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

using Probe = std::function<Result<void>(const std::string& name, const Tensor& tensor)>;

} // namespace palimpsest
