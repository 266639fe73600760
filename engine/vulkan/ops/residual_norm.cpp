#include "shaders/ops/residual_norm.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::residualNorm(const ResidualNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::ResidualNormPush push{ .residual = args.residual.address(),
        .branch = args.branch.address(),
        .branchWeight = args.branchWeight.present() ? args.branchWeight.address() : 0,
        .nextWeight = args.nextWeight.address(),
        .normed = args.normed.address(),
        .width = static_cast<std::uint32_t>(args.residual.width()),
        .hasBranchWeight = args.branchWeight.present() ? 1U : 0U,
        .epsilon = args.epsilon };
    dispatch("residual_norm", rowwise(Shader::ResidualNorm), push, Groups{ args.residual.rows() },
        Reads{ args.branch, args.branchWeight, args.nextWeight }, Writes{ args.residual, args.normed });
}

} // namespace palimpsest::vulkan
