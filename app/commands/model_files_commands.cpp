// palimpsest models import, quantise: what is made of a checkpoint in the user's own folders, ahead of its use.

#include <cstdio>
#include <memory>
#include <optional>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "app/json_output.h"
#include "app/model_import.h"
#include "engine/io/checkpoint.h"
#include "engine/io/weight_cache.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

struct ImportOptions {
    std::string source;
    std::string name;
    bool copy = false;
};

struct QuantiseOptions {
    std::string checkpoint;
    std::string adapter;
    std::string weights; // empty: both, to be removed
    std::size_t threads = 0;
    bool remove = false;
};

std::function<void(std::uint64_t, std::uint64_t)> shownBy(ProgressBar& bar, const char* what)
{
    return [&bar, what](std::uint64_t doneBytes, std::uint64_t totalBytes) {
        bar.show(static_cast<double>(doneBytes) / static_cast<double>(totalBytes), what);
    };
}

Result<ExitCode> import(const ImportOptions& options, const CommandContext& context)
{
    fs::path source = options.source;
    std::error_code ignored;
    const bool archive = fs::is_regular_file(source, ignored);
    if (!archive) {
        PAL_TRY_ASSIGN(source, checkpointFolder(options.source));
    }
    ProgressBar bar(stderr, context.progress);
    PAL_TRY_ASSIGN(const fs::path place,
        importModel({ .source = source,
            .name = options.name,
            .form = options.copy ? ImportForm::Copy : ImportForm::Link,
            .watch = { .progress = shownBy(bar, archive ? "unpacking the checkpoint" : "copying the checkpoint"),
                .stop = context.stop } }));
    bar.clear();
    std::printf("%s\n", place.c_str());
    return ExitCode::Ok;
}

Result<ExitCode> remove(const Checkpoint& checkpoint, const fs::path& folder, const std::string& weights)
{
    PAL_TRY_ASSIGN(const auto caches, existingWeightCaches(checkpoint, folder));
    for (const ExistingWeightCache& cache : caches) {
        if (!weights.empty() && weights != nameOf(cache.format))
            continue;
        PAL_TRY(removeWeightCache(cache.file));
        std::printf("%s\n", cache.file.c_str());
    }
    return ExitCode::Ok;
}

Result<ExitCode> quantise(const QuantiseOptions& options, const CommandContext& context)
{
    if (options.weights.empty() && !options.remove)
        return Error{ ErrorCode::BadArguments, "say to which form with --weights: q8 or q4" };
    PAL_TRY_ASSIGN(const fs::path folder, checkpointFolder(options.checkpoint));
    const auto adapter = options.adapter.empty() ? std::nullopt : std::optional<fs::path>(options.adapter);
    PAL_TRY_ASSIGN(const auto checkpoint, Checkpoint::open(folder, adapter));
    PAL_TRY_ASSIGN(const fs::path place, weightCacheFolder());
    if (options.remove)
        return remove(*checkpoint, place, options.weights);
    ProgressBar bar(stderr, context.progress);
    ThreadPool pool(options.threads);
    PAL_TRY_ASSIGN(const auto cache,
        openOrBuildWeightCache(*checkpoint,
            { .format = options.weights == nameOf(DType::Q8) ? DType::Q8 : DType::Q4,
                .folder = place,
                .progress = shownBy(bar, "quantising the weights"),
                .stop = context.stop },
            pool));
    bar.clear();
    std::printf("%s\n", cache->file().c_str());
    return ExitCode::Ok;
}

} // namespace

void addModelFilesCommands(CLI::App& models, Action& chosen)
{
    auto importOptions = std::make_shared<ImportOptions>();
    CLI::App* const importPart = models.add_subcommand("import", "Put a checkpoint among your own, to call it by name");
    importPart->add_option("source", importOptions->source, "Hugging Face folder, or a ZIP archive of one")->required();
    importPart->add_option("--name", importOptions->name, "What to call it; the folder's name when left out");
    importPart->add_flag(
        "--copy", importOptions->copy, "Copy it instead of linking to it; an archive is unpacked anyway");
    importPart->callback([importOptions, &chosen] {
        chosen = [importOptions](const CommandContext& context) { return import(*importOptions, context); };
    });

    auto options = std::make_shared<QuantiseOptions>();
    CLI::App* const quantisePart
        = models.add_subcommand("quantise", "Make the quantised weights ahead of the first page, or remove them");
    quantisePart->alias("quantize");
    quantisePart->add_option("-m,--model", options->checkpoint,
        "Checkpoint: a Hugging Face folder, or a name that 'palimpsest models list' shows; the starter checkpoint when "
        "left out");
    quantisePart->add_option("--adapter", options->adapter, "Folder of a LoRA adapter to merge into the checkpoint");
    quantisePart->add_option("--weights", options->weights, "To which form; with --remove, both when left out")
        ->check(CLI::IsMember({ "q8", "q4" }));
    quantisePart->add_option("--threads", options->threads, "Threads to compute with; 0: every processor")
        ->check(CLI::Range(0, 1024));
    quantisePart->add_flag("--remove", options->remove, "Remove what was made; the next use makes it again");
    quantisePart->callback([options, &chosen] {
        chosen = [options](const CommandContext& context) { return quantise(*options, context); };
    });
}

} // namespace palimpsest
