#pragma once
// What the driver says of a compiled shader when the environment asks for it (PALIMPSEST_SHADER_STATISTICS=1):
// registers, memory that it spills to, size; printed for each pipeline as it is made. For those who work on the
// shaders: without the variable, or where the driver has nothing to say (VK_KHR_pipeline_executable_properties),
// nothing happens.

#include <string_view>
#include <vulkan/vulkan.h>

#include "engine/vulkan/device.h"

namespace palimpsest::vulkan {

[[nodiscard]] bool statisticsWanted();

// `pipeline` was made with VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR. Any thread.
void printStatistics(const Device& device, VkPipeline pipeline, std::string_view name);

} // namespace palimpsest::vulkan
