#pragma once
// How much of a device's memory a model will take, worked out before anything is loaded. Pure functions; any thread.
// What a driver takes for itself (compiled pipelines, command buffers) is not in it.

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/backend/device_info.h"
#include "engine/base/result.h"
#include "engine/model/model_config.h"
#include "engine/model/weights.h"

namespace palimpsest {

struct MemoryRequest {
    WeightFormat format = WeightFormat::Bf16;
    DType stored = DType::BF16; // of the checkpoint's matrices
    bool untiedHead = false;
    std::size_t prefixTokens = 0; // image and prompt
    std::size_t answerTokens = 0;
    std::size_t batchSize = 1;      // sequences decoded together
    std::size_t imagesTogether = 1; // whose projected rows are kept
    bool maskDecoder = false;       // stands beside the model
};

struct MemoryEstimate {
    std::uint64_t weightBytes = 0;     // of the model and the mask decoder
    std::uint64_t keyValueBytes = 0;   // of all sequences
    std::uint64_t activationBytes = 0; // of encoder, decoders and logits, and projected rows of images
    std::uint64_t stagingBytes = 0;    // between host and device
    [[nodiscard]] std::uint64_t totalBytes() const
    {
        return weightBytes + keyValueBytes + activationBytes + stagingBytes;
    }
};

[[nodiscard]] MemoryEstimate estimateMemory(const ModelConfig& config, const MemoryRequest& request);

// The request with a usual prompt and answer, and as many images kept as a session keeps.
[[nodiscard]] MemoryRequest usualRequest(const ModelConfig& config, WeightFormat format, std::size_t batchSize);

// The largest batch, at most request.batchSize, with which the model fits into what `device` has free. OutOfMemory says
// what it needs when not even one sequence fits. The processor and software devices take what they are given.
Result<std::size_t> batchThatFits(const ModelConfig& config, const MemoryRequest& request, const DeviceInfo& device);

} // namespace palimpsest
