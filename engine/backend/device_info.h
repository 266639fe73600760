#pragma once
// What a person is told about a device, and what the choice of one rests on.

#include <cstdint>
#include <string>

namespace palimpsest {

enum class DeviceKind { Cpu, DiscreteGpu, IntegratedGpu, VirtualGpu, SoftwareGpu };

struct DeviceInfo {
    std::string id;   // "cpu", or the device's UUID
    std::string name; // "AMD EPYC, 2 threads, AVX-512 VNNI BF16"
    DeviceKind kind = DeviceKind::Cpu;
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0;
};

} // namespace palimpsest
