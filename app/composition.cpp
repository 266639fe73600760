#include "app/composition.h"

#include <array>
#include <system_error>

#include "app/resource_folder.h"
#include "engine/backend/backend_factory.h"
#include "engine/base/log.h"
#include "engine/io/huggingface_cache.h"
#include "engine/io/user_folders.h"
#include "engine/model/mask_decoder.h"

namespace palimpsest {

namespace fs = std::filesystem;

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

Result<MaskDecoding> openMaskDecoding(Backend& backend, const fs::path& folder)
{
    std::error_code ignored;
    for (const fs::path& place : { folder, userDataFolder() }) {
        const fs::path file = place / "vae-oid.npz";
        if (!fs::exists(file, ignored))
            continue;
        PAL_TRY_ASSIGN(const std::shared_ptr<MaskDecoder> decoder, MaskDecoder::open(backend, file));
        return MaskDecoding([decoder](const std::array<int, 16>& codes) { return decoder->decode(codes); });
    }
    return MaskDecoding();
}

Result<LoadedModel> loadModel(const ModelOptions& options, const CommandContext& context)
{
    LoadedModel model;
    PAL_TRY_ASSIGN(model.folder, checkpointFolder(options.checkpoint));
    PAL_TRY_ASSIGN(model.backend, createBackend({ .device = options.device, .threads = options.threads }));
    logInfo("computing on " + model.backend->info().name);

    ProgressBar bar(stderr, context.progress);
    SessionRequest request;
    request.checkpoint = model.folder;
    if (!options.adapter.empty())
        request.adapter = options.adapter;
    request.format = weightFormatNamed(options.weights);
    request.threads = options.threads;
    request.quantizing = [&bar](std::uint64_t doneBytes, std::uint64_t totalBytes) {
        bar.show(static_cast<double>(doneBytes) / static_cast<double>(totalBytes), "quantising the weights, once");
    };
    request.stop = context.stop;
    PAL_TRY_ASSIGN(model.opened, openSession(*model.backend, request));
    logInfo("checkpoint '" + model.folder.string() + "', weights " + std::string(nameOf(model.opened.format)));
    return model;
}

} // namespace palimpsest
