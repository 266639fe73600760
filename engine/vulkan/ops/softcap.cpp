#include "shaders/ops/softcap.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::softcap(const SoftcapArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t count = args.out.shape.elementCount();
    const push::SoftcapPush push{
        .src = args.in.address(), .dst = args.out.address(), .count = static_cast<std::uint32_t>(count), .cap = args.cap
    };
    dispatch("softcap", elementwise(Shader::Softcap), push, elementGroups(count), Reads{ args.in }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
