#include "shaders/ops/copy.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::copy(const CopyArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t count = args.out.shape.elementCount();
    const push::CopyPush push{
        .src = args.in.address(), .dst = args.out.address(), .count = static_cast<std::uint32_t>(count)
    };
    dispatch("copy", elementwise(Shader::Copy), push, elementGroups(count), Reads{ args.in }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
