#include "shaders/ops/matmul.push.h"

#include "engine/vulkan/shader_variant.h"
#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::matmul(const MatmulArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t rows = args.in.rows();
    const std::size_t outputs = args.weight.rows();
    const push::MatmulPush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .bias = args.bias.present() ? args.bias.address() : 0,
        .dst = args.out.address(),
        .rows = static_cast<std::uint32_t>(rows),
        .width = static_cast<std::uint32_t>(args.in.width()),
        .outputs = static_cast<std::uint32_t>(outputs),
        .hasBias = args.bias.present() ? 1U : 0U };
    PipelineKey pipeline = elementwise(variant(Shader::MatmulF32, args.weight.dtype));
    const std::size_t size = pipeline.constants[0];
    dispatch("matmul", pipeline, push, Groups{ (outputs + size - 1) / size, rows },
        Reads{ args.in, args.weight, args.bias }, Writes{ args.out },
        2.0 * static_cast<double>(rows) * static_cast<double>(outputs) * static_cast<double>(args.in.width()));
}

} // namespace palimpsest::vulkan
