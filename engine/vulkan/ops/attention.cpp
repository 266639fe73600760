#include "shaders/ops/attention.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::attention(const AttentionArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t rows = args.query.shape[0];
    const std::size_t heads = args.query.shape[1];
    const std::size_t width = args.query.shape[2];
    const std::size_t keys = args.key.shape[0];
    const push::AttentionPush push{ .query = args.query.address(),
        .key = args.key.address(),
        .value = args.value.address(),
        .dst = args.out.address(),
        .heads = static_cast<std::uint32_t>(heads),
        .kvHeads = static_cast<std::uint32_t>(args.key.shape[1]),
        .headWidth = static_cast<std::uint32_t>(width),
        .keys = static_cast<std::uint32_t>(keys),
        .firstPosition = static_cast<std::uint32_t>(args.firstPosition),
        .prefixLength = static_cast<std::uint32_t>(args.prefixLength),
        .window = static_cast<std::uint32_t>(args.window),
        .prefixExempt = args.windowRule == WindowRule::PrefixExempt ? 1U : 0U,
        .scale = args.scale,
        .softcap = args.softcap };
    dispatch("attention", rowwise(Shader::Attention), push, Groups{ rows, heads },
        Reads{ args.query, args.key, args.value }, Writes{ args.out },
        4.0 * static_cast<double>(rows) * static_cast<double>(heads) * static_cast<double>(keys)
            * static_cast<double>(width));
}

} // namespace palimpsest::vulkan
