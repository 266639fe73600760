// palimpsest bench: how fast a model runs here, and how near that is to what the machine can do.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <numeric>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "app/json_output.h"
#include "engine/bench/model_benchmark.h"

namespace palimpsest {

namespace {

struct BenchOptions {
    ModelOptions model;
    std::size_t prefixTokens = 260;
    std::size_t decodeTokens = 32;
    std::size_t batch = 1;
    std::size_t repeats = 5;
    bool operations = false;
    bool json = false;
};

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0.0;
}

double sumOf(const std::vector<OperationTime>& times)
{
    return std::accumulate(times.begin(), times.end(), 0.0,
        [](double sum, const OperationTime& operation) { return sum + operation.seconds; });
}

JsonValue jsonOf(const std::vector<OperationTime>& times, const BenchmarkReport& report)
{
    JsonValue operations = JsonValue::array();
    const double whole = sumOf(times);
    for (const OperationTime& time : times)
        operations.push_back({ { "name", time.name }, { "calls", time.calls }, { "seconds", time.seconds },
            { "share", ratio(time.seconds, whole) }, { "operations_per_second", ratio(time.operations, time.seconds) },
            { "fraction_of_product_ceiling", ratio(ratio(time.operations, time.seconds), report.productCeiling()) },
            { "bytes_per_second", ratio(time.bytes, time.seconds) },
            { "fraction_of_read_ceiling",
                ratio(ratio(time.bytes, time.seconds), report.ceilings.readBytesPerSecond) } });
    return operations;
}

JsonValue jsonOf(const BenchmarkReport& report, const std::string& checkpoint)
{
    JsonValue stages = JsonValue::array();
    for (const StageFigures& stage : report.stages) {
        stages.push_back({ { "stage", stage.stage }, { "tokens", stage.tokens }, { "seconds", stage.seconds },
            { "median_seconds", stage.medianSeconds() }, { "tokens_per_second", stage.tokensPerSecond() },
            { "bytes_per_second", stage.bytesPerSecond() }, { "operations_per_second", stage.operationsPerSecond() },
            { "fraction_of_read_ceiling", ratio(stage.bytesPerSecond(), report.ceilings.readBytesPerSecond) },
            { "fraction_of_product_ceiling", ratio(stage.operationsPerSecond(), report.productCeiling()) } });
        if (!stage.operationTimes.empty()) {
            stages.back()["timed_seconds"] = stage.timedSeconds;
            stages.back()["timed_operations"] = jsonOf(stage.operationTimes, report);
        }
    }
    JsonValue products = JsonValue::array();
    for (const DeviceCeilings::Product& product : report.ceilings.products)
        products.push_back(
            { { "arithmetic", product.arithmetic }, { "operations_per_second", product.operationsPerSecond } });
    return { { "checkpoint", checkpoint }, { "device", report.device }, { "weights", report.weights },
        { "stages", stages },
        { "ceilings",
            { { "read_bytes_per_second", report.ceilings.readBytesPerSecond },
                { "read_bytes_per_second_one_thread", report.ceilings.readBytesPerSecondOneThread },
                { "copy_bytes_per_second", report.ceilings.copyBytesPerSecond }, { "products", products } } },
        { "product_arithmetic", report.productArithmetic }, { "peak_memory_bytes", report.peakMemoryBytes },
        { "peak_device_bytes", report.usage.peakMemoryBytes }, { "pipelines", report.usage.pipelineCount },
        { "pipeline_seconds", report.usage.pipelineSeconds }, { "decode_host_seconds", report.decodeHostSeconds },
        { "choices", report.choices } };
}

void printOperations(const StageFigures& stage, const BenchmarkReport& report)
{
    std::vector<OperationTime> times = stage.operationTimes;
    std::stable_sort(times.begin(), times.end(),
        [](const OperationTime& a, const OperationTime& b) { return a.seconds > b.seconds; });
    const double whole = sumOf(times);
    std::printf("\n%s%s by operation: %.3f ms on the device, %.3f ms in all\n", stage.stage.c_str(),
        stage.stage == "decode" ? ", one step" : "", whole * 1e3, stage.timedSeconds * 1e3);
    std::printf("    %-46s %5s %9s %6s %17s %17s\n", "operation", "calls", "ms", "share", "GFLOP/s (ceiling)",
        "GB/s (ceiling)");
    for (const OperationTime& time : times) {
        std::printf("    %-46s %5zu %9.3f %4.1f %%", time.name.c_str(), time.calls, time.seconds * 1e3,
            100 * ratio(time.seconds, whole));
        const double rate = ratio(time.operations, time.seconds);
        if (rate > 0)
            std::printf(" %9.0f (%3.0f %%)", rate / 1e9, 100 * ratio(rate, report.productCeiling()));
        else
            std::printf("%18s", "");
        const double moved = ratio(time.bytes, time.seconds);
        if (moved > 0)
            std::printf(" %9.1f (%3.0f %%)", moved / 1e9, 100 * ratio(moved, report.ceilings.readBytesPerSecond));
        std::printf("\n");
    }
}

void print(const BenchmarkReport& report, const std::string& checkpoint)
{
    std::printf("%s, weights %s\non %s\n\n", checkpoint.c_str(), report.weights.c_str(), report.device.c_str());
    std::printf("%-14s %7s %11s %11s %17s %19s\n", "stage", "tokens", "median", "tokens/s", "GB/s (ceiling)",
        "GFLOP/s (ceiling)");
    for (const StageFigures& stage : report.stages) {
        std::printf("%-14s %7zu %9.1f ms %11.1f %9.1f (%3.0f %%) %11.0f (%3.0f %%)\n", stage.stage.c_str(),
            stage.tokens, stage.medianSeconds() * 1e3, stage.tokensPerSecond(), stage.bytesPerSecond() / 1e9,
            100 * ratio(stage.bytesPerSecond(), report.ceilings.readBytesPerSecond), stage.operationsPerSecond() / 1e9,
            100 * ratio(stage.operationsPerSecond(), report.productCeiling()));
    }
    for (const StageFigures& stage : report.stages) {
        if (!stage.operationTimes.empty())
            printOperations(stage, report);
    }
    std::printf(
        "\nceilings measured in this run\n    memory read     %8.1f GB/s", report.ceilings.readBytesPerSecond / 1e9);
    if (report.ceilings.readBytesPerSecondOneThread > 0)
        std::printf(" (one thread %.1f)", report.ceilings.readBytesPerSecondOneThread / 1e9);
    if (report.ceilings.copyBytesPerSecond > 0)
        std::printf(" (copied %.1f)", report.ceilings.copyBytesPerSecond / 1e9);
    std::printf("\n");
    for (const DeviceCeilings::Product& product : report.ceilings.products)
        std::printf("    products %-6s %8.0f GFLOP/s%s\n", product.arithmetic.c_str(),
            product.operationsPerSecond / 1e9,
            product.arithmetic == report.productArithmetic ? "  <- what the stages are held against" : "");
    std::printf("peak memory         %8.1f MiB\n", static_cast<double>(report.peakMemoryBytes) / (1 << 20));
    if (report.usage.pipelineCount == 0)
        return;
    std::printf(
        "device memory       %8.1f MiB at the most\n", static_cast<double>(report.usage.peakMemoryBytes) / (1 << 20));
    std::printf("host, decode step   %8.3f ms without waiting\n", report.decodeHostSeconds * 1e3);
    std::printf("pipelines           %8zu made in %.3f s\n", report.usage.pipelineCount, report.usage.pipelineSeconds);
    for (const std::string& choice : report.choices)
        std::printf("products            %s\n", choice.c_str());
}

Result<ExitCode> measure(const BenchOptions& options, const CommandContext& context)
{
    PAL_TRY_ASSIGN(LoadedModel model, loadModel(options.model, context));
    ProgressBar bar(stderr, context.progress);
    std::size_t stagesSeen = 0;
    constexpr double kStages = 4; // encoder, prefill, decode, ceilings
    BenchmarkOptions request;
    request.prefixTokens = options.prefixTokens;
    request.decodeTokens = options.decodeTokens;
    request.batch = options.batch;
    request.repeats = options.repeats;
    request.operations = options.operations;
    request.progress = [&](const std::string& stage) { bar.show(static_cast<double>(stagesSeen++) / kStages, stage); };
    request.stop = context.stop;
    PAL_TRY_ASSIGN(const BenchmarkReport report, benchmark(*model.opened.session, model.opened.format, request));
    bar.clear();
    if (options.json)
        printJson(jsonOf(report, model.opened.manifest.name));
    else
        print(report, model.opened.manifest.name);
    return ExitCode::Ok;
}

} // namespace

void addBenchCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* const command
        = program.add_subcommand("bench", "Measure how fast a model runs here, against what the machine can do");
    addModelOptions(*command, options->model);
    command->add_option("--prefix-tokens", options->prefixTokens, "Tokens to prefill: an image and a prompt")
        ->check(CLI::Range(1, 8192))
        ->capture_default_str();
    command->add_option("--decode-tokens", options->decodeTokens, "Tokens to decode one after the other")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    command->add_option("--batch", options->batch, "Answers to decode together")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->add_option("--repeats", options->repeats, "How often each stage runs; the median counts")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_flag("--operations", options->operations, "Time every operation of a graphics device, too");
    command->add_flag("--json", options->json, "Print one JSON document");
    addBenchPipelineCommand(*command, chosen);
    command->callback([options, command, &chosen] {
        if (command->get_subcommands().empty())
            chosen = [options](const CommandContext& context) { return measure(*options, context); };
    });
}

} // namespace palimpsest
