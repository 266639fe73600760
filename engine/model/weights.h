#pragma once
// The weights of one model on one backend. Immutable once loaded; owned by the session's model. Keeps the checkpoint
// (and the cache of quantised weights) mapped while it lives, because a CPU backend reads the files in place. Matrices
// keep the stored dtype, or are q8/q4 panels; norms, biases and the position table are f32.

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/io/checkpoint.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

enum class WeightFormat { Bf16, Q8, Q4 }; // Bf16: as the checkpoint stores them (bf16, f16 or f32)

[[nodiscard]] std::string_view nameOf(WeightFormat format);
[[nodiscard]] std::optional<WeightFormat> weightFormatNamed(std::string_view name); // "bf16" | "q8" | "q4"

struct LinearWeights {
    Tensor weight; // [outputs, inputs]
    Tensor bias;   // [outputs] f32, absent in the decoder
};

struct NormWeights {
    Tensor weight; // [width] f32
    Tensor bias;   // [width] f32, absent for RMSNorm
};

struct VisionLayerWeights {
    NormWeights norm1, norm2;
    LinearWeights query, key, value, out, fc1, fc2;
};

struct VisionWeights {
    LinearWeights patchEmbedding; // [hidden, 3 * patch * patch]
    Tensor positionTable;         // [patches, hidden] f32
    std::vector<VisionLayerWeights> layers;
    NormWeights postNorm;
    LinearWeights projector; // [text hidden, vision hidden]
};

struct DecoderLayerWeights {
    NormWeights inputNorm;
    LinearWeights query, key, value, out;
    NormWeights postAttentionNorm; // Gemma 2: norm of the attention branch; Gemma 1: norm before the MLP
    NormWeights preFeedForwardNorm, postFeedForwardNorm; // Gemma 2 only
    LinearWeights gate, up, down;
};

struct DecoderWeights {
    Tensor embedding; // [vocabulary rows, hidden]
    std::vector<DecoderLayerWeights> layers;
    NormWeights finalNorm;
    Tensor head; // [output vocabulary, hidden]: the embedding's rows, or lm_head where a fine-tune untied it
};

// Where a matrix comes from: the checkpoint, or the cache of quantised weights. Null: the checkpoint's own.
using MatrixSource = std::function<const StoredTensor*(std::string_view canonicalName)>;

class Weights {
public:
    // `keepAlive` owns what `quantized` points into.
    static Result<std::shared_ptr<const Weights>> load(Backend& backend, std::shared_ptr<const Checkpoint> checkpoint,
        MatrixSource quantized = {}, std::shared_ptr<const void> keepAlive = {});

    [[nodiscard]] const ModelConfig& config() const { return m_checkpoint->config(); }
    [[nodiscard]] const VisionWeights& vision() const { return m_vision; }
    [[nodiscard]] const DecoderWeights& decoder() const { return m_decoder; }
    // Bytes of matrices a decode step reads: all layers and the head.
    [[nodiscard]] std::size_t decodeBytes() const;

private:
    class Loader;
    Weights() = default;

    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::shared_ptr<const void> m_keepAlive;
    std::vector<std::unique_ptr<Buffer>> m_buffers;
    VisionWeights m_vision;
    DecoderWeights m_decoder;
};

} // namespace palimpsest
