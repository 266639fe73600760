#pragma once
// One logical device with one queue that computes and copies. Owned by VulkanBackend; outlives everything made from it.
// Used by the inference thread; pipelines may be made on other threads.

#include <cstdint>
#include <memory>
#include <vulkan/vulkan.h>

#include "engine/base/result.h"
#include "engine/vulkan/device_capabilities.h"
#include "engine/vulkan/instance.h"

namespace palimpsest::vulkan {

class Device {
public:
    // NoDevice when the device stays below the floor, OutOfMemory or DeviceLost as the driver says.
    static Result<std::unique_ptr<Device>> create(Instance instance, const PhysicalDevice& physical);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    [[nodiscard]] VkDevice get() const { return m_device; }
    [[nodiscard]] VkPhysicalDevice physical() const { return m_physical.handle; }
    [[nodiscard]] VkQueue queue() const { return m_queue; }
    [[nodiscard]] std::uint32_t queueFamily() const { return m_queueFamily; }
    [[nodiscard]] std::uint32_t timestampBits() const
    {
        return m_timestampBits;
    } // of the queue's clock; 0: it has none
    [[nodiscard]] bool capturesStatistics() const { return m_capturesStatistics; } // pipeline_statistics.h
    [[nodiscard]] const DeviceCapabilities& capabilities() const { return m_physical.capabilities; }
    [[nodiscard]] const PhysicalDevice& description() const { return m_physical; }

private:
    Device(Instance instance, const PhysicalDevice& physical);

    Instance m_instance;
    PhysicalDevice m_physical;
    VkDevice m_device = VK_NULL_HANDLE;
    VkQueue m_queue = VK_NULL_HANDLE;
    std::uint32_t m_queueFamily = 0;
    std::uint32_t m_timestampBits = 0;
    bool m_capturesStatistics = false;
};

} // namespace palimpsest::vulkan
