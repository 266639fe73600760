// palimpsest batch: many documents, whatever happens on the way.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "app/json_output.h"
#include "app/task_options.h"
#include "app/task_readers.h"
#include "engine/base/log.h"
#include "engine/io/json_text.h"
#include "pipelines/batch/batch_run.h"
#include "pipelines/batch/shard.h"
#include "pipelines/document/document_folder.h"
#include "pipelines/document/document_runtime.h"
#include "pipelines/export/export_format.h"
#include "pipelines/runner/page_ranges.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostManifestBytes = 1ULL << 30;

struct BatchOptions {
    std::vector<std::string> inputs;
    BatchItem common; // what holds for every document that does not say otherwise
    std::string folder;
    std::string shard;
    std::string ledger;
    std::vector<std::string> formats;
    double pageTimeoutS = 0;
    std::size_t crashLimit = BatchLimits{}.crashes;
    bool resume = false;
    bool retryFailed = false;
    bool json = false;
    ModelOptions model;
};

Result<std::vector<BatchItem>> itemsOf(const BatchOptions& options, const Shard& shard)
{
    std::vector<BatchItem> items;
    const auto add = [&](const std::string& document) {
        BatchItem item = options.common;
        item.id = item.document = document;
        item.file = document;
        items.push_back(std::move(item));
    };
    for (const std::string& input : options.inputs) {
        std::error_code ignored;
        if (fs::is_directory(input, ignored)) {
            PAL_TRY_ASSIGN(const std::vector<fs::path> documents, documentsIn(input));
            for (const fs::path& document : documents)
                add(document.string());
            continue;
        }
        if (!input.ends_with(".jsonl")) {
            add(input);
            continue;
        }
        PAL_TRY_ASSIGN(const std::string text, readTextFile(input, kMostManifestBytes, ErrorCode::BadInput));
        PAL_TRY_ASSIGN(const auto listed, parseBatchManifest(text, input, options.common));
        items.insert(items.end(), listed.begin(), listed.end());
    }
    PAL_TRY(checkBatchItems(items));
    for (const BatchItem& item : items) {
        if (!item.pages.empty())
            PAL_TRY(PageRanges::parse(item.pages));
    }
    std::erase_if(items, [&shard](const BatchItem& item) { return !shard.holds(item.id); });
    return items;
}

Result<fs::path> ledgerFile(const BatchOptions& options, const Shard& shard)
{
    const fs::path folder = options.folder;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return Error{ ErrorCode::FileAccess, "folder '" + folder.string() + "' cannot be made: " + error.message() };
    const fs::path file
        = options.ledger.empty() ? folder / ("ledger" + shard.suffix() + ".sqlite") : fs::path(options.ledger);
    if (!options.resume && fs::exists(file, error))
        return Error{ ErrorCode::BadArguments,
            "'" + file.string() + "' is there from an earlier run; give --resume to go on with it, or another folder" };
    return file;
}

// What all pages of a ledger must have been read with.
Result<std::string> ledgerTerms(const LoadedModel& model, const Shard& shard, const std::vector<std::string>& formats)
{
    PAL_TRY_ASSIGN(std::string terms, termsOf(model));
    terms += ", shard " + std::to_string(shard.number) + "/" + std::to_string(shard.count);
    for (const std::string& format : formats)
        terms += ", " + format;
    return terms;
}

constexpr std::string_view kPicture = "png";

// Endings of files, without their dot.
std::vector<std::string> formatNames()
{
    std::vector<std::string> names{ std::string(kPicture) };
    for (const ExportFormat& format : exportFormats())
        names.emplace_back(format.ending.substr(1));
    return names;
}

ExtraFormats formatsOf(const std::vector<std::string>& names)
{
    ExtraFormats formats{ {}, false, std::string("palimpsest ") + PALIMPSEST_VERSION };
    for (const std::string& name : names) {
        if (name == kPicture)
            formats.picture = true;
        else
            formats.formats.push_back(exportFormatOf("." + name));
    }
    return formats;
}

// A page that does not stop when its time is up would hold the queue for ever. The ledger says that it was in hand.
[[noreturn]] void endOfPatience()
{
    logError("a page does not heed its time limit, and the program ends with it; --resume goes on");
    _exit(static_cast<int>(ExitCode::TimeLimit));
}

BatchLimits limitsOf(const BatchOptions& options)
{
    BatchLimits limits{ .page = { .onIgnored = endOfPatience }, .crashes = options.crashLimit };
    limits.page.limit = std::chrono::milliseconds(std::llround(options.pageTimeoutS * 1000));
    return limits;
}

Result<ExitCode> batch(const BatchOptions& options, const CommandContext& context)
{
    PAL_TRY_ASSIGN(const Shard shard, parseShard(options.shard, [](const char* name) { return std::getenv(name); }));
    PAL_TRY_ASSIGN(const std::vector<BatchItem> items, itemsOf(options, shard));
    PAL_TRY_ASSIGN(const fs::path file, ledgerFile(options, shard));
    const DocumentRuntime runtime;
    PAL_TRY_ASSIGN(LoadedModel model, loadModel(options.model, context));
    PAL_TRY_ASSIGN(const std::string terms, ledgerTerms(model, shard, options.formats));
    PAL_TRY_ASSIGN(BatchLedger ledger, BatchLedger::open(file, terms));
    if (options.retryFailed)
        PAL_TRY(ledger.forgetFailures());

    TaskReaders readers(model);
    ProgressBar bar(stderr, context.progress);
    BatchHooks hooks;
    hooks.readerFor = [&readers](const TaskRequest& request) { return readers.readerFor(request); };
    hooks.onProgress = [&bar](std::size_t settled, std::size_t pages, const std::string& document) {
        bar.show(static_cast<double>(settled) / static_cast<double>(pages),
            std::to_string(settled) + " of " + std::to_string(pages) + " pages, " + document);
    };
    hooks.stop = context.stop;
    hooks.leave = context.interrupt;
    const SealedPages sealed(options.folder, shard.suffix(), formatsOf(options.formats));
    PAL_TRY_ASSIGN(const BatchCounts counts, BatchRun(ledger, sealed, hooks, limitsOf(options)).run(items));
    bar.clear();
    std::fputs(options.json ? counts.json().c_str() : (counts.sentence() + "\n").c_str(), stdout);
    if (counts.pending > 0)
        return Error{ ErrorCode::Cancelled, "stopped on request" };
    return counts.partial + counts.failed > 0 ? ExitCode::Partial : ExitCode::Ok;
}

} // namespace

void addBatchCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<BatchOptions>();
    CLI::App* const command = program.add_subcommand("batch", "Read many documents, and go on where a run was stopped");
    command
        ->add_option("inputs", options->inputs,
            "Documents, folders of them, and manifests (.jsonl): one JSON object a line, with a 'path' and what is "
            "different for it")
        ->required();
    addTaskOptions(*command, options->common.request);
    command->add_option("--pages", options->common.pages, "Pages of each, counted from 1: 1-4,9; all when left out");
    command->add_option("-o,--output", options->folder, "Folder for the results")->required();
    command
        ->add_option("--format", options->formats,
            "Also write each page as txt, md, html, hocr, alto.xml, xlsx or whatever else 'read -o' takes, or as png: "
            "a "
            "picture of what was found; may be given several times")
        ->allow_extra_args(false)
        ->check(CLI::IsMember(formatNames()));
    command->add_option("--shard", options->shard,
        "Read one part of several: 3/64, or auto/64 where Slurm or Kubernetes says which; a Slurm array when left out");
    command->add_flag("--resume", options->resume, "Go on with the ledger there is; begin where there is none");
    command->add_flag("--retry-failed", options->retryFailed, "Try the pages again that were set aside")
        ->needs("--resume");
    command
        ->add_option("--page-timeout", options->pageTimeoutS,
            "Set a page aside that takes longer than so many seconds; no limit when left out")
        ->check(CLI::Range(0.001, 1e6));
    command
        ->add_option("--crash-limit", options->crashLimit,
            "Set a page aside with which the program ended so often; 0: try it again and again")
        ->capture_default_str();
    command->add_option(
        "--ledger", options->ledger, "File that keeps what became of each page; in the folder otherwise");
    command->add_flag("--json", options->json, "Print the report as JSON");
    addModelOptions(*command, options->model);
    command->callback(
        [options, &chosen] { chosen = [options](const CommandContext& context) { return batch(*options, context); }; });
}

} // namespace palimpsest
