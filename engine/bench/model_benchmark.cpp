#include "engine/bench/model_benchmark.h"

#include <algorithm>
#include <chrono>

#include "engine/base/resident_memory.h"
#include "engine/bench/cost_model.h"
#include "engine/generate/sequence.h"

namespace palimpsest {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

class Measurement {
public:
    Measurement(PaliGemma& model, const BenchmarkOptions& options)
        : m_model(model),
          m_options(options),
          m_selector(model.backend())
    {
        const ModelConfig& config = m_model.config();
        const std::size_t side = config.vision.imageSize;
        m_image = { side, side, std::vector<std::uint8_t>(3 * side * side) };
        for (std::size_t i = 0; i < m_image.pixels.size(); ++i) // what is seen does not matter, but is no constant
            m_image.pixels[i] = static_cast<std::uint8_t>(i * 7 / 3 % 256);
        const std::size_t patches = config.vision.patchCount();
        m_ids.assign(std::max(options.prefixTokens, patches + 4), config.bosTokenId);
        std::fill_n(m_ids.begin(), patches, config.imageTokenId);
    }

    Result<StageFigures> encoder()
    {
        const VisionConfig& vision = m_model.config().vision;
        StageFigures figures{
            .stage = "image encoder", .tokens = vision.patchCount(), .operations = encoderOperations(m_model.config())
        };
        const auto run = [&]() -> Result<void> {
            PAL_TRY_ASSIGN(m_imageRows, m_model.encodeImage(m_image, m_options.stop));
            return m_model.backend().finish();
        };
        PAL_TRY(repeat(figures, run));
        if (m_options.operations)
            PAL_TRY(timeOperations(figures, run));
        return figures;
    }

    // After encoder(), whose rows it takes.
    Result<StageFigures> prefill()
    {
        const ModelConfig& config = m_model.config();
        StageFigures figures{ .stage = "prefill",
            .tokens = m_ids.size(),
            .operations = prefillOperations(config, m_ids.size(), m_model.outputVocabulary()),
            .bytes = static_cast<double>(m_model.weights().decodeBytes()) };
        const Tensor rows{ m_imageRows.get(), 0, DType::F32, { config.vision.patchCount(), config.text.hiddenSize } };
        PAL_TRY_ASSIGN(m_cache, m_model.createCache(m_ids.size() + m_options.decodeTokens));
        const auto run = [&]() -> Result<void> {
            m_cache->setLength(0);
            PAL_TRY_ASSIGN(const Logits logits, m_model.prefill(m_ids, { &rows, 1 }, *m_cache, m_options.stop));
            PAL_TRY_ASSIGN(const std::vector<std::int32_t> tokens, mostProbable(logits, 1));
            m_first = tokens.front();
            return {};
        };
        PAL_TRY(repeat(figures, run));
        if (m_options.operations)
            PAL_TRY(timeOperations(figures, run));
        return figures;
    }

    // After prefill(): greedy tokens, as an answer has them.
    Result<StageFigures> decode()
    {
        const ModelConfig& config = m_model.config();
        const std::size_t batch = std::max<std::size_t>(1, m_options.batch);
        StageFigures figures{ .stage = "decode", .tokens = m_options.decodeTokens * batch };
        for (std::size_t i = 1; i <= m_options.decodeTokens; ++i) {
            const auto sequences = static_cast<double>(batch);
            figures.operations += sequences * decodeOperations(config, m_ids.size() + i, m_model.outputVocabulary());
            figures.bytes += static_cast<double>(m_model.weights().decodeBytes())
                + sequences * keyValueBytes(config, m_ids.size() + i);
        }
        std::vector<std::unique_ptr<KvCache>> caches;
        std::vector<PaliGemma::Step> steps{ { m_cache.get(), m_ids.size(), m_first } };
        PAL_TRY(copyCache(batch, caches, steps));
        const auto run = [&]() -> Result<void> {
            const auto start = Clock::now();
            for (PaliGemma::Step& step : steps) {
                step.cache->setLength(m_ids.size());
                step.id = m_first;
            }
            for (std::size_t i = 0; i < m_options.decodeTokens; ++i)
                PAL_TRY(decodeStep(steps));
            m_decodeSeconds += secondsSince(start);
            m_decodeSteps += static_cast<double>(m_options.decodeTokens);
            return {};
        };
        const double waited = m_model.backend().usage().waitedSeconds;
        PAL_TRY(repeat(figures, run));
        m_decodeHostSeconds = (m_decodeSeconds - (m_model.backend().usage().waitedSeconds - waited)) / m_decodeSteps;
        if (m_options.operations) {
            // Caches of its own, since a step that was recorded before does not write its times.
            std::vector<std::unique_ptr<KvCache>> timedCaches;
            std::vector<PaliGemma::Step> timed;
            PAL_TRY(copyCache(batch, timedCaches, timed));
            const auto oneStep = [&]() -> Result<void> {
                for (PaliGemma::Step& step : timed)
                    step.cache->setLength(m_ids.size());
                return decodeStep(timed);
            };
            PAL_TRY(timeOperations(figures, oneStep));
        }
        return figures;
    }

    // Of one decode step, the unmeasured ones included, without waiting for the device.
    [[nodiscard]] double decodeHostSeconds() const { return m_decodeHostSeconds; }

private:
    // Until there are `count` sequences that go on from the prefix.
    Result<void> copyCache(
        std::size_t count, std::vector<std::unique_ptr<KvCache>>& caches, std::vector<PaliGemma::Step>& steps)
    {
        while (steps.size() < count) {
            PAL_TRY_ASSIGN(auto cache, m_model.createCache(m_cache->capacity()));
            cache->copyFrom(*m_cache, 0, m_model.backend().recorder());
            cache->setLength(m_ids.size());
            steps.push_back({ cache.get(), m_ids.size(), m_first });
            caches.push_back(std::move(cache));
        }
        return {};
    }

    Result<void> decodeStep(std::vector<PaliGemma::Step>& steps)
    {
        PAL_TRY_ASSIGN(const Logits logits, m_model.decode(steps, m_options.stop));
        PAL_TRY_ASSIGN(const std::vector<std::int32_t> tokens, mostProbable(logits, steps.size()));
        for (std::size_t k = 0; k < steps.size(); ++k)
            steps[k].id = tokens[k];
        return {};
    }

    // Of the runs the last alone counts: the first makes pipelines, the second records what is replayed.
    template <typename Run> Result<void> timeOperations(StageFigures& figures, const Run& run)
    {
        Backend& backend = m_model.backend();
        PAL_TRY(backend.timeOperations(true));
        for (int i = 0; i < 3; ++i) {
            PAL_TRY(backend.takeOperationTimes());
            const auto start = Clock::now();
            PAL_TRY(run());
            figures.timedSeconds = secondsSince(start);
        }
        PAL_TRY_ASSIGN(figures.operationTimes, backend.takeOperationTimes());
        return backend.timeOperations(false);
    }

    Result<std::vector<std::int32_t>> mostProbable(const Logits& logits, std::size_t rows)
    {
        std::vector<Selection> selections(rows);
        for (std::size_t i = 0; i < rows; ++i)
            selections[i].row = i;
        PAL_TRY_ASSIGN(const auto chosen, m_selector.select(logits, selections));
        std::vector<std::int32_t> tokens;
        for (const std::vector<AnswerToken>& best : chosen)
            tokens.push_back(best.empty() ? m_model.config().bosTokenId : best.front().id);
        return tokens;
    }

    // Once unmeasured, to bring weights and buffers into memory.
    template <typename Run> Result<void> repeat(StageFigures& figures, const Run& run)
    {
        if (m_options.progress)
            m_options.progress(figures.stage);
        PAL_TRY(run());
        for (std::size_t i = 0; i < m_options.repeats; ++i) {
            const auto start = Clock::now();
            PAL_TRY(run());
            figures.seconds.push_back(secondsSince(start));
        }
        return {};
    }

    PaliGemma& m_model;
    const BenchmarkOptions& m_options;
    RgbImage m_image;
    std::vector<std::int32_t> m_ids;
    std::unique_ptr<Buffer> m_imageRows;
    std::unique_ptr<KvCache> m_cache;
    TokenSelector m_selector;
    std::int32_t m_first = 0; // token behind the prefix
    double m_decodeSeconds = 0;
    double m_decodeSteps = 0;
    double m_decodeHostSeconds = 0;
};

// The larger of each: on a shared machine a ceiling seen only before or only after the stages can lie below them.
void keepLarger(DeviceCeilings& ceilings, const DeviceCeilings& again)
{
    ceilings.readBytesPerSecond = std::max(ceilings.readBytesPerSecond, again.readBytesPerSecond);
    ceilings.copyBytesPerSecond = std::max(ceilings.copyBytesPerSecond, again.copyBytesPerSecond);
    ceilings.readBytesPerSecondOneThread
        = std::max(ceilings.readBytesPerSecondOneThread, again.readBytesPerSecondOneThread);
    for (std::size_t i = 0; i < std::min(ceilings.products.size(), again.products.size()); ++i)
        ceilings.products[i].operationsPerSecond
            = std::max(ceilings.products[i].operationsPerSecond, again.products[i].operationsPerSecond);
}

// The fastest arithmetic that the device has for the format: nothing can beat it.
std::string fastestFor(WeightFormat format, const DeviceCeilings& ceilings)
{
    const DeviceCeilings::Product* fastest = nullptr;
    for (const DeviceCeilings::Product& product : ceilings.products) {
        if (product.arithmetic == "int8" && format == WeightFormat::Bf16)
            continue;
        if (fastest == nullptr || product.operationsPerSecond > fastest->operationsPerSecond)
            fastest = &product;
    }
    return fastest == nullptr ? std::string() : fastest->arithmetic;
}

} // namespace

double StageFigures::medianSeconds() const
{
    if (seconds.empty())
        return 0;
    std::vector<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
}

double BenchmarkReport::productCeiling() const
{
    for (const DeviceCeilings::Product& product : ceilings.products) {
        if (product.arithmetic == productArithmetic)
            return product.operationsPerSecond;
    }
    return 0;
}

Result<BenchmarkReport> benchmark(Session& session, WeightFormat format, const BenchmarkOptions& options)
{
    PaliGemma& model = session.model();
    BenchmarkReport report{ .device = model.backend().info().name, .weights = std::string(nameOf(format)) };
    if (options.progress)
        options.progress("ceilings");
    PAL_TRY_ASSIGN(report.ceilings, model.backend().measureCeilings());
    report.productArithmetic = fastestFor(format, report.ceilings);
    Measurement measurement(model, options);
    PAL_TRY_ASSIGN(StageFigures encoder, measurement.encoder());
    PAL_TRY_ASSIGN(StageFigures prefill, measurement.prefill());
    PAL_TRY_ASSIGN(StageFigures decode, measurement.decode());
    report.usage = model.backend().usage();
    report.choices = model.backend().choices();
    if (report.usage.pipelineCount > 0)
        report.decodeHostSeconds = measurement.decodeHostSeconds();
    report.stages = { std::move(encoder), std::move(prefill), std::move(decode) };
    report.peakMemoryBytes = peakMemoryBytes();
    if (options.progress)
        options.progress("ceilings again");
    PAL_TRY_ASSIGN(const DeviceCeilings again, model.backend().measureCeilings());
    keepLarger(report.ceilings, again);
    return report;
}

} // namespace palimpsest
