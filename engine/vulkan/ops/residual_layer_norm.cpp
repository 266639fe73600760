#include "shaders/ops/residual_layer_norm.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::residualLayerNorm(const ResidualLayerNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::ResidualLayerNormPush push{ .residual = args.residual.address(),
        .branch = args.branch.address(),
        .weight = args.weight.address(),
        .bias = args.bias.address(),
        .normed = args.normed.address(),
        .width = static_cast<std::uint32_t>(args.residual.width()),
        .epsilon = args.epsilon };
    dispatch("residual_layer_norm", rowwise(Shader::ResidualLayerNorm), push, Groups{ args.residual.rows() },
        Reads{ args.branch, args.weight, args.bias }, Writes{ args.residual, args.normed });
}

} // namespace palimpsest::vulkan
