#include "engine/backend/backend_factory.h"

#include "engine/base/log.h"
#include "engine/cpu/cpu_backend.h"
#ifdef PALIMPSEST_USE_VULKAN
#include "engine/vulkan/instance.h"
#endif

namespace palimpsest {

namespace {

constexpr std::string_view kCpuId = "cpu";
constexpr std::string_view kCpuOnly = "this version computes on the CPU only";

DeviceReport cpuReport(std::size_t threads)
{
    return { .info = cpu::CpuBackend({ .threads = threads }).info(),
        .usable = true,
        .reason = "used by default: " + std::string(kCpuOnly),
        .facts = {} };
}

#ifdef PALIMPSEST_USE_VULKAN
std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

DeviceReport vulkanReport(const vulkan::PhysicalDevice& device)
{
    DeviceReport report{ .info = device.info,
        .usable = false,
        .reason = "not used: " + std::string(kCpuOnly),
        .facts = { { "driver", device.driver }, { "Vulkan", device.apiVersion },
            { "largest allocation", mebibytes(device.largestAllocationBytes) },
            { "subgroup", std::to_string(device.subgroupSize) + " lanes" } } };
    for (const vulkan::MemoryHeap& heap : device.heaps) {
        report.facts.emplace_back("memory heap",
            mebibytes(heap.totalBytes) + ", " + mebibytes(heap.freeBytes) + " free"
                + (heap.deviceLocal ? ", on the device" : ", on the host"));
    }
    return report;
}

std::vector<DeviceReport> vulkanReports()
{
    const auto instance = vulkan::Instance::create();
    if (!instance.ok()) {
        logInfo(instance.error().message);
        return {};
    }
    const auto devices = instance.value().physicalDevices();
    if (!devices.ok()) {
        logInfo(devices.error().message);
        return {};
    }
    std::vector<DeviceReport> reports;
    for (const vulkan::PhysicalDevice& device : devices.value())
        reports.push_back(vulkanReport(device));
    return reports;
}
#else
std::vector<DeviceReport> vulkanReports()
{
    return {};
}
#endif

} // namespace

std::vector<DeviceReport> listDevices(std::size_t threads)
{
    std::vector<DeviceReport> reports = vulkanReports();
    reports.insert(reports.begin(), cpuReport(threads));
    return reports;
}

Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request)
{
    if (request.device == "auto" || request.device == kCpuId)
        return std::unique_ptr<Backend>(std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .threads = request.threads,
            .arithmetic = request.plainArithmetic ? cpu::Arithmetic::Plain : cpu::Arithmetic::Fast }));
    for (const DeviceReport& report : vulkanReports()) {
        if (report.info.id == request.device) {
            return Error{ ErrorCode::NoDevice,
                "'" + report.info.name + "' cannot be used: " + std::string(kCpuOnly) + "; choose --device cpu" };
        }
    }
    return Error{ ErrorCode::NoDevice,
        "there is no device '" + request.device + "'; choose 'auto', 'cpu' or an id that 'palimpsest devices' lists" };
}

std::string_view nameOf(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Cpu:
        return "CPU";
    case DeviceKind::DiscreteGpu:
        return "discrete GPU";
    case DeviceKind::IntegratedGpu:
        return "integrated GPU";
    case DeviceKind::VirtualGpu:
        return "virtual GPU";
    case DeviceKind::SoftwareGpu:
        return "software GPU";
    }
    return "device";
}

} // namespace palimpsest
