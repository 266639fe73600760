#pragma once
// The tasks that a request wants done, as the checkpoint's manifest declares them. Told before gigabytes are opened.
// Plain values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/capability_manifest.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

struct RequestedTasks {
    std::vector<TaskCapability>
        capabilities;                     // the request's, then those of its regions; of kAutoTask all it may choose
    std::optional<TaskCapability> layout; // of kAutoTask: finds the regions, where the checkpoint can

    // As that companion does it; empty: the checkpoint itself.
    [[nodiscard]] const TaskCapability* find(std::string_view task, std::string_view companion = {}) const;
};

// BadArguments or TaskUnsupported, with what is declared.
Result<RequestedTasks> requestedTasks(const CapabilityManifest& manifest, const TaskRequest& request);

} // namespace palimpsest
