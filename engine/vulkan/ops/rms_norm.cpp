#include "shaders/ops/rms_norm.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::rmsNorm(const RmsNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::RmsNormPush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .dst = args.out.address(),
        .width = static_cast<std::uint32_t>(args.in.width()),
        .epsilon = args.epsilon };
    dispatch("rms_norm", rowwise(Shader::RmsNorm), push, Groups{ args.in.rows() }, Reads{ args.in, args.weight },
        Writes{ args.out });
}

} // namespace palimpsest::vulkan
