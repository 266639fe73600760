// A checkpoint as the source of a weight cache.

#include <set>
#include <string_view>

#include "engine/io/weight_cache.h"
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

} // namespace palimpsest
