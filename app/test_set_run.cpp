#include "app/test_set_run.h"

#include <chrono>
#include <string>
#include <system_error>
#include <vector>

#include "app/task_readers.h"

namespace palimpsest {

namespace {

std::vector<BatchItem> itemsOf(const TestSet& set, const TaskRequest& request)
{
    std::vector<BatchItem> items;
    for (const TestItem& item : set.items) {
        items.push_back(
            { .id = item.name, .document = item.file.string(), .file = item.file, .pages = {}, .request = request });
        if (!item.question.empty())
            items.back().request.prompt = item.question;
    }
    return items;
}

} // namespace

Result<TestSetRun> runTestSet(const TestSet& set, const TaskRequest& request, LoadedModel& model,
    const std::filesystem::path& folder, const CommandContext& context)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return Error{ ErrorCode::FileAccess, "folder '" + folder.string() + "' cannot be made: " + error.message() };
    PAL_TRY_ASSIGN(const std::string terms, termsOf(model));
    PAL_TRY_ASSIGN(BatchLedger ledger, BatchLedger::open(folder / "ledger.sqlite", terms + ", each page once"));
    TaskReaders readers(model);
    ProgressBar bar(stderr, context.progress);
    TestSetRun run;
    BatchHooks hooks;
    hooks.readerFor = [&readers](const TaskRequest& wanted) { return readers.readerFor(wanted); };
    hooks.onProgress = [&](std::size_t settled, std::size_t pages, const std::string& document) {
        ++run.readNow;
        bar.show(static_cast<double>(settled) / static_cast<double>(pages),
            std::to_string(settled) + " of " + std::to_string(pages) + " pages, " + document);
    };
    hooks.attempts = Attempts::Once;
    hooks.stop = context.stop;
    hooks.leave = context.interrupt;
    const SealedPages sealed(folder, "", {});
    const auto begin = std::chrono::steady_clock::now();
    PAL_TRY_ASSIGN(run.pages, BatchRun(ledger, sealed, hooks).run(itemsOf(set, request)));
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (run.pages.pending > 0)
        return Error{ ErrorCode::Cancelled, "stopped on request" };
    PAL_TRY_ASSIGN(run.found, readSamples(folder / "results.jsonl"));
    return run;
}

} // namespace palimpsest
