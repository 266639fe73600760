#pragma once
// What a Vulkan call answered, as an error a person can act on. Pure; any thread.

#include <string_view>
#include <vulkan/vulkan.h>

#include "engine/base/result.h"

namespace palimpsest::vulkan {

// "VK_ERROR_DEVICE_LOST"
[[nodiscard]] std::string_view nameOf(VkResult result);

// `what` completes "the graphics device failed while ...": "submitting 12 operations from rms_norm to matmul".
[[nodiscard]] Error vulkanError(VkResult result, std::string_view what);

} // namespace palimpsest::vulkan
