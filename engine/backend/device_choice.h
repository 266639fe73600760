#pragma once
// Which device a name means, and which is taken when nobody names one. Pure functions over descriptions: no driver is
// asked. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/backend/device_info.h"
#include "engine/base/result.h"

namespace palimpsest {

struct DeviceReport {
    DeviceInfo info;
    bool usable = false;                                    // this version computes on it
    std::string reason;                                     // one sentence: why it will be used, or why it will not
    std::vector<std::pair<std::string, std::string>> facts; // limits and versions, for people

    std::uint32_t vendor = 0;              // of PCI: 0x10de NVIDIA, 0x1002 AMD; 0: unknown
    std::optional<std::uint64_t> pciOrder; // domain, bus, device and function as one number that sorts
};

// What the environment says about devices; nothing where a variable is unset.
struct DeviceEnvironment {
    std::optional<std::string> cudaVisible;   // CUDA_VISIBLE_DEVICES
    std::optional<std::string> nvidiaVisible; // NVIDIA_VISIBLE_DEVICES
    std::optional<std::string> rocrVisible;   // ROCR_VISIBLE_DEVICES
};

[[nodiscard]] DeviceEnvironment deviceEnvironment();

// "auto" takes the first usable device of the best kind: discrete, integrated, virtual, then the CPU. A software device
// only when it is named. CUDA_VISIBLE_DEVICES and its like narrow "auto" to what they hold: UUIDs, or numbers that
// count the vendor's devices in PCI order. Any other name is an id, whole or with "GPU-" before it.
//
// The index in `reports`, which holds the CPU. NoDevice lists what there is.
Result<std::size_t> chooseDevice(
    const std::vector<DeviceReport>& reports, std::string_view name, const DeviceEnvironment& environment);

// Fills in the reason of every usable device: which one is taken when nobody names one, and why the others are not.
void giveReasons(std::vector<DeviceReport>& reports, const DeviceEnvironment& environment);

// "discrete GPU", "CPU"...
[[nodiscard]] std::string_view nameOf(DeviceKind kind);

} // namespace palimpsest
