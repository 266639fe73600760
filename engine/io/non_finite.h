#pragma once
// Finds NaN and infinity in weights. Reads every byte, seconds for gigabytes: no part of opening a checkpoint, but of
// `models verify` and of whatever reads all weights anyway (quantising does). Any thread.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <string_view>

#include "engine/base/result.h"
#include "engine/io/checkpoint.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

// Index of the first value that is NaN, infinite or of a magnitude above `largest`; nullopt when there is none. F32,
// F16 and BF16 tensors; others hold no such values.
[[nodiscard]] std::optional<std::size_t> firstNonFinite(
    const StoredTensor& tensor, float largest = std::numeric_limits<float>::max());

// InvalidModel naming `source`, the tensor, and the value with its place in the tensor.
Result<void> checkFinite(
    const StoredTensor& tensor, std::string_view source, float largest = std::numeric_limits<float>::max());

// Bytes looked at, and bytes to look at.
using CheckedBytes = std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)>;

// The same for every tensor of a checkpoint; Cancelled on a stop request.
Result<void> checkFinite(
    const Checkpoint& checkpoint, const std::stop_token& stop = {}, const CheckedBytes& progress = {});

} // namespace palimpsest
