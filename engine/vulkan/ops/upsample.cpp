#include "shaders/ops/upsample.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::upsample(const UpsampleArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::UpsamplePush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .bias = args.bias.address(),
        .dst = args.out.address(),
        .inputs = static_cast<std::uint32_t>(args.in.shape[0]),
        .outputs = static_cast<std::uint32_t>(args.out.shape[0]),
        .height = static_cast<std::uint32_t>(args.in.shape[1]),
        .width = static_cast<std::uint32_t>(args.in.shape[2]) };
    dispatch("upsample", elementwise(Shader::Upsample), push, elementGroups(args.out.shape.elementCount()),
        Reads{ args.in, args.weight, args.bias }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
