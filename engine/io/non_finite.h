#pragma once
// Finds NaN and infinity in weights. Reads every byte, seconds for gigabytes: no part of opening a checkpoint, but of
// `models verify` and of whatever reads all weights anyway (quantising does). Any thread.

#include <cstddef>
#include <optional>
#include <stop_token>

#include "engine/base/result.h"
#include "engine/io/checkpoint.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

// Index of the first value that is NaN or infinite; nullopt when all are finite. F32, F16 and BF16 tensors; others
// hold no such values.
[[nodiscard]] std::optional<std::size_t> firstNonFinite(const StoredTensor& tensor);

// InvalidModel naming the first such tensor and index; Cancelled on a stop request.
Result<void> checkFinite(const Checkpoint& checkpoint, const std::stop_token& stop = {});

} // namespace palimpsest
