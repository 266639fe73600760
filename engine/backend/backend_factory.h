#pragma once
// Finds the devices of this machine and makes the backend for one of them. The only place in the engine that knows both
// backends.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/device_choice.h"
#include "engine/base/result.h"

namespace palimpsest {

// The native CPU first, then every Vulkan device. `threads` 0: as many as the process may run on.
std::vector<DeviceReport> listDevices(std::size_t threads = 0);

struct BackendRequest {
    std::string device = "auto";  // "auto", "cpu" or the id of a listed device: see device_choice.h
    std::size_t threads = 0;      // of the CPU backend; 0: every processor the process may run on
    bool plainArithmetic = false; // the reference operations, for comparisons
};

// NoDevice when nothing answers to the name, or what answers cannot be used.
Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request);

} // namespace palimpsest
