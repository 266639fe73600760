#include "engine/vulkan/device_capabilities.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

namespace palimpsest::vulkan {
namespace {

std::vector<VkExtensionProperties> extensionsOf(VkPhysicalDevice device)
{
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    if (vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data()) != VK_SUCCESS)
        return {};
    return extensions;
}

constexpr std::uint32_t kWorkgroup = 256; // that our shaders ask for at least

bool has(const std::vector<VkExtensionProperties>& extensions, std::string_view name)
{
    return std::any_of(extensions.begin(), extensions.end(),
        [name](const VkExtensionProperties& extension) { return name == extension.extensionName; });
}

} // namespace

DeviceCapabilities capabilitiesOf(VkInstance instance, VkPhysicalDevice device)
{
    const std::vector<VkExtensionProperties> extensions = extensionsOf(device);
    DeviceCapabilities found;

    VkPhysicalDevicePCIBusInfoPropertiesEXT pci = {};
    pci.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PCI_BUS_INFO_PROPERTIES_EXT;
    found.pciKnown = has(extensions, VK_EXT_PCI_BUS_INFO_EXTENSION_NAME);
    VkPhysicalDeviceExternalMemoryHostPropertiesEXT import = {};
    import.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTERNAL_MEMORY_HOST_PROPERTIES_EXT;
    VkPhysicalDeviceShaderIntegerDotProductPropertiesKHR dot = {};
    dot.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_PROPERTIES_KHR;
    VkPhysicalDeviceVulkan11Properties properties11 = {};
    properties11.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_PROPERTIES;
    VkPhysicalDeviceProperties2 properties = {};
    properties.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    properties.pNext = &properties11;
    const auto chain = [&](auto& structure, bool wanted) {
        if (!wanted)
            return;
        structure.pNext = properties.pNext;
        properties.pNext = &structure;
    };
    VkPhysicalDeviceMaintenance4PropertiesKHR maintenance4 = {};
    maintenance4.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_PROPERTIES_KHR;
    const bool hasMaintenance4 = has(extensions, VK_KHR_MAINTENANCE_4_EXTENSION_NAME);
    chain(maintenance4, hasMaintenance4);
    const bool hasDot = has(extensions, VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
    chain(dot, hasDot);
    chain(import, has(extensions, VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME));
    chain(pci, found.pciKnown);
    vkGetPhysicalDeviceProperties2(device, &properties);

    VkPhysicalDeviceShaderIntegerDotProductFeaturesKHR dotFeatures = {};
    dotFeatures.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES_KHR;
    VkPhysicalDeviceVulkan12Features features12 = {};
    features12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
    features12.pNext = hasDot ? &dotFeatures : nullptr;
    VkPhysicalDeviceVulkan11Features features11 = {};
    features11.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES;
    features11.pNext = &features12;
    VkPhysicalDeviceFeatures2 features = {};
    features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
    features.pNext = &features11;
    vkGetPhysicalDeviceFeatures2(device, &features);

    const VkPhysicalDeviceProperties& plain = properties.properties;
    const VkSubgroupFeatureFlags subgroup = VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT;
    if (features12.bufferDeviceAddress == VK_FALSE)
        found.missing = "it lacks buffer device addresses";
    else if (features12.timelineSemaphore == VK_FALSE || features12.scalarBlockLayout == VK_FALSE)
        found.missing = "it lacks timeline semaphores or the scalar block layout";
    else if ((properties11.subgroupSupportedOperations & subgroup) != subgroup
        || (properties11.subgroupSupportedStages & VK_SHADER_STAGE_COMPUTE_BIT) == 0 || properties11.subgroupSize < 8)
        found.missing = "it lacks subgroup arithmetic";
    else if (plain.limits.maxComputeWorkGroupInvocations < kWorkgroup
        || plain.limits.maxComputeWorkGroupSize[0] < kWorkgroup)
        found.missing = "it lacks workgroups of 256 invocations";

    found.software = plain.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    found.subgroupSize = properties11.subgroupSize;
    found.subgroupBroadcast = (properties11.subgroupSupportedOperations & VK_SUBGROUP_FEATURE_BALLOT_BIT) != 0;
    found.maxWorkgroupInvocations = std::min({ plain.limits.maxComputeWorkGroupInvocations,
        plain.limits.maxComputeWorkGroupSize[0], std::uint32_t{ 1024 } });
    found.maxSharedBytes = plain.limits.maxComputeSharedMemorySize;
    found.maxAllocationBytes = properties11.maxMemoryAllocationSize;
    if (hasMaintenance4 && maintenance4.maxBufferSize > 0)
        found.maxAllocationBytes = std::min<std::uint64_t>(found.maxAllocationBytes, maintenance4.maxBufferSize);
    found.nanosecondsPerTick = plain.limits.timestampComputeAndGraphics == VK_TRUE ? plain.limits.timestampPeriod : 0;
    found.integerDot = hasDot && dotFeatures.shaderIntegerDotProduct == VK_TRUE;
    found.integerDotFast = found.integerDot && dot.integerDotProduct4x8BitPackedSignedAccelerated == VK_TRUE;
    found.float16 = features12.shaderFloat16 == VK_TRUE && features11.storageBuffer16BitAccess == VK_TRUE;
    found.matrixUnit = matrixUnitOf(instance, device);
    found.pipelineStatistics = has(extensions, VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME);
    found.memoryBudget = has(extensions, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    found.hostImportAlignment = import.minImportedHostPointerAlignment;
    found.vendor = plain.vendorID;
    found.device = plain.deviceID;
    found.driverVersion = plain.driverVersion;
    std::copy(std::begin(plain.pipelineCacheUUID), std::end(plain.pipelineCacheUUID), found.pipelineCacheUuid.begin());
    found.pciAddress = { pci.pciDomain, pci.pciBus, pci.pciDevice, pci.pciFunction };

    VkPhysicalDeviceMemoryProperties memory = {};
    vkGetPhysicalDeviceMemoryProperties(device, &memory);
    found.unifiedMemory = std::all_of(memory.memoryHeaps, memory.memoryHeaps + memory.memoryHeapCount,
        [](const VkMemoryHeap& heap) { return (heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0; });
    return found;
}

} // namespace palimpsest::vulkan
