#include "shaders/ops/add.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::add(const AddArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t count = args.out.shape.elementCount();
    const push::AddPush push{ .a = args.a.address(),
        .b = args.b.address(),
        .dst = args.out.address(),
        .count = static_cast<std::uint32_t>(count) };
    dispatch("add", elementwise(Shader::Add), push, elementGroups(count), Reads{ args.a, args.b }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
