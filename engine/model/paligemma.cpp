#include "engine/model/paligemma.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {

PaliGemma::PaliGemma(Backend& backend, std::shared_ptr<const Weights> weights, const PaliGemmaOptions& options)
    : m_backend(backend),
      m_weights(std::move(weights)),
      m_options(options)
{
}

Result<std::unique_ptr<PaliGemma>> PaliGemma::create(
    Backend& backend, std::shared_ptr<const Weights> weights, const PaliGemmaOptions& options)
{
    std::unique_ptr<PaliGemma> model(new PaliGemma(backend, weights, options)); // NOLINT: private
    PAL_TRY_ASSIGN(model->m_encoder, SiglipEncoder::create(backend, weights));
    PAL_TRY_ASSIGN(model->m_decoder, Gemma2Decoder::create(backend, weights, options.decoder));
    return model;
}

Result<std::unique_ptr<Buffer>> PaliGemma::encodeImage(
    const RgbImage& image, const std::stop_token& stop, const Probe& probe)
{
    const std::size_t patches = config().vision.patchCount();
    const std::size_t width = config().text.hiddenSize;
    PAL_TRY_ASSIGN(auto buffer, m_backend.allocate(patches * width * sizeof(float)));
    PAL_TRY(m_encoder->encode(image, Tensor{ buffer.get(), 0, DType::F32, { patches, width } }, stop, probe));
    return buffer;
}

Result<std::unique_ptr<KvCache>> PaliGemma::createCache(std::size_t capacity)
{
    if (capacity > config().text.maxPositions)
        return Error{ ErrorCode::BadArguments,
            "prompt and answer would take " + std::to_string(capacity) + " positions, this checkpoint has "
                + std::to_string(config().text.maxPositions) + "; shorten the prompt or lower --max-tokens" };
    return KvCache::create(m_backend, config().text, capacity);
}

Result<void> PaliGemma::writeIds(std::span<const std::int32_t> ids)
{
    if (ids.size() > m_idRows) {
        m_idRows = 0;
        PAL_TRY(m_idBlock.plan(m_backend, { { &m_ids, { ids.size(), 1 }, DType::I32 } }));
        m_idRows = ids.size();
    }
    return m_backend.write(m_ids.rowRange(0, ids.size()), std::as_bytes(ids));
}

// The first `count` of the ids that were written.
void PaliGemma::embedIds(std::size_t count, const Tensor& rows)
{
    m_backend.recorder().embed({ m_ids.rowRange(0, count).reshaped({ count }), m_weights->decoder().embedding, rows,
        std::sqrt(static_cast<float>(config().text.hiddenSize)) });
}

Result<Logits> PaliGemma::prefill(std::span<const std::int32_t> ids, std::span<const Tensor> images, KvCache& cache,
    const std::stop_token& stop, const Probe& probe)
{
    PAL_CHECK(cache.length() == 0 && !ids.empty());
    PAL_TRY_ASSIGN(const Tensor rows, m_decoder->inputRows(ids.size()));

    // Runs of text ids are looked up; runs of the image token take the images' rows, which are not scaled (spec 2.4).
    std::size_t image = 0;
    std::size_t imageRow = 0;
    for (std::size_t first = 0; first < ids.size();) {
        const bool isImage = ids[first] == config().imageTokenId;
        std::size_t last = first;
        while (last < ids.size() && (ids[last] == config().imageTokenId) == isImage)
            ++last;
        if (!isImage) {
            PAL_TRY(writeIds(ids.subspan(first, last - first)));
            embedIds(last - first, rows.rowRange(first, last - first));
        }
        while (isImage && first < last) {
            PAL_CHECK(image < images.size());
            const std::size_t count = std::min(last - first, images[image].rows() - imageRow);
            m_backend.recorder().copy({ images[image].rowRange(imageRow, count), rows.rowRange(first, count) });
            first += count;
            imageRow += count;
            if (imageRow == images[image].rows()) {
                ++image;
                imageRow = 0;
            }
        }
        first = last;
    }

    const SequenceRows sequence{ &cache, ids.size(), ids.size() };
    const OutputRows output = probe ? OutputRows::All : OutputRows::Last;
    PAL_TRY_ASSIGN(const Tensor normed, m_decoder->run({ &sequence, 1 }, output, stop, probe));
    PAL_TRY(makeRoomForLogits(1));
    PAL_TRY(logitsOf(normed.rowRange(normed.rows() - 1, 1), probe));
    return logitRows(1);
}

Result<Logits> PaliGemma::decode(std::span<const Step> steps, const std::stop_token& stop)
{
    std::vector<std::int32_t> ids;
    std::vector<SequenceRows> sequences;
    for (const Step& step : steps) {
        ids.push_back(step.id);
        sequences.push_back({ step.cache, 1, step.prefixLength });
    }
    PAL_TRY_ASSIGN(const Tensor rows, m_decoder->inputRows(ids.size()));
    PAL_TRY(makeRoomForLogits(ids.size()));
    PAL_TRY(writeIds(ids));
    PAL_TRY(m_decoder->writePositions(sequences));

    std::vector<std::uint64_t> signature{ m_ids.address(), rows.address(), m_logits.address() };
    for (const SequenceRows& sequence : sequences)
        signature.insert(signature.end(),
            { sequence.cache->keys(0, 0, 0).address(), sequence.cache->capacity(), sequence.prefixLength });
    PAL_TRY(m_step.run(m_backend, std::move(signature), [&]() -> Result<void> {
        embedIds(ids.size(), rows);
        PAL_TRY_ASSIGN(const Tensor normed, m_decoder->tell(sequences, OutputRows::Last, stop));
        return logitsOf(normed, {});
    }));
    Gemma2Decoder::moveEnds(sequences);
    return logitRows(ids.size());
}

Result<Logits> PaliGemma::extend(std::span<const Run> runs, OutputRows output, const std::stop_token& stop)
{
    std::vector<std::int32_t> ids;
    std::vector<SequenceRows> sequences;
    for (const Run& run : runs) {
        ids.insert(ids.end(), run.ids.begin(), run.ids.end());
        sequences.push_back({ run.cache, run.ids.size(), run.prefixLength });
    }
    PAL_TRY_ASSIGN(const Tensor rows, m_decoder->inputRows(ids.size()));
    PAL_TRY(writeIds(ids));
    embedIds(ids.size(), rows);
    PAL_TRY_ASSIGN(const Tensor normed, m_decoder->run(sequences, output, stop));
    PAL_TRY(makeRoomForLogits(normed.rows()));
    PAL_TRY(logitsOf(normed, {}));
    return logitRows(normed.rows());
}

Result<void> PaliGemma::makeRoomForLogits(std::size_t rows)
{
    if (rows <= m_logitRows)
        return {};
    m_logitRows = 0;
    PAL_TRY(
        m_logitBlock.plan(m_backend, { { &m_logits, { rows, outputVocabulary() } }, { &m_logSumExp, { rows, 1 } } }));
    m_logitRows = rows;
    return {};
}

Logits PaliGemma::logitRows(std::size_t count) const
{
    return { m_logits.rowRange(0, count), m_logSumExp.rowRange(0, count).reshaped({ count }) };
}

Result<void> PaliGemma::logitsOf(const Tensor& normed, const Probe& probe)
{
    OpRecorder& ops = m_backend.recorder();
    const Logits logits = logitRows(normed.rows());
    ops.matmul({ normed, m_weights->decoder().head, {}, logits.values });
    if (probe) {
        PAL_TRY(m_backend.finish());
        PAL_TRY(probe("logits", logits.values));
    }
    if (m_options.finalSoftcap && config().text.finalSoftcap > 0)
        ops.softcap({ logits.values, logits.values, config().text.finalSoftcap });
    ops.logSumExp({ logits.values, logits.logSumExp });
    return {};
}

} // namespace palimpsest
