#include "shaders/ops/layer_norm.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::layerNorm(const LayerNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::LayerNormPush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .bias = args.bias.address(),
        .dst = args.out.address(),
        .width = static_cast<std::uint32_t>(args.in.width()),
        .epsilon = args.epsilon };
    dispatch("layer_norm", rowwise(Shader::LayerNorm), push, Groups{ args.in.rows() },
        Reads{ args.in, args.weight, args.bias }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
