#pragma once
// The connection to the Vulkan loader, and what devices it knows. Any thread, one at a time; copies share it, the last
// closes it.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>
#include <vulkan/vulkan.h>

#include "engine/backend/device_info.h"
#include "engine/base/result.h"
#include "engine/vulkan/device_capabilities.h"

namespace palimpsest::vulkan {

struct MemoryHeap {
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0; // what the driver lets this process have; totalBytes where it does not say
    bool deviceLocal = false;
};

struct PhysicalDevice {
    VkPhysicalDevice handle = VK_NULL_HANDLE; // valid while its instance lives
    DeviceCapabilities capabilities;
    DeviceInfo info;        // totalBytes and freeBytes: of the device-local heaps
    std::string driver;     // name and version
    std::string apiVersion; // "1.3.230"
    std::vector<MemoryHeap> heaps;
};

// What the driver lets this process have of each heap at this moment.
[[nodiscard]] std::vector<MemoryHeap> heapsOf(VkPhysicalDevice device, bool budgetKnown);

class Instance {
public:
    // Unsupported where no Vulkan driver is installed, which is an ordinary thing.
    static Result<Instance> create();

    // Every device there is; capabilities.missing says why one cannot be used.
    [[nodiscard]] Result<std::vector<PhysicalDevice>> physicalDevices() const;

private:
    struct Handle;
    explicit Instance(std::shared_ptr<const Handle> handle);
    std::shared_ptr<const Handle> m_handle;
};

} // namespace palimpsest::vulkan
