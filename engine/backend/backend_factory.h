#pragma once
// Finds the devices of this machine and makes the backend for one of them. The only place in the engine that knows both
// backends.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/device_info.h"
#include "engine/base/result.h"

namespace palimpsest {

struct DeviceReport {
    DeviceInfo info;
    bool usable = false;                                    // this version computes on it
    std::string reason;                                     // one sentence: why it will be used, or why it will not
    std::vector<std::pair<std::string, std::string>> facts; // limits and versions, for people
};

// The native CPU first, then every Vulkan device. `threads` 0: as many as the process may run on.
std::vector<DeviceReport> listDevices(std::size_t threads = 0);

struct BackendRequest {
    std::string device = "auto";  // "auto", "cpu" or the id of a listed device
    std::size_t threads = 0;      // of the CPU backend; 0: every processor the process may run on
    bool plainArithmetic = false; // the reference operations, for comparisons
};

// NoDevice when nothing answers to the name, or what answers cannot be used.
Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request);

// "discrete GPU", "CPU"...
[[nodiscard]] std::string_view nameOf(DeviceKind kind);

} // namespace palimpsest
