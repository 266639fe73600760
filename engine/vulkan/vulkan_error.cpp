#include "engine/vulkan/vulkan_error.h"

#include <string>

namespace palimpsest::vulkan {

std::string_view nameOf(VkResult result)
{
    switch (result) {
    case VK_SUCCESS:
        return "VK_SUCCESS";
    case VK_NOT_READY:
        return "VK_NOT_READY";
    case VK_TIMEOUT:
        return "VK_TIMEOUT";
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return "VK_ERROR_OUT_OF_HOST_MEMORY";
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return "VK_ERROR_OUT_OF_DEVICE_MEMORY";
    case VK_ERROR_INITIALIZATION_FAILED:
        return "VK_ERROR_INITIALIZATION_FAILED";
    case VK_ERROR_DEVICE_LOST:
        return "VK_ERROR_DEVICE_LOST";
    case VK_ERROR_MEMORY_MAP_FAILED:
        return "VK_ERROR_MEMORY_MAP_FAILED";
    case VK_ERROR_LAYER_NOT_PRESENT:
        return "VK_ERROR_LAYER_NOT_PRESENT";
    case VK_ERROR_EXTENSION_NOT_PRESENT:
        return "VK_ERROR_EXTENSION_NOT_PRESENT";
    case VK_ERROR_FEATURE_NOT_PRESENT:
        return "VK_ERROR_FEATURE_NOT_PRESENT";
    case VK_ERROR_INCOMPATIBLE_DRIVER:
        return "VK_ERROR_INCOMPATIBLE_DRIVER";
    case VK_ERROR_TOO_MANY_OBJECTS:
        return "VK_ERROR_TOO_MANY_OBJECTS";
    case VK_ERROR_INVALID_EXTERNAL_HANDLE:
        return "VK_ERROR_INVALID_EXTERNAL_HANDLE";
    default:
        return "an unexpected VkResult";
    }
}

Error vulkanError(VkResult result, std::string_view what)
{
    const std::string said = " (" + std::string(nameOf(result)) + ")";
    switch (result) {
    case VK_ERROR_OUT_OF_HOST_MEMORY:
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return { ErrorCode::OutOfMemory,
            "the graphics device ran out of memory while " + std::string(what) + said
                + "; close other programs that use it, or choose --weights q4, a smaller checkpoint or --device cpu" };
    case VK_ERROR_DEVICE_LOST:
        return { ErrorCode::DeviceLost,
            "the graphics driver stopped while " + std::string(what) + said
                + "; try again, and if it stops again choose --device cpu" };
    case VK_TIMEOUT:
        return { ErrorCode::DeviceLost,
            "the graphics device did not answer in time while " + std::string(what) + said
                + "; try again, and if it hangs again choose --device cpu" };
    default:
        return { ErrorCode::Unsupported,
            "the graphics driver refused " + std::string(what) + said + "; update it, or choose --device cpu" };
    }
}

} // namespace palimpsest::vulkan
