#include "shaders/ops/gelu.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::gelu(const GeluArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t count = args.out.shape.elementCount();
    const push::GeluPush push{
        .src = args.in.address(), .dst = args.out.address(), .count = static_cast<std::uint32_t>(count)
    };
    dispatch("gelu", elementwise(Shader::Gelu), push, elementGroups(count), Reads{ args.in }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
