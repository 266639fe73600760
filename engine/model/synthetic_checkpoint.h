#pragma once
// A complete Hugging Face folder with the deterministic weights of synthetic_weights.h: to test and measure full-size
// models without the gated files. Holds config.json, generation_config.json, preprocessor_config.json, palimpsest.json,
// tokenizer.model and the tensors in BF16: model.safetensors, or shards of at most 5 GB with their index.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "engine/base/result.h"
#include "engine/base/thread_pool.h"
#include "engine/model/synthetic_weights.h"

namespace palimpsest {

struct SyntheticRequest {
    SyntheticShape shape = SyntheticShape::Nano;
    std::uint64_t seed = 0;            // 0: the weights of the specification's golden values
    std::filesystem::path folder = {}; // must be empty or absent
    // Called now and then on the calling thread, with bytes of tensors written and to write.
    std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)> progress = {};
    std::stop_token stop = {};
};

// The folder's config.json.
[[nodiscard]] std::string syntheticConfigJson(SyntheticShape shape);

// Streams: some tens of MiB of memory for any shape. config.json comes last, so that an interrupted folder is none;
// after an error or a stop what was written is removed again. FileAccess, BadArguments (a folder with files in it) or
// Cancelled.
Result<void> writeSyntheticCheckpoint(const SyntheticRequest& request, ThreadPool& pool);

} // namespace palimpsest
