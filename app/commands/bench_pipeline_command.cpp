// palimpsest bench pipeline: where the time of a page goes, and what memory many of them take.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "app/json_output.h"
#include "app/task_options.h"
#include "app/task_readers.h"
#include "app/temporary_folder.h"
#include "engine/base/resident_memory.h"
#include "pipelines/batch/batch_run.h"
#include "pipelines/document/document_runtime.h"
#include "pipelines/runner/timed_model.h"

namespace palimpsest {

namespace {

struct PipelineBenchOptions {
    std::vector<std::string> files;
    TaskRequest request;
    std::size_t pages = 0; // 0: each file once
    bool json = false;
    ModelOptions model;
};

struct PipelineReport {
    std::string checkpoint;
    std::string device;
    std::string weights;
    BatchCounts counts;
    BatchFigures figures;
    std::vector<MeasuredPage> pages;
};

// The files again and again, until there are as many pages as wanted.
Result<std::vector<BatchItem>> itemsOf(const PipelineBenchOptions& options)
{
    std::vector<std::size_t> pageCounts;
    for (const std::string& file : options.files) {
        PAL_TRY_ASSIGN(const auto source, PageSource::open(file));
        pageCounts.push_back(source->pageCount());
    }
    std::vector<BatchItem> items;
    std::size_t pages = 0;
    for (std::size_t i = 0; options.pages == 0 ? i < options.files.size() : pages < options.pages; ++i) {
        const std::string& file = options.files[i % options.files.size()];
        const std::size_t count = pageCounts[i % options.files.size()];
        BatchItem item{ .id = file + "#" + std::to_string(i),
            .document = file,
            .file = file,
            .pages = {},
            .request = options.request };
        if (options.pages > 0 && count > options.pages - pages)
            item.pages = "1-" + std::to_string(options.pages - pages);
        pages += count;
        items.push_back(std::move(item));
    }
    return items;
}

MeasuredPage measured(const PageTimes& times, const TimedModel::Busy& busy)
{
    const auto between = [](TimedModel::Moment from, TimedModel::Moment to) {
        return std::chrono::duration<double>(to - from).count();
    };
    // A page without a question is prepared, and that is all.
    const TimedModel::Moment asked = busy.firstAsked.value_or(times.read);
    const TimedModel::Moment answered = busy.firstAsked ? busy.lastAnswered : times.read;
    const double waited = times.ahead.waitedSeconds;
    return { .seconds
        = { waited, between(times.asked, asked) - waited, busy.seconds, between(asked, answered) - busy.seconds,
            between(answered, times.read), between(times.read, times.written) },
        .drawSeconds = times.ahead.drawSeconds,
        .residentBytes = residentMemoryBytes() };
}

Result<PipelineReport> measure(const PipelineBenchOptions& options, const CommandContext& context)
{
    const DocumentRuntime runtime;
    PAL_TRY_ASSIGN(const std::vector<BatchItem> items, itemsOf(options));
    PAL_TRY_ASSIGN(const TemporaryFolder folder, TemporaryFolder::create());
    PAL_TRY_ASSIGN(LoadedModel model, loadModel(options.model, context));
    PAL_TRY_ASSIGN(BatchLedger ledger, BatchLedger::open(folder.path() / "ledger.sqlite", "measured"));
    TimedModel timed(*model.opened.family);
    TaskReaders readers(model, &timed);
    ProgressBar bar(stderr, context.progress);
    PipelineReport report{ .checkpoint = model.opened.manifest.name,
        .device = model.backend->info().name,
        .weights = std::string(nameOf(model.opened.format)) };
    BatchHooks hooks;
    hooks.readerFor = [&readers](const TaskRequest& request) { return readers.readerFor(request); };
    hooks.onProgress = [&bar](std::size_t settled, std::size_t pages, const std::string&) {
        bar.show(static_cast<double>(settled) / static_cast<double>(pages),
            std::to_string(settled) + " of " + std::to_string(pages) + " pages");
    };
    hooks.onRead = [&](const PageTimes& times) {
        report.pages.push_back(measured(times, timed.busy()));
        timed.restart();
    };
    hooks.attempts = Attempts::Once;
    hooks.inHand = InHand::One; // else nobody could say whose time it is
    hooks.stop = context.stop;
    hooks.leave = context.interrupt;
    const SealedPages sealed(folder.path(), "", {});
    PAL_TRY_ASSIGN(report.counts, BatchRun(ledger, sealed, hooks).run(items));
    if (report.counts.pending > 0)
        return Error{ ErrorCode::Cancelled, "stopped on request" };
    if (report.pages.empty())
        return Error{ ErrorCode::BadInput, "no page could be opened, so there is nothing to measure" };
    report.figures = figuresOf(report.pages);
    return report;
}

JsonValue jsonOf(const PipelineReport& report)
{
    const BatchFigures& figures = report.figures;
    const double perPage = figures.totalSeconds / static_cast<double>(report.pages.size());
    JsonValue stages = JsonValue::array();
    for (std::size_t i = 0; i < kPageStages.size(); ++i)
        stages.push_back({ { "stage", kPageStages.at(i) }, { "seconds_per_page", figures.secondsPerPage.at(i) },
            { "share", figures.secondsPerPage.at(i) / perPage } });
    JsonValue resident = JsonValue::array();
    for (const MeasuredPage& page : report.pages)
        resident.push_back(page.residentBytes);
    return { { "checkpoint", report.checkpoint }, { "device", report.device }, { "weights", report.weights },
        { "pages", report.pages.size() }, { "failed", report.counts.failed }, { "seconds", figures.totalSeconds },
        { "stages", stages }, { "outside_model_share", figures.outsideModel },
        { "draw_seconds_per_page", figures.drawSecondsPerPage }, { "waited_pages", figures.waitedPages },
        { "waited_seconds", figures.waitedSeconds },
        { "resident_bytes",
            { { "first", figures.firstResidentBytes }, { "last", figures.lastResidentBytes },
                { "largest", figures.largestResidentBytes }, { "slope_per_page", figures.residentBytesPerPage },
                { "steady_slope_per_page", figures.steadyBytesPerPage }, { "after_each_page", resident } } } };
}

void print(const PipelineReport& report)
{
    const BatchFigures& figures = report.figures;
    const double perPage = figures.totalSeconds / static_cast<double>(report.pages.size());
    const auto mebibytes = [](double bytes) { return bytes / (1 << 20); };
    std::printf("%s, weights %s\non %s\n%s in %.1f s\n\n%-22s %12s %8s\n", report.checkpoint.c_str(),
        report.weights.c_str(), report.device.c_str(), report.counts.sentence().c_str(), figures.totalSeconds, "stage",
        "ms a page", "share");
    for (std::size_t i = 0; i < kPageStages.size(); ++i)
        std::printf("%-22s %12.2f %6.2f %%\n", std::string(kPageStages.at(i)).c_str(),
            figures.secondsPerPage.at(i) * 1e3, 100 * figures.secondsPerPage.at(i) / perPage);
    std::printf("%-22s %12.2f\noutside the model      %12.2f %6.2f %%\n\n", "all", perPage * 1e3,
        perPage * figures.outsideModel * 1e3, 100 * figures.outsideModel);
    std::printf(
        "drawn ahead, beside the page before: %.2f ms a page; behind the first page the model waited for %zu of "
        "%zu, %.3f s in all\n",
        figures.drawSecondsPerPage * 1e3, figures.waitedPages, report.pages.size() - 1, figures.waitedSeconds);
    std::printf(
        "resident memory: %.1f MiB after the first page, %.1f after the last, %.1f at the most; behind the first "
        "it grows by %.2f KiB a page, in the second half by %.2f\n",
        mebibytes(static_cast<double>(figures.firstResidentBytes)),
        mebibytes(static_cast<double>(figures.lastResidentBytes)),
        mebibytes(static_cast<double>(figures.largestResidentBytes)), figures.residentBytesPerPage / 1024,
        figures.steadyBytesPerPage / 1024);
}

Result<ExitCode> run(const PipelineBenchOptions& options, const CommandContext& context)
{
    PAL_TRY_ASSIGN(const PipelineReport report, measure(options, context));
    if (options.json)
        printJson(jsonOf(report));
    else
        print(report);
    return report.counts.failed > 0 ? ExitCode::Partial : ExitCode::Ok;
}

} // namespace

void addBenchPipelineCommand(CLI::App& bench, Action& chosen)
{
    auto options = std::make_shared<PipelineBenchOptions>();
    CLI::App* const command = bench.add_subcommand(
        "pipeline", "Measure where the time of a page goes from file to file, and what memory many pages take");
    command->alias("page");
    command->add_option("files", options->files, "PDF, PNG, JPEG, TIFF, WebP or BMP files")->required();
    addTaskOptions(*command, options->request);
    command->get_option("--task")->required();
    command
        ->add_option(
            "--pages", options->pages, "So many pages in all, the files again and again; each once when left out")
        ->check(CLI::Range(1, 1000000));
    command->add_flag("--json", options->json, "Print one JSON document, with the memory after each page");
    addModelOptions(*command, options->model);
    command->callback(
        [options, &chosen] { chosen = [options](const CommandContext& context) { return run(*options, context); }; });
}

} // namespace palimpsest
