#pragma once
// Quantises what a plan names and writes it: tensor by tensor, piece by piece, with a few tens of MiB of memory.

#include "engine/base/result.h"
#include "engine/base/thread_pool.h"
#include "engine/io/weight_cache_plan.h"

namespace palimpsest {

// Checks every tensor of the source for NaN, infinity and numbers beyond the formats. The folder must exist.
Result<void> writeWeightCache(
    const WeightCachePlan& plan, const WeightSource& source, const WeightCacheRequest& request, ThreadPool& pool);

} // namespace palimpsest
