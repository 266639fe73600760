#pragma once
// The whole model on one backend: images and token ids in, logits out. Session turns it into answers; the benchmark and
// the trace use it directly. Owned by its session; used by the inference thread.

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "engine/model/gemma2_decoder.h"
#include "engine/model/repeated_pass.h"
#include "engine/model/siglip_encoder.h"

namespace palimpsest {

struct PaliGemmaOptions {
    DecoderOptions decoder;
    bool finalSoftcap = true; // false: logits stay raw, as the training loss saw them (spec 2.6)
};

// Logits of some rows, valid until the model's next call; there once the backend has finished.
struct Logits {
    Tensor values;    // [rows, output vocabulary] f32
    Tensor logSumExp; // [rows] f32, of `values`: log-probability = value - logSumExp

    [[nodiscard]] Logits rowRange(std::size_t first, std::size_t count) const
    {
        return { values.rowRange(first, count),
            logSumExp.reshaped({ logSumExp.shape[0], 1 }).rowRange(first, count).reshaped({ count }) };
    }
};

class PaliGemma {
public:
    static Result<std::unique_ptr<PaliGemma>> create(
        Backend& backend, std::shared_ptr<const Weights> weights, const PaliGemmaOptions& options);

    [[nodiscard]] const ModelConfig& config() const { return m_weights->config(); }
    [[nodiscard]] const Weights& weights() const { return *m_weights; }
    [[nodiscard]] std::size_t outputVocabulary() const { return m_weights->decoder().head.rows(); }
    [[nodiscard]] Backend& backend() { return m_backend; }

    // Projected rows of one image, [patches, hidden] f32; serves every prompt about that image.
    Result<std::unique_ptr<Buffer>> encodeImage(
        const RgbImage& image, const std::stop_token& stop, const Probe& probe = {});

    // A new cache for a prefix and its answer.
    Result<std::unique_ptr<KvCache>> createCache(std::size_t capacity);

    // Passes a whole prefix into an empty cache and gives the logits of its last row. `ids` holds the image token
    // wherever a row of an image stands; the rows of `images` fill those places in order.
    Result<Logits> prefill(std::span<const std::int32_t> ids, std::span<const Tensor> images, KvCache& cache,
        const std::stop_token& stop, const Probe& probe = {});

    // One more token for each of several sequences, in one pass over the weights; a row of logits for each.
    struct Step {
        KvCache* cache = nullptr;
        std::size_t prefixLength = 0;
        std::int32_t id = 0;
    };
    Result<Logits> decode(std::span<const Step> steps, const std::stop_token& stop);

    // Several causal tokens at once for each of several sequences (a forced start; tokens that the grammar leaves no
    // choice about): logits of every one of them, or of the last of each sequence.
    struct Run {
        KvCache* cache = nullptr;
        std::size_t prefixLength = 0;
        std::vector<std::int32_t> ids;
    };
    Result<Logits> extend(std::span<const Run> runs, OutputRows output, const std::stop_token& stop);

private:
    PaliGemma(Backend& backend, std::shared_ptr<const Weights> weights, const PaliGemmaOptions& options);
    Result<void> writeIds(std::span<const std::int32_t> ids);
    void embedIds(std::size_t count, const Tensor& rows);
    Result<void> makeRoomForLogits(std::size_t rows);
    Result<void> logitsOf(const Tensor& normed, const Probe& probe);
    [[nodiscard]] Logits logitRows(std::size_t count) const;

    Backend& m_backend;
    std::shared_ptr<const Weights> m_weights;
    PaliGemmaOptions m_options;
    std::unique_ptr<SiglipEncoder> m_encoder;
    std::unique_ptr<Gemma2Decoder> m_decoder;

    std::size_t m_logitRows = 0;
    ActivationBlock m_logitBlock;
    Tensor m_logits;    // [rows, output vocabulary]
    Tensor m_logSumExp; // [rows]
    std::size_t m_idRows = 0;
    ActivationBlock m_idBlock;
    Tensor m_ids; // [rows, 1] i32
    RepeatedPass m_step;
};

} // namespace palimpsest
