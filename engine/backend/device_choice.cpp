#include "engine/backend/device_choice.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace palimpsest {
namespace {

constexpr std::uint32_t kNvidia = 0x10de;
constexpr std::uint32_t kAmd = 0x1002;
constexpr std::string_view kAuto = "auto";
constexpr std::string_view kCudaPrefix = "gpu-";

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

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
        [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string withoutPrefix(std::string_view id)
{
    const std::string plain = lower(id);
    return plain.starts_with(kCudaPrefix) ? plain.substr(kCudaPrefix.size()) : plain;
}

// "'cpu' (AMD EPYC, 2 threads), '6d657361-...' (llvmpipe)"
std::string listOf(const std::vector<DeviceReport>& reports)
{
    std::string list;
    for (const DeviceReport& report : reports)
        list += (list.empty() ? "'" : ", '") + report.info.id + "' (" + report.info.name
            + (report.usable ? ")" : ", cannot be used)");
    return list;
}

// The variables that name devices, and whose devices their numbers count.
struct Restriction {
    std::string variable;
    std::string value;
    std::uint32_t vendor;
};

std::vector<Restriction> restrictionsOf(const DeviceEnvironment& environment)
{
    std::vector<Restriction> found;
    const auto add = [&](const char* variable, const std::optional<std::string>& value, std::uint32_t vendor) {
        // What container runtimes write where they do not restrict anything.
        if (const std::string word = value ? lower(trimmed(*value)) : "all"; word != "all")
            found.push_back({ variable, word, vendor });
    };
    add("CUDA_VISIBLE_DEVICES", environment.cudaVisible, kNvidia); // empty: no device at all, as CUDA has it
    const std::string container = lower(environment.nvidiaVisible.value_or(""));
    if (found.empty() && container.find(kCudaPrefix) != std::string::npos)
        add("NVIDIA_VISIBLE_DEVICES", container, kNvidia);
    if (!environment.rocrVisible.value_or("").empty())
        add("ROCR_VISIBLE_DEVICES", environment.rocrVisible, kAmd);
    return found;
}

std::optional<std::size_t> withUuid(const std::vector<DeviceReport>& reports, std::string_view id)
{
    const std::string wanted = withoutPrefix(id);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (lower(reports[i].info.id) == wanted)
            return i;
    }
    return std::nullopt;
}

// As CUDA, understands the beginning of a UUID where only one device has it.
Result<std::optional<std::size_t>> deviceMeantBy(
    const std::vector<DeviceReport>& reports, const Restriction& restriction, const std::string& entry)
{
    if (!isNumber(entry)) {
        const std::optional<std::size_t> whole = withUuid(reports, entry);
        std::optional<std::size_t> found = whole;
        const std::string beginning = withoutPrefix(entry);
        std::size_t matches = 0;
        for (std::size_t i = 0; !whole && entry.starts_with(kCudaPrefix) && i < reports.size(); ++i) {
            if (reports[i].info.kind != DeviceKind::Cpu && lower(reports[i].info.id).starts_with(beginning)) {
                found = i;
                ++matches;
            }
        }
        return matches > 1 ? std::nullopt : found;
    }
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (reports[i].vendor != restriction.vendor || reports[i].info.kind == DeviceKind::SoftwareGpu)
            continue;
        if (!reports[i].pciOrder)
            return Error{ ErrorCode::NoDevice,
                restriction.variable + " is '" + restriction.value
                    + "', and the driver does not say in which order its devices are counted; write the device's id "
                      "there, or name one with --device: "
                    + listOf(reports) };
        own.push_back(i);
    }
    std::stable_sort(own.begin(), own.end(),
        [&](std::size_t a, std::size_t b) { return *reports[a].pciOrder < *reports[b].pciOrder; });
    const std::size_t number = entry.size() < 6 ? std::strtoul(entry.c_str(), nullptr, 10) : own.size();
    return number < own.size() ? std::optional<std::size_t>(own[number]) : std::nullopt;
}

// Which devices "auto" may take: all of them, or of the restricted vendors those that their variables hold. As CUDA
// does, what stands behind the first entry that means nothing does not count.
Result<std::vector<bool>> allowed(const std::vector<DeviceReport>& reports, const DeviceEnvironment& environment)
{
    std::vector<bool> result(reports.size(), true);
    for (const Restriction& restriction : restrictionsOf(environment)) {
        for (std::size_t i = 0; i < reports.size(); ++i)
            result[i] = result[i] && reports[i].vendor != restriction.vendor;
        if (restriction.value.empty() || restriction.value == "none" || restriction.value == "void"
            || restriction.value == "-1")
            continue;
        bool any = false;
        for (std::size_t first = 0; first <= restriction.value.size();) {
            const std::size_t comma = std::min(restriction.value.find(',', first), restriction.value.size());
            const std::string entry = trimmed(std::string_view(restriction.value).substr(first, comma - first));
            PAL_TRY_ASSIGN(const std::optional<std::size_t> device, deviceMeantBy(reports, restriction, entry));
            if (!device)
                break;
            result[*device] = true;
            any = true;
            first = comma + 1;
        }
        if (!any)
            return Error{ ErrorCode::NoDevice,
                restriction.variable + " is '" + restriction.value
                    + "', which no device here answers to; correct it, or name one with --device: " + listOf(reports) };
    }
    return result;
}

Result<std::size_t> bestOf(const std::vector<DeviceReport>& reports, const DeviceEnvironment& environment)
{
    PAL_TRY_ASSIGN(const std::vector<bool> may, allowed(reports, environment));
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const DeviceReport& report = reports[i];
        if (!report.usable || !may[i] || report.info.kind == DeviceKind::SoftwareGpu)
            continue;
        if (!best || rankOf(report.info.kind) < rankOf(reports[*best].info.kind))
            best = i;
    }
    if (!best)
        return Error{ ErrorCode::NoDevice,
            "no device here is taken by itself; name one with --device: " + listOf(reports) };
    return *best;
}

std::optional<std::string> variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

} // namespace

DeviceEnvironment deviceEnvironment()
{
    return { variable("CUDA_VISIBLE_DEVICES"), variable("NVIDIA_VISIBLE_DEVICES"), variable("ROCR_VISIBLE_DEVICES") };
}

Result<std::size_t> chooseDevice(
    const std::vector<DeviceReport>& reports, std::string_view name, const DeviceEnvironment& environment)
{
    if (name == kAuto)
        return bestOf(reports, environment);
    const std::optional<std::size_t> named = withUuid(reports, name);
    if (!named)
        return Error{ ErrorCode::NoDevice,
            "there is no device '" + std::string(name) + "'; choose 'auto' or one of these: " + listOf(reports) };
    if (!reports[*named].usable)
        return Error{ ErrorCode::NoDevice,
            "'" + reports[*named].info.name + "' is " + reports[*named].reason
                + "; choose 'auto' or one of these: " + listOf(reports) };
    return *named;
}

void giveReasons(std::vector<DeviceReport>& reports, const DeviceEnvironment& environment)
{
    const Result<std::size_t> best = bestOf(reports, environment);
    const Result<std::vector<bool>> may = allowed(reports, environment);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        DeviceReport& report = reports[i];
        if (!report.usable)
            continue;
        if (best.ok() && i == best.value())
            report.reason = report.info.kind == DeviceKind::Cpu ? "used by default: there is no graphics card to use"
                                                                : "used by default: the fastest kind of device here";
        else if (report.info.kind == DeviceKind::SoftwareGpu)
            report.reason
                = "used only when named: it is this computer's processor playing a graphics card, slower than "
                  "the CPU itself";
        else if (!best.ok())
            report.reason = "used when named: " + best.error().message;
        else if (may.ok() && !may.value()[i])
            report.reason = "used when named: the environment (CUDA_VISIBLE_DEVICES, NVIDIA_VISIBLE_DEVICES or "
                            "ROCR_VISIBLE_DEVICES) leaves it out";
        else
            report.reason = "used when named: " + std::string(nameOf(reports[best.value()].info.kind)) + " '"
                + reports[best.value()].info.name + "' comes first";
    }
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
