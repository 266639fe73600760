#include "engine/model/weights.h"

#include <array>
#include <cstring>
#include <utility>

#include "engine/base/half.h"

namespace palimpsest {
namespace {

constexpr std::array<std::pair<WeightFormat, std::string_view>, 3> kFormatNames{ { { WeightFormat::Bf16, "bf16" },
    { WeightFormat::Q8, "q8" }, { WeightFormat::Q4, "q4" } } };

float storedValue(const StoredTensor& tensor, std::size_t index)
{
    if (tensor.dtype == DType::F32) {
        float value = 0;
        std::memcpy(&value, tensor.bytes.data() + index * 4, 4);
        return value;
    }
    std::uint16_t bits = 0;
    std::memcpy(&bits, tensor.bytes.data() + index * 2, 2);
    return tensor.dtype == DType::F16 ? f16ToFloat(bits) : bf16ToFloat(bits);
}

} // namespace

std::string_view nameOf(WeightFormat format)
{
    for (const auto& [candidate, name] : kFormatNames) {
        if (candidate == format)
            return name;
    }
    return "?";
}

std::optional<WeightFormat> weightFormatNamed(std::string_view name)
{
    for (const auto& [format, candidate] : kFormatNames) {
        if (candidate == name)
            return format;
    }
    return std::nullopt;
}

// Binds canonical names to tensors on the backend. The checkpoint has already proved that every name is there with the
// shape the config asks for, so a missing one here is our own mistake, told as InvalidModel all the same.
class Weights::Loader {
public:
    Loader(Backend& backend, Weights& weights, MatrixSource quantized)
        : m_backend(backend),
          m_weights(weights),
          m_quantized(std::move(quantized))
    {
    }

    Result<void> loadVision(const VisionConfig& config)
    {
        const std::string tower = "vision_tower.vision_model.";
        VisionWeights& vision = m_weights.m_vision;
        PAL_TRY(linear(tower + "embeddings.patch_embedding", vision.patchEmbedding));
        vision.patchEmbedding.weight
            = vision.patchEmbedding.weight.reshaped({ config.hiddenSize, config.patchValues() });
        PAL_TRY(values(tower + "embeddings.position_embedding.weight", vision.positionTable));
        vision.layers.resize(config.layerCount);
        for (std::size_t i = 0; i < config.layerCount; ++i) {
            const std::string layer = tower + "encoder.layers." + std::to_string(i) + ".";
            VisionLayerWeights& w = vision.layers[i];
            PAL_TRY(norm(layer + "layer_norm1", w.norm1, true));
            PAL_TRY(norm(layer + "layer_norm2", w.norm2, true));
            PAL_TRY(linear(layer + "self_attn.q_proj", w.query));
            PAL_TRY(linear(layer + "self_attn.k_proj", w.key));
            PAL_TRY(linear(layer + "self_attn.v_proj", w.value));
            PAL_TRY(linear(layer + "self_attn.out_proj", w.out));
            PAL_TRY(linear(layer + "mlp.fc1", w.fc1));
            PAL_TRY(linear(layer + "mlp.fc2", w.fc2));
        }
        PAL_TRY(norm(tower + "post_layernorm", vision.postNorm, true));
        return linear("multi_modal_projector.linear", vision.projector);
    }

    Result<void> loadDecoder(const ModelConfig& config)
    {
        const std::string model = "language_model.model.";
        DecoderWeights& decoder = m_weights.m_decoder;
        PAL_TRY(matrix(model + "embed_tokens.weight", decoder.embedding));
        decoder.layers.resize(config.text.layerCount);
        for (std::size_t i = 0; i < config.text.layerCount; ++i) {
            const std::string layer = model + "layers." + std::to_string(i) + ".";
            DecoderLayerWeights& w = decoder.layers[i];
            PAL_TRY(norm(layer + "input_layernorm", w.inputNorm, false));
            PAL_TRY(matrix(layer + "self_attn.q_proj.weight", w.query.weight));
            PAL_TRY(matrix(layer + "self_attn.k_proj.weight", w.key.weight));
            PAL_TRY(matrix(layer + "self_attn.v_proj.weight", w.value.weight));
            PAL_TRY(matrix(layer + "self_attn.o_proj.weight", w.out.weight));
            PAL_TRY(norm(layer + "post_attention_layernorm", w.postAttentionNorm, false));
            if (config.text.generation == DecoderGeneration::Gemma2) {
                PAL_TRY(norm(layer + "pre_feedforward_layernorm", w.preFeedForwardNorm, false));
                PAL_TRY(norm(layer + "post_feedforward_layernorm", w.postFeedForwardNorm, false));
            }
            PAL_TRY(matrix(layer + "mlp.gate_proj.weight", w.gate.weight));
            PAL_TRY(matrix(layer + "mlp.up_proj.weight", w.up.weight));
            PAL_TRY(matrix(layer + "mlp.down_proj.weight", w.down.weight));
        }
        PAL_TRY(norm(model + "norm", decoder.finalNorm, false));

        Tensor head = decoder.embedding;
        if (m_weights.m_checkpoint->find("language_model.lm_head.weight") != nullptr)
            PAL_TRY(matrix("language_model.lm_head.weight", head));
        decoder.head = head.rowRange(0, config.outputVocabulary(head.rows()));
        return {};
    }

private:
    Result<const StoredTensor*> stored(const std::string& name)
    {
        const StoredTensor* const tensor = m_weights.m_checkpoint->find(name);
        if (tensor == nullptr)
            return Error{ ErrorCode::InvalidModel,
                "tensor '" + name + "' is missing from " + m_weights.m_checkpoint->folder().string() };
        return tensor;
    }

    Result<void> matrix(const std::string& name, Tensor& target)
    {
        const StoredTensor* tensor = m_quantized ? m_quantized(name) : nullptr;
        if (tensor == nullptr) {
            PAL_TRY_ASSIGN(tensor, stored(name));
        }
        PAL_TRY_ASSIGN(auto buffer, m_backend.adopt(tensor->bytes));
        Shape shape{ tensor->shape[0], tensor->shape.elementCount() / tensor->shape[0] };
        target = Tensor{ buffer.get(), 0, tensor->dtype, shape };
        m_weights.m_buffers.push_back(std::move(buffer));
        return {};
    }

    // A small tensor, converted to f32.
    Result<void> values(const std::string& name, Tensor& target)
    {
        PAL_TRY_ASSIGN(const StoredTensor* const tensor, stored(name));
        std::vector<float> converted(tensor->shape.elementCount());
        for (std::size_t i = 0; i < converted.size(); ++i)
            converted[i] = storedValue(*tensor, i);
        PAL_TRY_ASSIGN(auto buffer, m_backend.allocate(converted.size() * sizeof(float)));
        target = Tensor{ buffer.get(), 0, DType::F32, tensor->shape };
        m_weights.m_buffers.push_back(std::move(buffer));
        return m_backend.write(target, std::as_bytes(std::span(converted)));
    }

    Result<void> linear(const std::string& module, LinearWeights& target)
    {
        PAL_TRY(matrix(module + ".weight", target.weight));
        return values(module + ".bias", target.bias);
    }

    Result<void> norm(const std::string& module, NormWeights& target, bool hasBias)
    {
        PAL_TRY(values(module + ".weight", target.weight));
        return hasBias ? values(module + ".bias", target.bias) : Result<void>{};
    }

    Backend& m_backend;
    Weights& m_weights;
    MatrixSource m_quantized;
};

Result<std::shared_ptr<const Weights>> Weights::load(Backend& backend, std::shared_ptr<const Checkpoint> checkpoint,
    MatrixSource quantized, std::shared_ptr<const void> keepAlive)
{
    std::shared_ptr<Weights> weights(new Weights); // NOLINT: the constructor is private
    weights->m_checkpoint = std::move(checkpoint);
    weights->m_keepAlive = std::move(keepAlive);
    Loader loader(backend, *weights, std::move(quantized));
    PAL_TRY(loader.loadVision(weights->config().vision));
    PAL_TRY(loader.loadDecoder(weights->config()));
    return std::shared_ptr<const Weights>(std::move(weights));
}

std::size_t Weights::decodeBytes() const
{
    std::size_t bytes = m_decoder.head.sizeBytes();
    for (const DecoderLayerWeights& layer : m_decoder.layers) {
        for (const LinearWeights* linear :
            { &layer.query, &layer.key, &layer.value, &layer.out, &layer.gate, &layer.up, &layer.down })
            bytes += linear->weight.sizeBytes();
    }
    return bytes;
}

} // namespace palimpsest
