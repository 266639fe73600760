#include "app/composition.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "app/model_summary.h"
#include "app/resource_folder.h"
#include "engine/backend/backend_factory.h"
#include "engine/base/log.h"
#include "engine/io/huggingface_cache.h"
#include "engine/io/user_folders.h"
#include "engine/model/mask_decoder.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

// Empty where there is no mask decoder.
Result<MaskDecoding> openMaskDecoding(Backend& backend, const fs::path& folder)
{
    const fs::path file = maskDecoderFile(folder);
    if (file.empty())
        return MaskDecoding();
    PAL_TRY_ASSIGN(const std::shared_ptr<MaskDecoder> decoder, MaskDecoder::open(backend, file));
    return MaskDecoding([decoder](const std::array<int, 16>& codes) { return decoder->decode(codes); });
}

} // namespace

fs::path maskDecoderFile(const fs::path& folder)
{
    std::error_code ignored;
    for (const fs::path& place : { folder, userDataFolder() }) {
        if (fs::exists(place / "vae-oid.npz", ignored))
            return place / "vae-oid.npz";
    }
    return {};
}

Result<fs::path> checkpointFolder(const std::string& named)
{
    if (named.empty())
        return starterCheckpoint();
    std::error_code ignored;
    if (!fs::is_directory(named, ignored))
        return named == "starter" ? starterCheckpoint() : checkpointNamed(named, checkpointPlaces());
    if (!fs::exists(fs::path(named) / "config.json", ignored))
        return Error{ ErrorCode::InvalidModel,
            "'" + named + "' has no config.json; give a folder that holds a whole checkpoint" };
    return fs::path(named);
}

Result<LoadedModel> loadModel(const ModelOptions& options, const Quantizing& quantizing, const std::stop_token& stop)
{
    LoadedModel model;
    PAL_TRY_ASSIGN(model.folder, checkpointFolder(options.checkpoint));
    PAL_TRY_ASSIGN(model.backend, createBackend({ .device = options.device, .threads = options.threads }));
    logInfo("computing on " + model.backend->info().name);

    SessionRequest request;
    request.checkpoint = model.folder;
    if (!options.adapter.empty())
        request.adapter = options.adapter;
    request.format = weightFormatNamed(options.weights);
    request.threads = options.threads;
    request.maskDecoder = !maskDecoderFile(model.folder).empty();
    request.quantizing = quantizing;
    request.stop = stop;
    PAL_TRY_ASSIGN(model.opened, openSession(*model.backend, request));
    model.adapter = options.adapter;
    logInfo("checkpoint '" + model.folder.string() + "', weights " + std::string(nameOf(model.opened.format)));
    return model;
}

Result<LoadedModel> loadModel(const ModelOptions& options, const CommandContext& context)
{
    ProgressBar bar(stderr, context.progress);
    return loadModel(
        options,
        [&bar](std::uint64_t doneBytes, std::uint64_t totalBytes) {
            bar.show(static_cast<double>(doneBytes) / static_cast<double>(totalBytes), "quantising the weights, once");
        },
        context.stop);
}

Result<RequestedTasks> requestedTasks(const ModelOptions& options, const TaskRequest& request)
{
    PAL_TRY_ASSIGN(const fs::path folder, checkpointFolder(options.checkpoint));
    PAL_TRY_ASSIGN(const CapabilityManifest manifest, readManifest(folder));
    return requestedTasks(manifest, request);
}

Result<PageReader> pageReader(
    LoadedModel& model, const RequestedTasks& tasks, const TaskRequest& request, VisionLanguageModel* asked)
{
    const OpenedSession& opened = model.opened;
    ReadingModel reading{ .model = asked != nullptr ? asked : opened.family.get(),
        .checkpoint = opened.manifest.name,
        .adapter = model.adapter,
        .text = opened.manifest.text,
        .vocabulary = opened.vocabulary,
        .companionVocabularies = {},
        .decodeMask = {} };
    const auto masks = std::find_if(tasks.capabilities.begin(), tasks.capabilities.end(),
        [](const TaskCapability& task) { return task.grammar == AnswerGrammar::Segments; });
    if (masks != tasks.capabilities.end()) {
        PAL_TRY_ASSIGN(reading.decodeMask, openMaskDecoding(*model.backend, model.folder / masks->companion));
    }
    for (const TaskCapability& task : tasks.capabilities)
        if (!task.companion.empty()) {
            PAL_TRY_ASSIGN(reading.companionVocabularies[task.companion], opened.family->vocabularyOf(task.companion));
        }
    return PageReader::create(std::move(reading), tasks, request);
}

Result<std::string> termsOf(const LoadedModel& model)
{
    PAL_TRY_ASSIGN(const ModelSummary summary, summarize(model.folder));
    std::string terms = std::string("palimpsest ") + PALIMPSEST_VERSION + ", checkpoint '" + summary.manifest.name
        + "' of " + std::to_string(summary.weightBytes) + " bytes as " + std::string(nameOf(model.opened.format));
    if (!model.adapter.empty())
        terms += ", adapter '" + model.adapter + "'";
    return terms;
}

} // namespace palimpsest
