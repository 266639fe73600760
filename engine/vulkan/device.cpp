#include "engine/vulkan/device.h"

#include <optional>
#include <utility>
#include <vector>

#include "engine/vulkan/pipeline_statistics.h"
#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {
namespace {

struct QueueFamily {
    std::uint32_t index = 0;
    std::uint32_t timestampBits = 0;
};

std::optional<QueueFamily> computeQueueFamily(VkPhysicalDevice device)
{
    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (std::uint32_t i = 0; i < count; ++i) {
        if ((families[i].queueFlags & VK_QUEUE_COMPUTE_BIT) != 0 && families[i].queueCount > 0)
            return QueueFamily{ i, families[i].timestampValidBits };
    }
    return std::nullopt;
}

} // namespace

Device::Device(Instance instance, const PhysicalDevice& physical)
    : m_instance(std::move(instance)),
      m_physical(physical)
{
}

Device::~Device()
{
    if (m_device != VK_NULL_HANDLE)
        vkDestroyDevice(m_device, nullptr);
}

Result<std::unique_ptr<Device>> Device::create(Instance instance, const PhysicalDevice& physical)
{
    const DeviceCapabilities& can = physical.capabilities;
    if (!can.missing.empty())
        return Error{ ErrorCode::NoDevice,
            "'" + physical.info.name + "' cannot be used: " + can.missing
                + "; update its driver or choose --device cpu" };
    std::unique_ptr<Device> device(new Device(std::move(instance), physical)); // NOLINT: private
    const std::optional<QueueFamily> family = computeQueueFamily(physical.handle);
    if (!family)
        return Error{ ErrorCode::NoDevice,
            "'" + physical.info.name + "' has no queue that computes; choose --device cpu" };
    device->m_queueFamily = family->index;
    device->m_timestampBits = family->timestampBits;

    const float priority = 1.0F;
    VkDeviceQueueCreateInfo queue = {};
    queue.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO;
    queue.queueFamilyIndex = family->index;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;

    std::vector<const char*> extensions;
    VkPhysicalDeviceShaderIntegerDotProductFeaturesKHR dot = {};
    dot.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES_KHR;
    dot.shaderIntegerDotProduct = VK_TRUE;
    VkPhysicalDeviceVulkan12Features features12 = {};
    features12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
    features12.bufferDeviceAddress = VK_TRUE;
    features12.timelineSemaphore = VK_TRUE;
    features12.scalarBlockLayout = VK_TRUE;
    features12.shaderFloat16 = can.float16 ? VK_TRUE : VK_FALSE;
    MatrixUnitRequest matrixUnit(can.matrixUnit);
    if (matrixUnit.extension() != nullptr) {
        extensions.push_back(matrixUnit.extension());
        features12.vulkanMemoryModel = VK_TRUE;
    }
    VkPhysicalDeviceVulkan11Features features11 = {};
    features11.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES;
    features11.storageBuffer16BitAccess = can.float16 ? VK_TRUE : VK_FALSE;
    features11.pNext = &features12;
    VkPhysicalDeviceFeatures2 features = {};
    features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
    features.pNext = &features11;
    if (can.integerDot) {
        extensions.push_back(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
        features12.pNext = &dot;
    }
    features12.pNext = matrixUnit.chain(features12.pNext);
    VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR statistics = {};
    statistics.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_EXECUTABLE_PROPERTIES_FEATURES_KHR;
    statistics.pipelineExecutableInfo = VK_TRUE;
    if (can.pipelineStatistics && statisticsWanted()) {
        extensions.push_back(VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME);
        statistics.pNext = features12.pNext;
        features12.pNext = &statistics;
        device->m_capturesStatistics = true;
    }
    if (can.memoryBudget)
        extensions.push_back(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    if (can.hostImportAlignment > 0)
        extensions.push_back(VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME);

    VkDeviceCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO;
    request.pNext = &features;
    request.queueCreateInfoCount = 1;
    request.pQueueCreateInfos = &queue;
    request.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    request.ppEnabledExtensionNames = extensions.data();
    const VkResult made = vkCreateDevice(physical.handle, &request, nullptr, &device->m_device);
    if (made != VK_SUCCESS)
        return vulkanError(made, "opening '" + physical.info.name + "'");
    vkGetDeviceQueue(device->m_device, family->index, 0, &device->m_queue);
    return device;
}

} // namespace palimpsest::vulkan
