#pragma once
// What a device was used for so far, as its backend counts it: for the benchmark. All zero where nobody counts.

#include <cstddef>
#include <cstdint>

namespace palimpsest {

struct DeviceUsage {
    double waitedSeconds = 0;   // that the host stood still for the device
    double pipelineSeconds = 0; // that it made pipelines
    std::size_t pipelineCount = 0;
    std::uint64_t peakMemoryBytes = 0; // held of the device's memory at the most
};

} // namespace palimpsest
