#include "shaders/ops/rope_store.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::ropeStore(const RopeStoreArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t width = args.key.shape[2];
    const Result<Tensor> frequencies = rotaryFrequencies(args.base, width);
    if (!frequencies.ok())
        return m_stream.fail(frequencies.error());
    const std::size_t rows = args.key.shape[0];
    const std::size_t heads = args.query.present() ? args.query.shape[1] : 0;
    const std::size_t kvHeads = args.key.shape[1];
    const bool placed = args.cacheRowTensor.present();
    const push::RopeStorePush push{ .query = args.query.present() ? args.query.address() : 0,
        .key = args.key.address(),
        .value = args.value.address(),
        .positions = args.positions.address(),
        .frequencies = frequencies.value().address(),
        .keyCache = args.keyCache.address(),
        .valueCache = args.valueCache.address(),
        .cacheRowTensor = placed ? args.cacheRowTensor.address() : 0,
        .rows = static_cast<std::uint32_t>(rows),
        .heads = static_cast<std::uint32_t>(heads),
        .kvHeads = static_cast<std::uint32_t>(kvHeads),
        .headWidth = static_cast<std::uint32_t>(width),
        .cacheRow = static_cast<std::uint32_t>(args.cacheRow),
        .hasCacheRowTensor = placed ? 1U : 0U };
    const Tensor keyRows = placed ? args.keyCache : writtenRows(args, args.keyCache);
    const Tensor valueRows = placed ? args.valueCache : writtenRows(args, args.valueCache);
    dispatch("rope_store", elementwise(Shader::RopeStore), push,
        elementGroups(rows * (heads + 2 * kvHeads) * width / 2),
        Reads{ args.key, args.value, args.positions, args.cacheRowTensor }, Writes{ args.query, keyRows, valueRows },
        Cost{ 0, 2.0 * static_cast<double>(args.query.sizeBytes() + args.key.sizeBytes() + args.value.sizeBytes()) });
}

} // namespace palimpsest::vulkan
