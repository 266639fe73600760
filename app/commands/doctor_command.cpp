// palimpsest doctor: is everything in place, and if not, what to do.

#include <QImageReader>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "app/json_output.h"
#include "app/resource_folder.h"
#include "engine/backend/backend_factory.h"
#include "engine/base/log.h"
#include "engine/io/atomic_file.h"
#include "engine/io/capability_manifest.h"
#include "engine/io/weight_cache.h"

namespace palimpsest {

namespace {

struct Finding {
    std::string subject;
    ExitCode code = ExitCode::Ok; // what a command that needs it would end with
    std::string detail;
};

std::string gibibytes(std::uint64_t bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GiB", static_cast<double>(bytes) / (1 << 30));
    return text;
}

// Opening a device runs its self-test where that has not been done. A software device is nobody's choice by default.
void proveDevices()
{
    for (const DeviceReport& device : listDevices()) {
        if (!device.usable || device.info.kind == DeviceKind::Cpu || device.info.kind == DeviceKind::SoftwareGpu)
            continue;
        if (const auto opened = createBackend({ .device = device.info.id }); !opened.ok())
            logWarning(opened.error().message);
    }
}

void examineDevices(std::vector<Finding>& findings)
{
    proveDevices();
    for (const DeviceReport& device : listDevices()) {
        std::string selfTest;
        for (const auto& [name, value] : device.facts)
            selfTest += name == "self-test" ? "; self-test " + value : std::string();
        findings.push_back({ std::string(nameOf(device.info.kind)), ExitCode::Ok,
            device.info.name + ", " + gibibytes(device.info.freeBytes) + " of " + gibibytes(device.info.totalBytes)
                + " free; " + device.reason + selfTest });
    }
}

void examineImageFormats(std::vector<Finding>& findings)
{
    const QList<QByteArray> readable = QImageReader::supportedImageFormats();
    std::string found = "PDF";
    std::string missing;
    for (const char* format : { "png", "jpeg", "tiff", "webp", "bmp" }) {
        std::string& list = readable.contains(QByteArray(format)) ? found : missing;
        list += (list.empty() ? "" : ", ") + std::string(format);
    }
    findings.push_back({ "documents", ExitCode::Ok, "readable: " + found });
    if (!missing.empty()) {
        findings.push_back({ "documents", ExitCode::MissingDependency,
            "not readable: " + missing + "; install the package qt6-image-formats-plugins" });
    }
}

void examineStarter(std::vector<Finding>& findings)
{
    const auto folder = starterCheckpoint();
    const auto manifest = folder.ok() ? readManifest(folder.value()) : Result<CapabilityManifest>(folder.error());
    if (!manifest.ok()) {
        findings.push_back({ "starter checkpoint", exitCodeFor(manifest.error().code), manifest.error().message });
        return;
    }
    std::string tasks;
    for (const TaskCapability& task : manifest.value().tasks)
        tasks += (tasks.empty() ? "" : ", ") + task.id;
    findings.push_back({ "starter checkpoint", ExitCode::Ok, folder.value().string() + "; tasks: " + tasks });
}

// Whether quantised weights could be kept. Nothing is made: the folder above that exists must be writable.
void examineWeightCache(std::vector<Finding>& findings)
{
    namespace fs = std::filesystem;
    const auto folder = weightCacheFolder();
    if (!folder.ok()) {
        findings.push_back({ "weight cache", exitCodeFor(folder.error().code), folder.error().message });
        return;
    }
    std::error_code error;
    fs::path existing = folder.value();
    while (!fs::is_directory(existing, error) && existing.has_relative_path())
        existing = existing.parent_path();
    const auto writable = checkWritable(existing / "palimpsest-doctor");
    if (!writable.ok()) {
        findings.push_back({ "weight cache", exitCodeFor(writable.error().code), writable.error().message });
        return;
    }
    const fs::space_info space = fs::space(existing, error);
    findings.push_back({ "weight cache", ExitCode::Ok,
        folder.value().string() + (error ? std::string() : "; " + gibibytes(space.available) + " free on the disk") });
}

void print(const std::vector<Finding>& findings)
{
    for (const Finding& finding : findings) {
        std::printf("%-8s %-20s %s\n", finding.code == ExitCode::Ok ? "ok" : "missing", finding.subject.c_str(),
            finding.detail.c_str());
    }
}

void printAsJson(const std::vector<Finding>& findings)
{
    JsonValue list = JsonValue::array();
    for (const Finding& finding : findings) {
        list.push_back({ { "subject", finding.subject }, { "ok", finding.code == ExitCode::Ok },
            { "exit_code", static_cast<int>(finding.code) }, { "detail", finding.detail } });
    }
    printJson({ { "version", PALIMPSEST_VERSION }, { "findings", list } });
}

} // namespace

void addDoctorCommand(CLI::App& program, Action& chosen)
{
    CLI::App* const command = program.add_subcommand(
        "doctor", "Examine whether everything is in place, and say what to do where it is not");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print one JSON document");
    command->callback([json, &chosen] {
        chosen = [json](const CommandContext&) -> Result<ExitCode> {
            std::vector<Finding> findings;
            examineDevices(findings);
            examineImageFormats(findings);
            examineStarter(findings);
            examineWeightCache(findings);
            *json ? printAsJson(findings) : print(findings);
            const auto problem = std::find_if(
                findings.begin(), findings.end(), [](const Finding& finding) { return finding.code != ExitCode::Ok; });
            return problem == findings.end() ? ExitCode::Ok : problem->code;
        };
    });
}

} // namespace palimpsest
