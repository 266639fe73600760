#include "engine/backend/backend_factory.h"

#include <algorithm>

#include "engine/base/log.h"
#include "engine/cpu/cpu_backend.h"
#ifdef PALIMPSEST_USE_VULKAN
#include "engine/io/user_folders.h"
#include "engine/vulkan/instance.h"
#include "engine/vulkan/vulkan_backend.h"
#endif

namespace palimpsest {

namespace {

constexpr std::string_view kCpuId = "cpu";
constexpr std::string_view kAuto = "auto";

DeviceReport cpuReport(std::size_t threads)
{
    return { .info = cpu::CpuBackend({ .threads = threads }).info(), .usable = true, .reason = {}, .facts = {} };
}

// Which device "auto" takes: the first of the best kind; of a computer without a graphics card, the processor.
int rankOf(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::DiscreteGpu:
        return 0;
    case DeviceKind::IntegratedGpu:
        return 1;
    case DeviceKind::VirtualGpu:
        return 2;
    case DeviceKind::Cpu:
        return 3;
    case DeviceKind::SoftwareGpu: // slower than the native operations on the same processor
        return 4;
    }
    return 5;
}

#ifdef PALIMPSEST_USE_VULKAN
std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

DeviceReport vulkanReport(const vulkan::PhysicalDevice& device)
{
    const vulkan::DeviceCapabilities& can = device.capabilities;
    DeviceReport report{ .info = device.info,
        .usable = can.missing.empty(),
        .reason = can.missing.empty() ? "" : "not used: " + can.missing,
        .facts = { { "driver", device.driver }, { "Vulkan", device.apiVersion },
            { "largest allocation", mebibytes(can.maxAllocationBytes) },
            { "subgroup", std::to_string(can.subgroupSize) + " lanes" } } };
    for (const vulkan::MemoryHeap& heap : device.heaps) {
        report.facts.emplace_back("memory heap",
            mebibytes(heap.totalBytes) + ", " + mebibytes(heap.freeBytes) + " free"
                + (heap.deviceLocal ? ", on the device" : ", on the host"));
    }
    return report;
}

Result<std::vector<vulkan::PhysicalDevice>> vulkanDevices(const vulkan::Instance& instance)
{
    auto devices = instance.physicalDevices();
    if (devices.ok())
        std::stable_sort(devices.value().begin(), devices.value().end(),
            [](const auto& a, const auto& b) { return rankOf(a.info.kind) < rankOf(b.info.kind); });
    return devices;
}

std::vector<DeviceReport> vulkanReports()
{
    const auto instance = vulkan::Instance::create();
    if (!instance.ok()) {
        logInfo(instance.error().message);
        return {};
    }
    const auto devices = vulkanDevices(instance.value());
    if (!devices.ok()) {
        logInfo(devices.error().message);
        return {};
    }
    std::vector<DeviceReport> reports;
    for (const vulkan::PhysicalDevice& device : devices.value())
        reports.push_back(vulkanReport(device));
    return reports;
}

Result<std::unique_ptr<Backend>> openVulkan(const std::string& id)
{
    PAL_TRY_ASSIGN(vulkan::Instance instance, vulkan::Instance::create());
    PAL_TRY_ASSIGN(const std::vector<vulkan::PhysicalDevice> devices, vulkanDevices(instance));
    for (const vulkan::PhysicalDevice& device : devices) {
        if (device.info.id != id)
            continue;
        const std::filesystem::path data = userDataFolder();
        PAL_TRY_ASSIGN(auto backend,
            vulkan::VulkanBackend::create(
                std::move(instance), device, { .cacheFolder = data.empty() ? data : data / "shaders" }));
        return std::unique_ptr<Backend>(std::move(backend));
    }
    return Error{ ErrorCode::NoDevice, "the device '" + id + "' is gone; 'palimpsest devices' lists what is there" };
}
#else
std::vector<DeviceReport> vulkanReports()
{
    return {};
}

Result<std::unique_ptr<Backend>> openVulkan(const std::string& id)
{
    return Error{ ErrorCode::NoDevice, "'" + id + "' cannot be used: this program was built without Vulkan" };
}
#endif

// The reason beside each device: which one is used when nobody names one, and why the others are not.
void giveReasons(std::vector<DeviceReport>& reports)
{
    const auto best = std::min_element(reports.begin(), reports.end(), [](const auto& a, const auto& b) {
        return std::pair(!a.usable, rankOf(a.info.kind)) < std::pair(!b.usable, rankOf(b.info.kind));
    });
    for (DeviceReport& report : reports) {
        if (!report.usable)
            continue;
        if (&report == &*best)
            report.reason = report.info.kind == DeviceKind::Cpu ? "used by default: there is no graphics card to use"
                                                                : "used by default: the fastest kind of device here";
        else if (report.info.kind == DeviceKind::SoftwareGpu)
            report.reason
                = "used only when named: it is this computer's processor playing a graphics card, slower than "
                  "the CPU itself";
        else
            report.reason
                = "used when named: " + std::string(nameOf(best->info.kind)) + " '" + best->info.name + "' comes first";
    }
}

} // namespace

std::vector<DeviceReport> listDevices(std::size_t threads)
{
    std::vector<DeviceReport> reports = vulkanReports();
    reports.insert(reports.begin(), cpuReport(threads));
    giveReasons(reports);
    return reports;
}

Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request)
{
    const auto onCpu = [&]() -> std::unique_ptr<Backend> {
        return std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .threads = request.threads,
            .arithmetic = request.plainArithmetic ? cpu::Arithmetic::Plain : cpu::Arithmetic::Fast });
    };
    if (request.device == kCpuId)
        return onCpu();
    const std::vector<DeviceReport> reports = vulkanReports();
    if (request.device == kAuto) {
        if (reports.empty() || !reports.front().usable || reports.front().info.kind == DeviceKind::SoftwareGpu)
            return onCpu();
        return openVulkan(reports.front().info.id);
    }
    for (const DeviceReport& report : reports) {
        if (report.info.id == request.device)
            return openVulkan(report.info.id);
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
