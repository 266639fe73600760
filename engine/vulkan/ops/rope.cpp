#include "shaders/ops/rope.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::rope(const RopeArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const Result<Tensor> frequencies = rotaryFrequencies(args.base, args.in.width());
    if (!frequencies.ok())
        return m_stream.fail(frequencies.error());
    const push::RopePush push{ .src = args.in.address(),
        .positions = args.positions.address(),
        .frequencies = frequencies.value().address(),
        .dst = args.out.address(),
        .rows = static_cast<std::uint32_t>(args.in.shape[0]),
        .heads = static_cast<std::uint32_t>(args.in.shape[1]),
        .headWidth = static_cast<std::uint32_t>(args.in.shape[2]) };
    dispatch("rope", elementwise(Shader::Rope), push, elementGroups(args.in.shape.elementCount() / 2),
        Reads{ args.in, args.positions }, Writes{ args.out });
}

} // namespace palimpsest::vulkan
