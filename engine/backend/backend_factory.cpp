#include "engine/backend/backend_factory.h"

#include <optional>

#include "engine/base/log.h"
#include "engine/cpu/cpu_backend.h"
#ifdef PALIMPSEST_USE_VULKAN
#include "engine/backend/self_test_record.h"
#include "engine/io/user_folders.h"
#include "engine/vulkan/instance.h"
#include "engine/vulkan/shape_choice.h"
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

#ifdef PALIMPSEST_USE_VULKAN
// The loader's answer, asked for once: devices are valid while their instance lives.
struct VulkanDevices {
    std::optional<vulkan::Instance> instance;
    std::vector<vulkan::PhysicalDevice> devices;
};

std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

std::filesystem::path dataFolder(const char* name)
{
    const std::filesystem::path data = userDataFolder();
    return data.empty() ? data : data / name;
}

// What the outcome of a self-test holds for.
std::string subjectOf(const vulkan::PhysicalDevice& device)
{
    return device.info.id + ", driver " + device.driver + ", shaders " + vulkan::shaderDigest().substr(0, 24);
}

// What the last self-test found: a device that computes wrongly is listed and not used.
void addSelfTest(const vulkan::PhysicalDevice& device, DeviceReport& report)
{
    const auto kept = readSelfTest(dataFolder("self-test"), subjectOf(device));
    report.facts.emplace_back("self-test", kept ? describe(*kept) : "runs at the first use");
    if (kept && !kept->unusable.empty()) {
        report.usable = false;
        report.reason = "not usable: in the self-test " + kept->unusable + "; update its driver";
    }
}

DeviceReport vulkanReport(const vulkan::PhysicalDevice& device)
{
    const vulkan::DeviceCapabilities& can = device.capabilities;
    DeviceReport report{ .info = device.info,
        .usable = can.missing.empty(),
        .reason = can.missing.empty() ? "" : "not usable: " + can.missing,
        .facts = { { "driver", device.driver }, { "Vulkan", device.apiVersion },
            { "largest allocation", mebibytes(can.maxAllocationBytes) },
            { "subgroup", std::to_string(can.subgroupSize) + " lanes" } } };
    for (const vulkan::MemoryHeap& heap : device.heaps) {
        report.facts.emplace_back("memory heap",
            mebibytes(heap.totalBytes) + ", " + mebibytes(heap.freeBytes) + " free"
                + (heap.deviceLocal ? ", on the device" : ", on the host"));
    }
    report.vendor = can.vendor;
    if (can.pciKnown) {
        report.pciOrder = 0;
        for (const std::uint32_t part : can.pciAddress)
            *report.pciOrder = (*report.pciOrder << 16) | part;
    }
    if (report.usable) {
        addSelfTest(device, report);
        if (const auto rates = vulkan::readShapeRates(dataFolder("shaders"), subjectOf(device))) {
            for (std::string& line : vulkan::describe(*rates))
                report.facts.emplace_back("products", std::move(line));
        }
    }
    return report;
}

// None where there is no driver, which is an ordinary thing.
VulkanDevices findVulkanDevices()
{
    auto instance = vulkan::Instance::create();
    if (!instance.ok()) {
        logInfo(instance.error().message);
        return {};
    }
    auto devices = instance.value().physicalDevices();
    if (!devices.ok()) {
        logInfo(devices.error().message);
        return {};
    }
    return { std::move(instance).value(), std::move(devices).value() };
}

std::vector<DeviceReport> reportsOf(const VulkanDevices& found)
{
    std::vector<DeviceReport> reports;
    for (const vulkan::PhysicalDevice& device : found.devices)
        reports.push_back(vulkanReport(device));
    return reports;
}

Result<std::unique_ptr<Backend>> openVulkan(const VulkanDevices& found, const std::string& id)
{
    for (const vulkan::PhysicalDevice& device : found.devices) {
        if (device.info.id != id)
            continue;
        const std::string subject = subjectOf(device);
        PAL_TRY_ASSIGN(auto backend,
            vulkan::VulkanBackend::create(*found.instance, device, { .cacheFolder = dataFolder("shaders") }));
        const auto reference = []() -> std::unique_ptr<Backend> {
            return std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .arithmetic = cpu::Arithmetic::Plain });
        };
        if (!readSelfTest(dataFolder("self-test"), subject)) {
            if (const Result<void> prepared = backend->prepareShapes(); !prepared.ok())
                logInfo(prepared.error().message); // it is tried again where it is used
        }
        PAL_TRY_ASSIGN(
            const SelfTestReport report, selfTestOnce(*backend, reference, dataFolder("self-test"), subject));
        if (!report.unusable.empty())
            return Error{ ErrorCode::NoDevice,
                "'" + device.info.name + "' computes wrongly: in the self-test " + report.unusable
                    + "; update its driver or choose --device cpu" };
        if (const Result<void> chosen = backend->chooseShapes(dataFolder("shaders"), subject); !chosen.ok()) {
            if (chosen.error().code == ErrorCode::DeviceLost)
                return chosen.error();
            logInfo("shapes of products are not measured: " + chosen.error().message);
        }
        return std::unique_ptr<Backend>(std::move(backend));
    }
    return Error{ ErrorCode::NoDevice, "the device '" + id + "' is gone; 'palimpsest devices' lists what is there" };
}
#else
struct VulkanDevices { };

VulkanDevices findVulkanDevices()
{
    return {};
}

std::vector<DeviceReport> reportsOf(const VulkanDevices& /*none*/)
{
    return {};
}

Result<std::unique_ptr<Backend>> openVulkan(const VulkanDevices& /*none*/, const std::string& id)
{
    return Error{ ErrorCode::NoDevice, "'" + id + "' cannot be used: this program was built without Vulkan" };
}
#endif

} // namespace

std::vector<DeviceReport> listDevices(std::size_t threads)
{
    std::vector<DeviceReport> reports = reportsOf(findVulkanDevices());
    reports.insert(reports.begin(), cpuReport(threads));
    giveReasons(reports, deviceEnvironment());
    return reports;
}

Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request)
{
    // Where the CPU is wanted, no driver is woken.
    const VulkanDevices found = request.device == kCpuId ? VulkanDevices{} : findVulkanDevices();
    std::vector<DeviceReport> reports = reportsOf(found);
    reports.insert(reports.begin(), cpuReport(request.threads));
    while (true) {
        PAL_TRY_ASSIGN(const std::size_t chosen, chooseDevice(reports, request.device, deviceEnvironment()));
        if (reports[chosen].info.id == kCpuId)
            break;
        auto opened = openVulkan(found, reports[chosen].info.id);
        if (opened.ok() || request.device != kAuto)
            return opened;
        logWarning(opened.error().message); // nobody asked for this one: the next best will do
        reports[chosen].usable = false;
    }
    return std::unique_ptr<Backend>(std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .threads = request.threads,
        .arithmetic = request.plainArithmetic ? cpu::Arithmetic::Plain : cpu::Arithmetic::Fast }));
}

} // namespace palimpsest
