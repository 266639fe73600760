#include "shaders/ops/log_sum_exp.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

void VulkanRecorder::logSumExp(const LogSumExpArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::LogSumExpPush push{
        .src = args.in.address(), .dst = args.out.address(), .width = static_cast<std::uint32_t>(args.in.width())
    };
    dispatch("log_sum_exp", rowwise(Shader::LogSumExp), push, Groups{ args.in.rows() }, Reads{ args.in },
        Writes{ args.out });
}

} // namespace palimpsest::vulkan
