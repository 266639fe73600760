#pragma once
// What a weight cache is going to hold and what it is called: worked out from the source alone, so that reader and
// writer cannot disagree. Plain values; the source must outlive the plan.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/weight_cache.h"

namespace palimpsest {

inline constexpr const char* kChecksumTensor = "crc32"; // U32, one per planned tensor
inline constexpr const char* kVersionKey = "palimpsest.weights";
inline constexpr const char* kVersionValue = "1";

struct PlannedTensor {
    const StoredTensor* source = nullptr;
    DType format = DType::Q8;

    [[nodiscard]] std::size_t rows() const { return source->shape[0]; }
    [[nodiscard]] std::size_t width() const { return source->shape[1]; }
    [[nodiscard]] std::size_t sizeBytes() const; // in the cache
    [[nodiscard]] std::string meaning() const;   // "q8 [2048, 2304]"
};

struct WeightCachePlan {
    std::vector<PlannedTensor> tensors;
    std::filesystem::path file; // <place>-<format>-<key>.safetensors
    std::string sameSource;     // "<place>-<format>-": how older caches of the same source and format begin
};

// FileAccess when a source file cannot be examined; InvalidModel for matrices in other dtypes than F32, F16 and BF16.
Result<WeightCachePlan> planWeightCache(const WeightSource& source, const WeightCacheRequest& request);

} // namespace palimpsest
