#include "engine/vulkan/validation.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace palimpsest::vulkan {
namespace {

std::atomic<std::uint64_t> messageCount{ 0 };

// Advice that is wrong for us, each with the reason.
constexpr std::array<std::string_view, 2> kNotForUs{
    // Command buffers come back one by one as the device passes them; a whole pool would wait for the last of them.
    "UNASSIGNED-BestPractices-vkCreateCommandPool-command-buffer-reset",
    "UNASSIGNED-BestPractices-vkCreateInstance-specialuse-extension-debugging", // the messenger that hears this
};

VKAPI_ATTR VkBool32 VKAPI_CALL hear(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
    const VkDebugUtilsMessengerCallbackDataEXT* said, void*)
{
    const std::string_view id = said->pMessageIdName == nullptr ? "" : said->pMessageIdName;
    if (std::find(kNotForUs.begin(), kNotForUs.end(), id) != kNotForUs.end())
        return VK_FALSE;
    ++messageCount;
    std::fprintf(stderr, "validation: %s\n", said->pMessage);
    return VK_FALSE;
}

} // namespace

bool validationWanted()
{
    const char* const wanted = std::getenv("PALIMPSEST_VULKAN_VALIDATION");
    return wanted != nullptr && std::string_view(wanted) == "1";
}

std::uint64_t validationMessageCount()
{
    return messageCount;
}

ValidationRequest::ValidationRequest()
    : m_checks{ VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT,
          VK_VALIDATION_FEATURE_ENABLE_BEST_PRACTICES_EXT },
      m_layers{ "VK_LAYER_KHRONOS_validation" },
      m_extensions{ VK_EXT_DEBUG_UTILS_EXTENSION_NAME }
{
    m_messenger.sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT;
    m_messenger.messageSeverity
        = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    m_messenger.messageType
        = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    m_messenger.pfnUserCallback = &hear;
    m_features.sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT;
    m_features.pNext = &m_messenger; // hears what is said while the instance is made and unmade
    m_features.enabledValidationFeatureCount = static_cast<std::uint32_t>(m_checks.size());
    m_features.pEnabledValidationFeatures = m_checks.data();
}

void ValidationRequest::addTo(VkInstanceCreateInfo& request) const
{
    request.pNext = &m_features;
    request.enabledLayerCount = static_cast<std::uint32_t>(m_layers.size());
    request.ppEnabledLayerNames = m_layers.data();
    request.enabledExtensionCount = static_cast<std::uint32_t>(m_extensions.size());
    request.ppEnabledExtensionNames = m_extensions.data();
}

VkDebugUtilsMessengerEXT ValidationRequest::listen(VkInstance instance) const
{
    const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>( // NOLINT: how the loader gives it
        vkGetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT"));
    VkDebugUtilsMessengerEXT messenger = VK_NULL_HANDLE;
    if (create == nullptr || create(instance, &m_messenger, nullptr, &messenger) != VK_SUCCESS)
        return VK_NULL_HANDLE;
    return messenger;
}

void ValidationRequest::stopListening(VkInstance instance, VkDebugUtilsMessengerEXT messenger)
{
    const auto destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>( // NOLINT: how the loader gives it
        vkGetInstanceProcAddr(instance, "vkDestroyDebugUtilsMessengerEXT"));
    if (destroy != nullptr && messenger != VK_NULL_HANDLE)
        destroy(instance, messenger, nullptr);
}

} // namespace palimpsest::vulkan
