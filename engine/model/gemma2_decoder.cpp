#include "engine/model/gemma2_decoder.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {

Gemma2Decoder::Gemma2Decoder(Backend& backend, std::shared_ptr<const Weights> weights, const DecoderOptions& options)
    : m_backend(backend),
      m_weights(std::move(weights)),
      m_options(options)
{
}

Result<std::unique_ptr<Gemma2Decoder>> Gemma2Decoder::create(
    Backend& backend, std::shared_ptr<const Weights> weights, const DecoderOptions& options)
{
    return std::unique_ptr<Gemma2Decoder>(new Gemma2Decoder(backend, std::move(weights), options)); // NOLINT: private
}

bool Gemma2Decoder::isGemma2() const
{
    return m_weights->config().text.generation == DecoderGeneration::Gemma2;
}

Result<Tensor> Gemma2Decoder::inputRows(std::size_t rows)
{
    if (rows > m_capacity) {
        const TextConfig& config = m_weights->config().text;
        const Shape hidden{ rows, config.hiddenSize };
        const Shape query{ rows, config.queryWidth() };
        const Shape keyValue{ rows, config.keyValueWidth() };
        const Shape wide{ rows, config.intermediateSize };
        m_capacity = 0;
        PAL_TRY(m_block.plan(m_backend,
            { { &m_positions, { rows }, DType::I32 }, { &m_lastPositions, { rows }, DType::I32 },
                { &m_cacheRows, { rows, 1 }, DType::I32 }, { &m_rows, hidden }, { &m_normed, hidden },
                { &m_branch, hidden }, { &m_lastRows, hidden }, { &m_lastNormed, hidden }, { &m_query, query },
                { &m_mixed, query }, { &m_key, keyValue }, { &m_value, keyValue }, { &m_gate, wide },
                { &m_up, wide } }));
        m_capacity = rows;
    }
    return m_rows.rowRange(0, rows);
}

Result<void> Gemma2Decoder::look(const Probe& probe, const std::string& name, const Tensor& tensor)
{
    if (!probe)
        return {};
    PAL_TRY(m_backend.finish());
    return probe(name, tensor);
}

Result<void> Gemma2Decoder::writePositions(std::span<const SequenceRows> sequences)
{
    std::vector<std::int32_t> positions;
    std::vector<std::int32_t> last;
    std::vector<std::int32_t> cacheRows;
    for (const SequenceRows& sequence : sequences) {
        cacheRows.push_back(static_cast<std::int32_t>(sequence.cache->length()));
        for (std::size_t i = 0; i < sequence.rowCount; ++i)
            positions.push_back(static_cast<std::int32_t>(kFirstPosition + sequence.cache->length() + i));
        last.push_back(positions.back());
    }
    const auto write = [this](const Tensor& target, const std::vector<std::int32_t>& values) {
        return m_backend.write(
            target.reshaped({ m_capacity, 1 }).rowRange(0, values.size()), std::as_bytes(std::span(values)));
    };
    PAL_TRY(write(m_positions, positions));
    PAL_TRY(write(m_lastPositions, last));
    return write(m_cacheRows, cacheRows);
}

bool Gemma2Decoder::isStep(std::span<const SequenceRows> sequences)
{
    return std::ranges::all_of(sequences, [](const SequenceRows& sequence) { return sequence.rowCount == 1; });
}

Tensor Gemma2Decoder::cacheRow(std::size_t sequence) const
{
    return m_cacheRows.rowRange(sequence, 1).reshaped({ 1 });
}

Gemma2Decoder::Rows Gemma2Decoder::allRows(std::size_t count) const
{
    return { m_rows.rowRange(0, count), m_normed.rowRange(0, count),
        m_positions.reshaped({ m_capacity, 1 }).rowRange(0, count), false };
}

// Only the last row of a prefix goes on to the logits: behind the last layer's keys and values nobody needs the others.
Gemma2Decoder::Rows Gemma2Decoder::lastRows(std::span<const SequenceRows> sequences)
{
    OpRecorder& ops = m_backend.recorder();
    std::size_t end = 0;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        end += sequences[i].rowCount;
        ops.copy({ m_rows.rowRange(end - 1, 1), m_lastRows.rowRange(i, 1) });
        ops.copy({ m_normed.rowRange(end - 1, 1), m_lastNormed.rowRange(i, 1) });
    }
    return { m_lastRows.rowRange(0, sequences.size()), m_lastNormed.rowRange(0, sequences.size()),
        m_lastPositions.reshaped({ m_capacity, 1 }).rowRange(0, sequences.size()), true };
}

// Turns the rows' keys, and the queries if they are of the same rows, and appends keys and values to the caches.
void Gemma2Decoder::turnAndStore(
    std::size_t layer, const Rows& rows, const Tensor& query, std::span<const SequenceRows> sequences)
{
    const TextConfig& config = m_weights->config().text;
    const bool step = isStep(sequences);
    std::size_t first = 0;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const SequenceRows& sequence = sequences[i];
        const std::size_t count = sequence.rowCount;
        const Shape heads{ count, config.headCount, config.headWidth };
        const Shape kvHeads{ count, config.kvHeadCount, config.headWidth };
        m_backend.recorder().ropeStore(
            { .query = query.present() ? query.rowRange(first, count).reshaped(heads) : Tensor{},
                .key = m_key.rowRange(first, count).reshaped(kvHeads),
                .value = m_value.rowRange(first, count).reshaped(kvHeads),
                .positions = rows.positions.rowRange(first, count),
                .keyCache = sequence.cache->keys(layer, 0, sequence.cache->capacity()),
                .valueCache = sequence.cache->values(layer, 0, sequence.cache->capacity()),
                .cacheRow = step ? 0 : sequence.cache->length(),
                .cacheRowTensor = step ? cacheRow(i) : Tensor{},
                .base = config.ropeBase });
        first += count;
    }
}

// Keys and values of all rows, and queries of those that go on, which `rows` are then.
Result<void> Gemma2Decoder::project(
    std::size_t layer, Rows& rows, OutputRows goOn, std::span<const SequenceRows> sequences, const Probe& probe)
{
    const TextConfig& config = m_weights->config().text;
    const DecoderLayerWeights& w = m_weights->decoder().layers[layer];
    OpRecorder& ops = m_backend.recorder();
    ops.matmul({ rows.normed, w.key.weight, {}, m_key.rowRange(0, rows.count()) });
    ops.matmul({ rows.normed, w.value.weight, {}, m_value.rowRange(0, rows.count()) });
    if (goOn == OutputRows::Last) {
        turnAndStore(layer, rows, {}, sequences);
        rows = lastRows(sequences);
    }
    const Tensor query = m_query.rowRange(0, rows.count());
    ops.matmul({ rows.normed, w.query.weight, {}, query });
    PAL_TRY(look(probe, "decoder.0.query", query));
    if (goOn == OutputRows::Last) {
        const Tensor heads = query.reshaped({ rows.count(), config.headCount, config.headWidth });
        ops.rope({ heads, rows.positions, heads, config.ropeBase });
    } else {
        turnAndStore(layer, rows, query, sequences);
    }
    return look(probe, "decoder.0.query_rotated", query);
}

Result<void> Gemma2Decoder::attend(
    std::size_t layer, const Rows& rows, std::span<const SequenceRows> sequences, const Probe& probe)
{
    const TextConfig& config = m_weights->config().text;
    const DecoderLayerWeights& w = m_weights->decoder().layers[layer];
    OpRecorder& ops = m_backend.recorder();
    const Tensor query = m_query.rowRange(0, rows.count());
    const Tensor mixed = m_mixed.rowRange(0, rows.count());
    const bool windowed = m_options.window != WindowPolicy::Off && config.slidingLayers[layer];
    const bool step = isStep(sequences);
    std::size_t first = 0;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const SequenceRows& sequence = sequences[i];
        const std::size_t count = rows.onePerSequence ? 1 : sequence.rowCount;
        const std::size_t keys = step ? sequence.cache->capacity() : sequence.cache->length() + sequence.rowCount;
        const Shape shape{ count, config.headCount, config.headWidth };
        ops.attention({ .query = query.rowRange(first, count).reshaped(shape),
            .key = sequence.cache->keys(layer, 0, keys),
            .value = sequence.cache->values(layer, 0, keys),
            .out = mixed.rowRange(first, count).reshaped(shape),
            .scale = 1.0F / std::sqrt(config.queryPreAttnScalar),
            .softcap = m_options.attentionSoftcap ? config.attentionSoftcap : 0.0F,
            .firstPosition = step ? 0 : keys - count,
            .position = step ? cacheRow(i) : Tensor{},
            .prefixLength = sequence.prefixLength,
            .window = windowed ? config.slidingWindow : 0,
            .windowRule
            = m_options.window == WindowPolicy::GeneratedRows ? WindowRule::PrefixExempt : WindowRule::LowerSide });
        first += count;
    }
    PAL_TRY(look(probe, "decoder.0.attention", mixed));
    ops.matmul({ mixed, w.out.weight, {}, m_branch.rowRange(0, rows.count()) });
    addBranch(rows, w.postAttentionNorm, isGemma2() ? w.preFeedForwardNorm : w.postAttentionNorm);
    return {};
}

// Gemma 2 normalises a branch before it joins the residual stream; Gemma 1 does not, and its "post attention" norm is
// the one before the feed-forward branch.
void Gemma2Decoder::addBranch(const Rows& rows, const NormWeights& ownNorm, const NormWeights& nextNorm)
{
    m_backend.recorder().residualNorm({ .residual = rows.residual,
        .branch = m_branch.rowRange(0, rows.count()),
        .branchWeight = isGemma2() ? ownNorm.weight : Tensor{},
        .nextWeight = nextNorm.weight,
        .normed = rows.normed,
        .epsilon = m_weights->config().text.rmsNormEpsilon });
}

void Gemma2Decoder::feedForward(std::size_t layer, const Rows& rows)
{
    const DecoderWeights& decoder = m_weights->decoder();
    const DecoderLayerWeights& w = decoder.layers[layer];
    OpRecorder& ops = m_backend.recorder();
    const Tensor gate = m_gate.rowRange(0, rows.count());
    const Tensor up = m_up.rowRange(0, rows.count());
    ops.matmul({ rows.normed, w.gate.weight, {}, gate });
    ops.matmul({ rows.normed, w.up.weight, {}, up });
    ops.geglu({ gate, up, gate });
    ops.matmul({ gate, w.down.weight, {}, m_branch.rowRange(0, rows.count()) });
    const bool isLast = layer + 1 == decoder.layers.size();
    addBranch(rows, w.postFeedForwardNorm, isLast ? decoder.finalNorm : decoder.layers[layer + 1].inputNorm);
}

Result<Tensor> Gemma2Decoder::tell(
    std::span<const SequenceRows> sequences, OutputRows output, const std::stop_token& stop, const Probe& probe)
{
    std::size_t count = 0;
    for (const SequenceRows& sequence : sequences)
        count += sequence.rowCount;
    PAL_CHECK(count <= m_capacity && !sequences.empty());

    Rows rows = allRows(count);
    PAL_TRY(look(probe, "decoder.input", rows.residual));
    const std::vector<DecoderLayerWeights>& layers = m_weights->decoder().layers;
    m_backend.recorder().rmsNorm(
        { rows.residual, layers.front().inputNorm.weight, rows.normed, m_weights->config().text.rmsNormEpsilon });
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (stop.stop_requested())
            return Error{ ErrorCode::Cancelled, "stopped between two decoder layers" };
        const bool narrows = i + 1 == layers.size() && output == OutputRows::Last && count > sequences.size();
        const Probe ofFirst = i == 0 ? probe : Probe{};
        PAL_TRY(project(i, rows, narrows ? OutputRows::Last : OutputRows::All, sequences, ofFirst));
        PAL_TRY(attend(i, rows, sequences, ofFirst));
        feedForward(i, rows);
        PAL_TRY(look(probe, "decoder." + std::to_string(i), rows.residual));
    }
    PAL_TRY(look(probe, "final_norm", rows.normed));
    return rows.normed;
}

void Gemma2Decoder::moveEnds(std::span<const SequenceRows> sequences)
{
    for (const SequenceRows& sequence : sequences)
        sequence.cache->setLength(sequence.cache->length() + sequence.rowCount);
}

Result<Tensor> Gemma2Decoder::run(
    std::span<const SequenceRows> sequences, OutputRows output, const std::stop_token& stop, const Probe& probe)
{
    PAL_TRY(writePositions(sequences));
    PAL_TRY_ASSIGN(const Tensor normed, tell(sequences, output, stop, probe));
    moveEnds(sequences);
    return normed;
}

} // namespace palimpsest
