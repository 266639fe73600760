#pragma once
// Owns one Vulkan object made from a device. The device must outlive it.

#include <utility>
#include <vulkan/vulkan.h>

namespace palimpsest::vulkan {

template <typename Handle, auto Destroy> class DeviceHandle {
public:
    DeviceHandle() = default;
    DeviceHandle(VkDevice device, Handle handle) : m_device(device), m_handle(handle) { }
    DeviceHandle(DeviceHandle&& other) noexcept { *this = std::move(other); }
    DeviceHandle& operator=(DeviceHandle&& other) noexcept
    {
        std::swap(m_device, other.m_device);
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~DeviceHandle()
    {
        if (m_handle != VK_NULL_HANDLE)
            Destroy(m_device, m_handle, nullptr);
    }
    [[nodiscard]] Handle get() const { return m_handle; }

private:
    VkDevice m_device = VK_NULL_HANDLE;
    Handle m_handle = VK_NULL_HANDLE;
};

using UniqueBuffer = DeviceHandle<VkBuffer, &vkDestroyBuffer>;
using UniqueCommandPool = DeviceHandle<VkCommandPool, &vkDestroyCommandPool>;
using UniqueMemory = DeviceHandle<VkDeviceMemory, &vkFreeMemory>;
using UniquePipeline = DeviceHandle<VkPipeline, &vkDestroyPipeline>;
using UniquePipelineCache = DeviceHandle<VkPipelineCache, &vkDestroyPipelineCache>;
using UniquePipelineLayout = DeviceHandle<VkPipelineLayout, &vkDestroyPipelineLayout>;
using UniqueQueryPool = DeviceHandle<VkQueryPool, &vkDestroyQueryPool>;
using UniqueSemaphore = DeviceHandle<VkSemaphore, &vkDestroySemaphore>;
using UniqueShaderModule = DeviceHandle<VkShaderModule, &vkDestroyShaderModule>;

} // namespace palimpsest::vulkan
