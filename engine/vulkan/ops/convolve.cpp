#include "shaders/ops/convolve.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::convolve(const ConvolveArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::ConvolvePush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .bias = args.bias.address(),
        .dst = args.out.address(),
        .inputs = static_cast<std::uint32_t>(args.in.shape[0]),
        .outputs = static_cast<std::uint32_t>(args.out.shape[0]),
        .height = static_cast<std::uint32_t>(args.in.shape[1]),
        .width = static_cast<std::uint32_t>(args.in.shape[2]),
        .kernel = static_cast<std::uint32_t>(args.weight.shape[3]),
        .relu = args.activation == PlaneActivation::Relu ? 1U : 0U };
    dispatch("convolve", elementwise(Shader::Convolve), push, elementGroups(args.out.shape.elementCount()),
        Reads{ args.in, args.weight, args.bias }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
