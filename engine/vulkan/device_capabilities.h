#pragma once
// What a Vulkan device can do, as far as our shaders care: the floor that every device must reach, and what selects a
// faster variant above it. Values; read once per device.

#include <array>
#include <cstdint>
#include <string>
#include <vulkan/vulkan.h>

#include "engine/vulkan/matrix_unit.h"

namespace palimpsest::vulkan {

struct DeviceCapabilities {
    std::string missing; // empty, or why the device stays below the floor: "it lacks buffer device addresses"
    bool software = false;
    bool unifiedMemory = false; // every heap is device-local: host and device share their memory

    std::uint32_t subgroupSize = 0;
    bool subgroupBroadcast = false; // one invocation's value for its whole subgroup
    std::uint32_t maxWorkgroupInvocations = 0;
    std::uint32_t maxSharedBytes = 0;
    std::uint64_t maxAllocationBytes = 0; // of memory, and of the buffer bound to it
    float nanosecondsPerTick = 0;         // of the device's clock; 0: it has none

    bool integerDot = false;                  // VK_KHR_shader_integer_dot_product is there
    bool integerDotFast = false;              // and the device has an instruction for four 8-bit products
    bool float16 = false;                     // f16 arithmetic and storage
    MatrixUnit matrixUnit = MatrixUnit::None; // 16 x 16 x 16, f16 in, f32 sums, by a subgroup
    bool memoryBudget = false;
    bool pipelineStatistics = false;       // the driver says what it made of a shader
    std::uint64_t hostImportAlignment = 0; // 0: host memory cannot be imported

    std::uint32_t vendor = 0;
    std::uint32_t device = 0;
    std::uint32_t driverVersion = 0;
    std::array<std::uint8_t, VK_UUID_SIZE> pipelineCacheUuid{};
    std::array<std::uint32_t, 4> pciAddress{}; // domain, bus, device, function
    bool pciKnown = false;
};

[[nodiscard]] DeviceCapabilities capabilitiesOf(VkInstance instance, VkPhysicalDevice device);

} // namespace palimpsest::vulkan
