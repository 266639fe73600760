#include "shaders/ops/geglu.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::geglu(const GegluArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t count = args.out.shape.elementCount();
    const push::GegluPush push{ .gate = args.gate.address(),
        .up = args.up.address(),
        .dst = args.out.address(),
        .count = static_cast<std::uint32_t>(count) };
    dispatch("geglu", elementwise(Shader::Geglu), push, elementGroups(count), Reads{ args.gate, args.up },
        Writes{ args.out });
}

} // namespace palimpsest::vulkan
