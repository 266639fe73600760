// palimpsest models: which checkpoints there are, what each can do, and whether it is whole.

#include <cstdio>
#include <memory>
#include <optional>
#include <system_error>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "app/json_output.h"
#include "app/memory_fit.h"
#include "app/model_list.h"
#include "app/model_summary.h"
#include "app/published_models.h"
#include "engine/io/checkpoint.h"
#include "engine/io/manifest_writer.h"
#include "engine/io/non_finite.h"
#include "engine/io/weight_cache.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

struct ModelsOptions {
    std::string checkpoint;
    std::string adapter;
    std::vector<std::string> folders; // to search
    std::string device;               // whose memory `show` speaks of; empty: of none
    bool json = false;
    bool manifest = false;
};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

Result<ExitCode> list(const ModelsOptions& options)
{
    for (const std::string& folder : options.folders) {
        std::error_code ignored;
        if (!fs::is_directory(folder, ignored))
            return Error{ ErrorCode::FileAccess, "'" + folder + "' is no folder; give folders that hold checkpoints" };
    }
    const std::vector<ListedModel> models = findModels({ options.folders.begin(), options.folders.end() });
    if (options.json) {
        printJson(jsonOf(models));
        return ExitCode::Ok;
    }
    for (const ListedModel& model : models) {
        std::printf("%s\n    folder       %s\n", model.name.c_str(), model.folder.c_str());
        if (!model.problem.empty())
            std::printf("    incomplete   %s\n", model.problem.c_str());
        else
            std::printf("    tasks        %s\n", model.tasks.empty() ? "none declared" : joined(model.tasks).c_str());
    }
    return ExitCode::Ok;
}

// Empty also where the checkpoint cannot be opened: then there is nothing to make them of.
Result<JsonValue> weightsOf(const fs::path& folder)
{
    JsonValue weights{ { "stored", nullptr }, { "quantised", JsonValue::array() } };
    const auto checkpoint = Checkpoint::open(folder);
    if (!checkpoint.ok())
        return weights;
    if (const StoredTensor* const tokens = checkpoint.value()->find("language_model.model.embed_tokens.weight"))
        weights["stored"] = nameOf(tokens->dtype);
    PAL_TRY_ASSIGN(const fs::path place, weightCacheFolder());
    PAL_TRY_ASSIGN(const auto caches, existingWeightCaches(*checkpoint.value(), place));
    for (const ExistingWeightCache& cache : caches)
        weights["quantised"].push_back(
            { { "weights", nameOf(cache.format) }, { "file", cache.file.string() }, { "bytes", cache.sizeBytes } });
    return weights;
}

Result<ExitCode> show(const ModelsOptions& options)
{
    PAL_TRY_ASSIGN(const fs::path folder, checkpointFolder(options.checkpoint));
    PAL_TRY_ASSIGN(const ModelSummary summary, summarize(folder));
    if (options.manifest) {
        std::fputs(manifestText(summary.manifest).c_str(), stdout);
        return ExitCode::Ok;
    }
    std::optional<MemoryFit> fit;
    if (!options.device.empty()) {
        PAL_TRY_ASSIGN(fit, memoryFit(summary.config, !maskDecoderFile(folder).empty(), options.device));
    }
    if (options.json) {
        JsonValue document = jsonOf(summary);
        PAL_TRY_ASSIGN(document["weights"], weightsOf(folder));
        if (fit)
            document["memory"] = jsonOf(*fit);
        printJson(document);
        return ExitCode::Ok;
    }
    print(summary);
    if (fit)
        print(*fit);
    return ExitCode::Ok;
}

// The quantised weights that were made of the checkpoint, each read whole.
Result<std::vector<fs::path>> verifiedWeightCaches(const Checkpoint& checkpoint)
{
    PAL_TRY_ASSIGN(const fs::path folder, weightCacheFolder());
    PAL_TRY_ASSIGN(const auto caches, existingWeightCaches(checkpoint, folder));
    ThreadPool pool(0);
    std::vector<fs::path> files;
    for (const ExistingWeightCache& cache : caches) {
        PAL_TRY(verifyWeightCache(cache.file, pool));
        files.push_back(cache.file);
    }
    return files;
}

// Everything that reading a page would find out, and every value of every tensor.
Result<ExitCode> verify(const ModelsOptions& options, const CommandContext& context)
{
    PAL_TRY_ASSIGN(const fs::path folder, checkpointFolder(options.checkpoint));
    PAL_TRY_ASSIGN(const ModelSummary summary, summarize(folder));
    const auto adapter = options.adapter.empty() ? std::nullopt : std::optional<fs::path>(options.adapter);
    PAL_TRY_ASSIGN(const auto checkpoint, Checkpoint::open(folder, adapter));
    PAL_TRY_ASSIGN(const auto vocabulary, Vocabulary::open(folder, checkpoint->config()));
    ProgressBar bar(stderr, context.progress);
    PAL_TRY(checkFinite(*checkpoint, context.stop, [&bar](std::uint64_t doneBytes, std::uint64_t totalBytes) {
        bar.show(static_cast<double>(doneBytes) / static_cast<double>(totalBytes), "reading the weights");
    }));
    bar.show(1, "reading the quantised weights");
    PAL_TRY_ASSIGN(const std::vector<fs::path> caches, verifiedWeightCaches(*checkpoint));
    bar.clear();
    const std::size_t tensors = checkpoint->tensors().size();
    if (options.json) {
        JsonValue document = jsonOf(summary);
        document["tensors"] = tensors;
        document["tensor_bytes"] = checkpoint->tensorBytes();
        document["pieces"] = vocabulary->size();
        document["weight_caches"] = JsonValue::array();
        for (const fs::path& file : caches)
            document["weight_caches"].push_back(file.string());
        printJson(document);
        return ExitCode::Ok;
    }
    std::printf(
        "%s is whole: %zu tensors of %.1f MiB, every value finite, and a tokenizer of %zu pieces that matches\n",
        folder.c_str(), tensors, static_cast<double>(checkpoint->tensorBytes()) / (1 << 20), vocabulary->size());
    for (const fs::path& file : caches)
        std::printf("quantised weights in %s are whole\n", file.c_str());
    return ExitCode::Ok;
}

Result<ExitCode> published(const ModelsOptions& options)
{
    PAL_TRY_ASSIGN(const auto models, publishedModels(options.device.empty() ? "auto" : options.device));
    if (options.json)
        printJson(jsonOf(models));
    else
        print(models);
    return ExitCode::Ok;
}

CLI::App* addPart(CLI::App& models, const std::shared_ptr<ModelsOptions>& options, const char* name, const char* words)
{
    CLI::App* const part = models.add_subcommand(name, words);
    part->add_flag("--json", options->json, "Print one JSON document");
    return part;
}

void addModelOption(CLI::App& part, ModelsOptions& options)
{
    part.add_option("-m,--model", options.checkpoint,
        "Checkpoint: a Hugging Face folder, or a name that 'palimpsest models list' shows; the starter checkpoint when "
        "left out");
}

} // namespace

void addModelsCommand(CLI::App& program, Action& chosen)
{
    CLI::App* const models = program.add_subcommand("models", "Find, explain and examine checkpoints");
    models->require_subcommand(1);
    auto options = std::make_shared<ModelsOptions>();

    CLI::App* const listPart = addPart(*models, options, "list", "Find checkpoints and say what is missing of them");
    listPart->add_option("folders", options->folders, "Folders to search besides the usual ones");
    listPart->callback([options, &chosen] { chosen = [options](const CommandContext&) { return list(*options); }; });

    CLI::App* const showPart = addPart(*models, options, "show", "Say what a checkpoint is and can do");
    addModelOption(*showPart, *options);
    showPart->add_option("--device", options->device,
        "Say also what the model would take of a device's memory: auto, cpu, or a UUID that 'palimpsest devices' "
        "lists");
    showPart->add_flag("--manifest", options->manifest,
        "Print the capability manifest that holds for it, as a palimpsest.json to begin one's own with");
    showPart->callback([options, &chosen] { chosen = [options](const CommandContext&) { return show(*options); }; });

    CLI::App* const verifyPart = addPart(*models, options, "verify", "Bind every tensor and read every value");
    addModelOption(*verifyPart, *options);
    verifyPart->add_option("--adapter", options->adapter, "Folder of a LoRA adapter to merge into the checkpoint");
    verifyPart->callback([options, &chosen] {
        chosen = [options](const CommandContext& context) { return verify(*options, context); };
    });

    CLI::App* const publishedPart = addPart(*models, options, "published",
        "Say which published checkpoints a device has the memory for, before one is fetched");
    publishedPart->add_option("--device", options->device,
        "Whose memory: auto, cpu, or a UUID that 'palimpsest devices' lists; auto when left out");
    publishedPart->callback(
        [options, &chosen] { chosen = [options](const CommandContext&) { return published(*options); }; });

    addModelFilesCommands(*models, chosen);
}

} // namespace palimpsest
