#pragma once
// Listens to the Vulkan validation layer when the environment asks for it (PALIMPSEST_VULKAN_VALIDATION=1): core
// checks, synchronisation and best practices. Every message is printed and counted; the gpu tests fail when there was
// one. For those who work on the engine: without the variable nothing of this happens. Any thread.

#include <cstdint>
#include <vector>
#include <vulkan/vulkan.h>

namespace palimpsest::vulkan {

[[nodiscard]] bool validationWanted();

// How many messages the layer had for this process so far.
[[nodiscard]] std::uint64_t validationMessageCount();

// What a VkInstanceCreateInfo needs for it. Must stay where it is while the instance is made.
class ValidationRequest {
public:
    ValidationRequest();
    ValidationRequest(const ValidationRequest&) = delete;
    ValidationRequest& operator=(const ValidationRequest&) = delete;

    void addTo(VkInstanceCreateInfo& request) const;
    // Null when it cannot be made. The instance must outlive it.
    [[nodiscard]] VkDebugUtilsMessengerEXT listen(VkInstance instance) const;
    static void stopListening(VkInstance instance, VkDebugUtilsMessengerEXT messenger);

private:
    VkDebugUtilsMessengerCreateInfoEXT m_messenger = {};
    VkValidationFeaturesEXT m_features = {};
    std::vector<VkValidationFeatureEnableEXT> m_checks;
    std::vector<const char*> m_layers;
    std::vector<const char*> m_extensions;
};

} // namespace palimpsest::vulkan
