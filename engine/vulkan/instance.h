#pragma once
// The connection to the Vulkan loader, and what devices it knows. Any thread, one at a time; whoever asks, owns it.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/device_info.h"
#include "engine/base/result.h"

namespace palimpsest::vulkan {

struct MemoryHeap {
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0; // what the driver lets this process have; totalBytes where it does not say
    bool deviceLocal = false;
};

struct PhysicalDevice {
    DeviceInfo info;        // totalBytes and freeBytes: of the device-local heaps
    std::string driver;     // name and version
    std::string apiVersion; // "1.3.230"
    std::uint64_t largestAllocationBytes = 0;
    std::uint32_t subgroupSize = 0;
    std::vector<MemoryHeap> heaps;
};

class Instance {
public:
    // Unsupported where no Vulkan driver is installed, which is an ordinary thing.
    static Result<Instance> create();
    ~Instance();
    Instance(Instance&& other) noexcept;
    Instance& operator=(Instance&& other) noexcept;

    [[nodiscard]] Result<std::vector<PhysicalDevice>> physicalDevices() const;

private:
    struct Handle;
    explicit Instance(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

} // namespace palimpsest::vulkan
