#include "engine/vulkan/instance.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/vulkan/validation.h"
#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {

namespace {

std::string uuidText(const std::uint8_t (&uuid)[VK_UUID_SIZE])
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < VK_UUID_SIZE; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += kDigits[uuid[i] >> 4];
        text += kDigits[uuid[i] & 15U];
    }
    return text;
}

std::string versionText(std::uint32_t version)
{
    return std::to_string(VK_API_VERSION_MAJOR(version)) + "." + std::to_string(VK_API_VERSION_MINOR(version)) + "."
        + std::to_string(VK_API_VERSION_PATCH(version));
}

DeviceKind kindOf(VkPhysicalDeviceType type)
{
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return DeviceKind::DiscreteGpu;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return DeviceKind::IntegratedGpu;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return DeviceKind::VirtualGpu;
    default:
        return DeviceKind::SoftwareGpu;
    }
}

// A device below Vulkan 1.2 cannot even be asked for what we need; it is listed all the same. It has no UUID of its
// own.
PhysicalDevice describeOld(VkPhysicalDevice device, const VkPhysicalDeviceProperties& properties)
{
    PhysicalDevice found;
    char id[32];
    std::snprintf(id, sizeof id, "old-%04x-%04x", properties.vendorID, properties.deviceID);
    found.info.id = id;
    found.info.name = properties.deviceName;
    found.info.kind = kindOf(properties.deviceType);
    found.apiVersion = versionText(properties.apiVersion);
    found.handle = device;
    found.capabilities.missing = "its driver speaks Vulkan " + found.apiVersion + ", 1.2 is needed";
    found.capabilities.vendor = properties.vendorID;
    found.capabilities.device = properties.deviceID;
    found.heaps = heapsOf(device, false);
    return found;
}

PhysicalDevice describe(VkInstance instance, VkPhysicalDevice device)
{
    VkPhysicalDeviceProperties plain;
    vkGetPhysicalDeviceProperties(device, &plain);
    if (plain.apiVersion < VK_API_VERSION_1_2)
        return describeOld(device, plain);

    VkPhysicalDeviceVulkan11Properties properties11 = {};
    properties11.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_PROPERTIES;
    VkPhysicalDeviceDriverProperties driver = {};
    driver.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES;
    driver.pNext = &properties11;
    VkPhysicalDeviceProperties2 properties = {};
    properties.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    properties.pNext = &driver;
    vkGetPhysicalDeviceProperties2(device, &properties);

    PhysicalDevice found;
    found.info.id = uuidText(properties11.deviceUUID);
    found.info.name = properties.properties.deviceName;
    found.info.kind = kindOf(properties.properties.deviceType);
    found.driver = std::string(driver.driverName) + " " + driver.driverInfo;
    found.apiVersion = versionText(properties.properties.apiVersion);
    found.handle = device;
    found.capabilities = capabilitiesOf(instance, device);
    found.heaps = heapsOf(device, found.capabilities.memoryBudget);
    return found;
}

} // namespace

std::vector<MemoryHeap> heapsOf(VkPhysicalDevice device, bool budgetKnown)
{
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget = {};
    budget.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT;
    VkPhysicalDeviceMemoryProperties2 memory = {};
    memory.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2;
    if (budgetKnown) {
        memory.pNext = &budget;
        vkGetPhysicalDeviceMemoryProperties2(device, &memory);
    } else { // works for the oldest device too
        vkGetPhysicalDeviceMemoryProperties(device, &memory.memoryProperties);
    }

    std::vector<MemoryHeap> heaps;
    for (std::uint32_t i = 0; i < memory.memoryProperties.memoryHeapCount; ++i) {
        const VkMemoryHeap& heap = memory.memoryProperties.memoryHeaps[i];
        MemoryHeap found{ .totalBytes = heap.size,
            .freeBytes = heap.size,
            .deviceLocal = (heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0 };
        if (budgetKnown)
            found.freeBytes = budget.heapBudget[i] - std::min(budget.heapUsage[i], budget.heapBudget[i]);
        heaps.push_back(found);
    }
    return heaps;
}

struct Instance::Handle {
    VkInstance instance = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT messenger = VK_NULL_HANDLE;
    ~Handle()
    {
        if (messenger != VK_NULL_HANDLE)
            ValidationRequest::stopListening(instance, messenger);
        vkDestroyInstance(instance, nullptr);
    }
};

Instance::Instance(std::shared_ptr<const Handle> handle) : m_handle(std::move(handle))
{
}

namespace {

// The loader lets go of the drivers with the last instance, and some cannot be loaded again for ever: NVIDIA's was not
// found any more after some thirty times. So one instance stays for as long as the process does.
void keepDriversLoaded(const VkInstanceCreateInfo& request)
{
    static const VkInstance kept = [&request] {
        VkInstanceCreateInfo plain = {};
        plain.sType = request.sType;
        plain.pApplicationInfo = request.pApplicationInfo;
        VkInstance instance = VK_NULL_HANDLE;
        return vkCreateInstance(&plain, nullptr, &instance) == VK_SUCCESS ? instance : VK_NULL_HANDLE;
    }();
    (void)kept;
}

} // namespace

Result<Instance> Instance::create()
{
    VkApplicationInfo application = {};
    application.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO;
    application.pApplicationName = "palimpsest";
    application.apiVersion = VK_API_VERSION_1_2;
    VkInstanceCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
    request.pApplicationInfo = &application;

    const ValidationRequest validation;
    if (validationWanted())
        validation.addTo(request);
    auto handle = std::make_shared<Handle>();
    const VkResult made = vkCreateInstance(&request, nullptr, &handle->instance);
    if (made != VK_SUCCESS) {
        handle->instance = VK_NULL_HANDLE;
        return Error{ ErrorCode::Unsupported,
            "no Vulkan driver answers (vkCreateInstance says " + std::string(nameOf(made))
                + "); install the driver of the graphics card to see it here" };
    }
    keepDriversLoaded(request);
    if (validationWanted())
        handle->messenger = validation.listen(handle->instance);
    return Instance(std::move(handle));
}

Result<std::vector<PhysicalDevice>> Instance::physicalDevices() const
{
    std::uint32_t count = 0;
    VkResult listed = vkEnumeratePhysicalDevices(m_handle->instance, &count, nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    if (listed == VK_SUCCESS)
        listed = vkEnumeratePhysicalDevices(m_handle->instance, &count, devices.data());
    if (listed != VK_SUCCESS && listed != VK_INCOMPLETE) {
        return Error{ ErrorCode::Unsupported,
            "the Vulkan devices cannot be listed (vkEnumeratePhysicalDevices says " + std::string(nameOf(listed))
                + "); check the driver with vulkaninfo" };
    }
    devices.resize(count);

    std::vector<PhysicalDevice> found;
    for (VkPhysicalDevice device : devices) {
        PhysicalDevice described = describe(m_handle->instance, device);
        for (const MemoryHeap& heap : described.heaps) {
            described.info.totalBytes += heap.deviceLocal ? heap.totalBytes : 0;
            described.info.freeBytes += heap.deviceLocal ? heap.freeBytes : 0;
        }
        // Two drivers may show one card under one UUID: the second is told from the first by a number.
        const std::string id = described.info.id;
        const auto taken = [&found](const std::string& name) {
            return std::any_of(found.begin(), found.end(), [&](const auto& other) { return other.info.id == name; });
        };
        for (int number = 2; taken(described.info.id); ++number)
            described.info.id = id + "-" + std::to_string(number);
        found.push_back(std::move(described));
    }
    return found;
}

} // namespace palimpsest::vulkan
