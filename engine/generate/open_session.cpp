#include "engine/generate/open_session.h"

#include "engine/base/log.h"
#include "engine/io/weight_cache.h"
#include "engine/model/memory_estimate.h"

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

// How many sequences to decode together on this device; OutOfMemory before anything is loaded that would not fit.
Result<std::size_t> batchFor(
    Backend& backend, const Checkpoint& checkpoint, WeightFormat format, const SessionRequest& session)
{
    const ModelConfig& config = checkpoint.config();
    MemoryRequest request = usualRequest(config, format, session.batchSize);
    request.maskDecoder = session.maskDecoder;
    if (const StoredTensor* const embedding = checkpoint.find("language_model.model.embed_tokens.weight"))
        request.stored = embedding->dtype;
    request.untiedHead = checkpoint.find("language_model.lm_head.weight") != nullptr;
    const DeviceInfo device = backend.info();
    PAL_TRY_ASSIGN(const std::size_t batch, batchThatFits(config, request, device));
    if (device.kind == DeviceKind::Cpu)
        return batch;
    request.batchSize = batch;
    const MemoryEstimate estimate = estimateMemory(config, request);
    const auto mebibytes = [](std::uint64_t bytes) { return std::to_string(bytes >> 20); };
    logInfo("memory expected on '" + device.name + "': " + mebibytes(estimate.totalBytes()) + " MiB (weights "
        + mebibytes(estimate.weightBytes) + ", keys and values of " + std::to_string(batch) + " answers "
        + mebibytes(estimate.keyValueBytes) + ", activations " + mebibytes(estimate.activationBytes) + ", staging "
        + mebibytes(estimate.stagingBytes) + "), " + mebibytes(device.freeBytes) + " MiB free");
    return batch;
}

// Pipelines cut pictures to one size.
Result<void> checkCompanion(const OpenedSession& companion, const std::filesystem::path& folder, std::size_t imageSize)
{
    if (companion.session->imageSize() != imageSize)
        return Error{ ErrorCode::InvalidModel,
            "'" + folder.string() + "' takes pictures of " + std::to_string(companion.session->imageSize())
                + " pixels, and the checkpoint that it is a companion of takes " + std::to_string(imageSize)
                + "; they have to be alike" };
    return {};
}

// Opens companions of the checkpoint of `request`, from then on without its adapter.
ModelFamily::Open companionsOf(Backend& backend, const SessionRequest& request, const OpenedSession& main)
{
    SessionRequest other = request;
    other.adapter.reset();
    other.quantizing = {};
    other.stop = {};
    return [&backend, other, size = main.session->imageSize()](
               const std::string& companion) -> Result<ModelFamily::Member> {
        SessionRequest its = other;
        its.checkpoint = other.checkpoint / companion;
        PAL_TRY_ASSIGN(OpenedSession opened, openSession(backend, its));
        PAL_TRY(checkCompanion(opened, its.checkpoint, size));
        logInfo("companion '" + its.checkpoint.string() + "', weights " + std::string(nameOf(opened.format)));
        return ModelFamily::Member{ std::move(opened.session), std::move(opened.vocabulary) };
    };
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
    SessionOptions options;
    PAL_TRY_ASSIGN(options.batchSize, batchFor(backend, *opened.checkpoint, opened.format, request));
    PAL_TRY_ASSIGN(auto weights, loadWeights(backend, opened.checkpoint, opened.format, request));

    options.model.decoder.window = opened.manifest.window;
    options.model.decoder.attentionSoftcap = opened.manifest.attentionSoftcap == SoftcapSwitch::Config;
    options.model.finalSoftcap = opened.manifest.finalSoftcap == SoftcapSwitch::Config;
    PAL_TRY_ASSIGN(opened.session, Session::create(backend, std::move(weights), opened.vocabulary, options));
    opened.family = std::make_unique<ModelFamily>(*opened.session, companionsOf(backend, request, opened));
    return opened;
}

} // namespace palimpsest
