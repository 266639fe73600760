#include "engine/model/siglip_encoder.h"

#include <cmath>

#include "engine/image/patchify.h"

namespace palimpsest {

SiglipEncoder::SiglipEncoder(Backend& backend, std::shared_ptr<const Weights> weights)
    : m_backend(backend),
      m_weights(std::move(weights))
{
}

Result<std::unique_ptr<SiglipEncoder>> SiglipEncoder::create(Backend& backend, std::shared_ptr<const Weights> weights)
{
    const VisionConfig& config = weights->config().vision;
    std::unique_ptr<SiglipEncoder> encoder(new SiglipEncoder(backend, std::move(weights))); // NOLINT: private
    const Shape rows{ config.patchCount(), config.hiddenSize };
    PAL_TRY(encoder->m_block.plan(backend,
        { { &encoder->m_patches, { config.patchCount(), config.patchValues() } }, { &encoder->m_rows, rows },
            { &encoder->m_normed, rows }, { &encoder->m_query, rows }, { &encoder->m_key, rows },
            { &encoder->m_value, rows }, { &encoder->m_mixed, rows }, { &encoder->m_branch, rows },
            { &encoder->m_wide, { config.patchCount(), config.intermediateSize } } }));
    return encoder;
}

Result<void> SiglipEncoder::look(const Probe& probe, const std::string& name, const Tensor& tensor)
{
    if (!probe)
        return {};
    PAL_TRY(m_backend.finish());
    return probe(name, tensor);
}

void SiglipEncoder::addBranch(const Tensor& branch, const NormWeights& nextNorm)
{
    m_backend.recorder().residualLayerNorm(
        { m_rows, branch, nextNorm.weight, nextNorm.bias, m_normed, m_weights->config().vision.layerNormEpsilon });
}

// From the norm of the residual stream to the next norm of it.
void SiglipEncoder::layer(const VisionLayerWeights& w, const NormWeights& nextNorm)
{
    const VisionConfig& config = m_weights->config().vision;
    OpRecorder& ops = m_backend.recorder();
    const Shape heads{ config.patchCount(), config.headCount, config.headWidth() };

    ops.matmul({ m_normed, w.query.weight, w.query.bias, m_query });
    ops.matmul({ m_normed, w.key.weight, w.key.bias, m_key });
    ops.matmul({ m_normed, w.value.weight, w.value.bias, m_value });
    ops.attention({ .query = m_query.reshaped(heads),
        .key = m_key.reshaped(heads),
        .value = m_value.reshaped(heads),
        .out = m_mixed.reshaped(heads),
        .scale = 1.0F / std::sqrt(static_cast<float>(config.headWidth())),
        .prefixLength = config.patchCount() });
    ops.matmul({ m_mixed, w.out.weight, w.out.bias, m_branch });
    addBranch(m_branch, w.norm2);

    ops.matmul({ m_normed, w.fc1.weight, w.fc1.bias, m_wide });
    ops.gelu({ m_wide, m_wide });
    ops.matmul({ m_wide, w.fc2.weight, w.fc2.bias, m_branch });
    addBranch(m_branch, nextNorm);
}

Result<void> SiglipEncoder::encode(
    const RgbImage& image, const Tensor& out, const std::stop_token& stop, const Probe& probe)
{
    const VisionConfig& config = m_weights->config().vision;
    const VisionWeights& weights = m_weights->vision();
    PAL_CHECK(image.width == config.imageSize && image.height == config.imageSize);
    std::vector<float> patches(m_patches.shape.elementCount());
    patchify(image, config.patchSize, patches.data());
    PAL_TRY(m_backend.write(m_patches, std::as_bytes(std::span(patches))));

    OpRecorder& ops = m_backend.recorder();
    ops.matmul({ m_patches, weights.patchEmbedding.weight, weights.patchEmbedding.bias, m_rows });
    PAL_TRY(look(probe, "patch_embedding", m_rows));
    addBranch(weights.positionTable, weights.layers.front().norm1);
    PAL_TRY(look(probe, "patch_position", m_rows));
    for (std::size_t i = 0; i < weights.layers.size(); ++i) {
        if (stop.stop_requested())
            return Error{ ErrorCode::Cancelled, "stopped while encoding the image" };
        const bool isLast = i + 1 == weights.layers.size();
        layer(weights.layers[i], isLast ? weights.postNorm : weights.layers[i + 1].norm1);
        PAL_TRY(look(probe, "vision." + std::to_string(i), m_rows));
    }
    PAL_TRY(look(probe, "post_layernorm", m_normed));
    ops.matmul({ m_normed, weights.projector.weight, weights.projector.bias, out });
    return look(probe, "projector", out);
}

} // namespace palimpsest
