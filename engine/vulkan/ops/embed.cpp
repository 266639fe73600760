#include "shaders/ops/embed.push.h"

#include "engine/vulkan/shader_variant.h"
#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::embed(const EmbedArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::EmbedPush push{ .ids = args.ids.address(),
        .table = args.table.address(),
        .dst = args.out.address(),
        .rows = static_cast<std::uint32_t>(args.out.rows()),
        .width = static_cast<std::uint32_t>(args.out.width()),
        .scale = args.scale };
    dispatch("embed", elementwise(variant(Shader::EmbedF32, args.table.dtype)), push,
        elementGroups(args.out.shape.elementCount()), Reads{ args.ids, args.table }, Writes{ args.out },
        Cost{ 0, 2.0 * static_cast<double>(args.out.sizeBytes()) }); // of the table, the rows that are asked for
}

} // namespace palimpsest::vulkan
