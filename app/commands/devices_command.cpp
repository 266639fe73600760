// palimpsest devices: what there is to compute on, and what will be used.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>

#include "app/commands/commands.h"
#include "app/json_output.h"
#include "engine/backend/backend_factory.h"

namespace palimpsest {

namespace {

struct DevicesOptions {
    bool json = false;
    std::size_t threads = 0;
};

JsonValue jsonOf(const DeviceReport& device)
{
    JsonValue facts = JsonValue::array();
    for (const auto& [name, value] : device.facts)
        facts.push_back({ { "name", name }, { "value", value } });
    return { { "id", device.info.id }, { "name", device.info.name }, { "kind", nameOf(device.info.kind) },
        { "total_bytes", device.info.totalBytes }, { "free_bytes", device.info.freeBytes }, { "usable", device.usable },
        { "reason", device.reason }, { "facts", facts } };
}

void print(const DeviceReport& device)
{
    constexpr double kGibibyte = 1 << 30;
    std::printf("%s\n", device.info.name.c_str());
    std::printf("    %-20s %s\n", "id", device.info.id.c_str());
    std::printf("    %-20s %s\n", "kind", std::string(nameOf(device.info.kind)).c_str());
    std::printf("    %-20s %.1f GiB, %.1f GiB free\n", "memory",
        static_cast<double>(device.info.totalBytes) / kGibibyte,
        static_cast<double>(device.info.freeBytes) / kGibibyte);
    for (const auto& [name, value] : device.facts)
        std::printf("    %-20s %s\n", name.c_str(), value.c_str());
    std::printf("    %s\n", device.reason.c_str());
}

Result<ExitCode> listAll(const DevicesOptions& options)
{
    const std::vector<DeviceReport> devices = listDevices(options.threads);
    if (options.json) {
        JsonValue list = JsonValue::array();
        for (const DeviceReport& device : devices)
            list.push_back(jsonOf(device));
        printJson({ { "devices", list } });
        return ExitCode::Ok;
    }
    for (const DeviceReport& device : devices)
        print(device);
    return ExitCode::Ok;
}

} // namespace

void addDevicesCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<DevicesOptions>();
    CLI::App* const command
        = program.add_subcommand("devices", "List what there is to compute on, and what will be used");
    command->add_flag("--json", options->json, "Print one JSON document");
    command->add_option("--threads", options->threads, "Threads to compute with; 0: every processor")
        ->check(CLI::Range(0, 1024));
    command->callback([options, &chosen] { chosen = [options](const CommandContext&) { return listAll(*options); }; });
}

} // namespace palimpsest
