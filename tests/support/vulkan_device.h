#pragma once
// The parts of the Vulkan backend one by one, on the device that gpu tests run on.

#include <memory>
#include <utility>

#include "engine/vulkan/validation.h"
#include "engine/vulkan/vulkan_backend.h"
#include "tests/support/gpu_test.h"

namespace palimpsest {

inline std::pair<vulkan::Instance, vulkan::PhysicalDevice> gpuTestPhysicalDevice()
{
    auto instance = vulkan::Instance::create();
    PAL_CHECK(instance.ok());
    const auto devices = instance.value().physicalDevices();
    PAL_CHECK(devices.ok());
    for (const vulkan::PhysicalDevice& device : devices.value()) {
        if (device.info.id == gpuTestDevice())
            return { std::move(instance).value(), device };
    }
    PAL_CHECK(!"the device is there");
    std::abort();
}

inline std::unique_ptr<vulkan::Device> openVulkanDevice()
{
    auto [instance, physical] = gpuTestPhysicalDevice();
    auto device = vulkan::Device::create(std::move(instance), physical);
    PAL_CHECK(device.ok());
    return std::move(device).value();
}

inline std::unique_ptr<vulkan::VulkanBackend> openVulkanBackend(const vulkan::VulkanOptions& options = {})
{
    auto [instance, physical] = gpuTestPhysicalDevice();
    auto backend = vulkan::VulkanBackend::create(std::move(instance), physical, options);
    PAL_CHECK(backend.ok());
    return std::move(backend).value();
}

} // namespace palimpsest
