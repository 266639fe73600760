#include "engine/generate/open_session.h"

#include "engine/io/weight_cache.h"

namespace palimpsest {
namespace {

constexpr std::uint64_t kQuantizeAboveBytes = 512ULL << 20;

Result<std::shared_ptr<const Weights>> loadWeights(Backend& backend,
    const std::shared_ptr<const Checkpoint>& checkpoint, WeightFormat format, const SessionRequest& request)
{
    if (format == WeightFormat::Bf16)
        return Weights::load(backend, checkpoint);
    std::filesystem::path folder = request.cacheFolder;
    if (folder.empty()) {
        PAL_TRY_ASSIGN(folder, weightCacheFolder());
    }
    ThreadPool pool(request.threads);
    PAL_TRY_ASSIGN(std::shared_ptr<const WeightCacheFile> cache,
        openOrBuildWeightCache(*checkpoint,
            { .format = format == WeightFormat::Q8 ? DType::Q8 : DType::Q4,
                .folder = folder,
                .progress = request.quantizing,
                .stop = request.stop },
            pool));
    return Weights::load(
        backend, checkpoint, [cache](std::string_view name) { return cache->find(name); }, cache);
}

} // namespace

Result<OpenedSession> openSession(Backend& backend, const SessionRequest& request)
{
    OpenedSession opened;
    PAL_TRY_ASSIGN(opened.checkpoint, Checkpoint::open(request.checkpoint, request.adapter));
    PAL_TRY_ASSIGN(opened.manifest, readManifest(request.checkpoint));
    PAL_TRY_ASSIGN(opened.vocabulary, Vocabulary::open(request.checkpoint, opened.checkpoint->config()));
    opened.format = request.format.value_or(
        opened.checkpoint->tensorBytes() > kQuantizeAboveBytes ? WeightFormat::Q8 : WeightFormat::Bf16);
    PAL_TRY_ASSIGN(auto weights, loadWeights(backend, opened.checkpoint, opened.format, request));

    SessionOptions options;
    options.batchSize = request.batchSize;
    options.model.decoder.window = opened.manifest.window;
    options.model.decoder.attentionSoftcap = opened.manifest.attentionSoftcap == SoftcapSwitch::Config;
    options.model.finalSoftcap = opened.manifest.finalSoftcap == SoftcapSwitch::Config;
    PAL_TRY_ASSIGN(opened.session, Session::create(backend, std::move(weights), opened.vocabulary, options));
    return opened;
}

} // namespace palimpsest
