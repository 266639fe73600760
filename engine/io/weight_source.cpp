// A checkpoint as the source of a weight cache.

#include <set>
#include <string_view>

#include "engine/io/weight_cache.h"
#include "engine/io/weight_cache_plan.h"
#include "engine/model/tensor_inventory.h"

namespace palimpsest {

WeightSource weightSourceOf(const Checkpoint& checkpoint)
{
    WeightSource source{ .folder = checkpoint.folder(), .files = checkpoint.sourceFiles(), .tensors = {} };
    std::set<std::string_view> placed;
    for (const NamedShape& entry : tensorInventory(checkpoint.config())) {
        if (const StoredTensor* const tensor = checkpoint.find(entry.name)) {
            source.tensors.push_back(*tensor);
            placed.insert(tensor->name);
        }
    }
    for (const auto& [name, tensor] : checkpoint.tensors()) // an untied head
        if (!placed.contains(tensor.name))
            source.tensors.push_back(tensor);
    return source;
}

Result<std::shared_ptr<const WeightCacheFile>> openOrBuildWeightCache(
    const Checkpoint& checkpoint, const WeightCacheRequest& request, ThreadPool& pool)
{
    return openOrBuildWeightCache(weightSourceOf(checkpoint), request, pool);
}

Result<std::vector<ExistingWeightCache>> existingWeightCaches(
    const Checkpoint& checkpoint, const std::filesystem::path& folder)
{
    const WeightSource source = weightSourceOf(checkpoint);
    std::vector<ExistingWeightCache> caches;
    for (const DType format : { DType::Q8, DType::Q4 }) {
        PAL_TRY_ASSIGN(const WeightCachePlan plan, planWeightCache(source, { .format = format, .folder = folder }));
        std::error_code error;
        const std::uintmax_t bytes = std::filesystem::file_size(plan.file, error);
        if (!error)
            caches.push_back({ format, plan.file, bytes });
    }
    return caches;
}

} // namespace palimpsest
