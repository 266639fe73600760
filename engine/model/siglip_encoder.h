#pragma once
// The SigLIP vision tower and the projector behind it (spec 2.2, 2.3): patches in, rows of the decoder's width out.
// Owned by PaliGemma; used by the inference thread.

#include <memory>
#include <stop_token>

#include "engine/image/rgb_image.h"
#include "engine/model/probe.h"
#include "engine/model/weights.h"
#include "engine/tensor/activation_block.h"

namespace palimpsest {

class SiglipEncoder {
public:
    static Result<std::unique_ptr<SiglipEncoder>> create(Backend& backend, std::shared_ptr<const Weights> weights);

    // `image` is imageSize x imageSize (InvalidArgument otherwise is the caller's mistake: PAL_CHECK).
    // `out` [patches, text hidden] f32 receives the projected rows. Cancelled between two layers when `stop` asks.
    Result<void> encode(const RgbImage& image, const Tensor& out, const std::stop_token& stop, const Probe& probe = {});

private:
    SiglipEncoder(Backend& backend, std::shared_ptr<const Weights> weights);
    Result<void> look(const Probe& probe, const std::string& name, const Tensor& tensor);
    void addBranch(const Tensor& branch, const NormWeights& nextNorm);
    void layer(const VisionLayerWeights& w, const NormWeights& nextNorm);

    Backend& m_backend;
    std::shared_ptr<const Weights> m_weights;
    ActivationBlock m_block;
    Tensor m_patches;                        // [patches, 3 * patch * patch]
    Tensor m_rows;                           // [patches, hidden]: the residual stream
    Tensor m_normed;                         // [patches, hidden]
    Tensor m_query, m_key, m_value, m_mixed; // [patches, hidden]
    Tensor m_branch;                         // [patches, hidden]
    Tensor m_wide;                           // [patches, intermediate]
};

} // namespace palimpsest
