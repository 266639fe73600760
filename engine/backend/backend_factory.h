#pragma once
// Makes the backend a person asked for: the only place that names the concrete ones.

#include <memory>
#include <string>
#include <vector>

#include "engine/backend/backend.h"

namespace palimpsest {

struct BackendRequest {
    std::string device = "auto";  // "auto", "cpu" or the id of a device
    std::size_t threads = 0;      // of the CPU backend; 0: every processor the process may run on
    bool plainArithmetic = false; // the reference operations, for comparisons
};

// NoDevice when nothing answers to the name.
Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request);

} // namespace palimpsest
