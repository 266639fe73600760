#pragma once
// The decoder of the mask VQ-VAE: sixteen <seg> codes become a square of 64 x 64 numbers, above zero where the object
// is. Its weights are a file of their own ("vae-oid.npz"), the same for every checkpoint, and lie on one backend. Owned
// by whoever decodes; on the inference thread; the backend must outlive it. Source: spec "Mask decoder: tensors" and
// "forward pass".

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/base/result.h"
#include "engine/io/npz.h"
#include "engine/tensor/activation_block.h"

namespace palimpsest {

class MaskDecoder {
public:
    static constexpr std::size_t kCodes = 16; // row-major over a grid of 4 x 4
    static constexpr std::size_t kCodebookSize = 128;

    // InvalidModel names the array that is missing, or expected and found shape.
    static Result<std::unique_ptr<MaskDecoder>> open(Backend& backend, const std::filesystem::path& npzFile);
    static Result<std::unique_ptr<MaskDecoder>> create(
        Backend& backend, const NpzArrays& arrays, std::string_view source);

    // [64, 64], row-major, nominally -1 to 1. BadArguments unless there are sixteen codes of 0 to 127.
    Result<std::vector<float>> decode(std::span<const int> codes);

private:
    struct Layer {
        Tensor weight; // a convolution's [outputs, inputs, kernel, kernel], or an upsampling's [inputs, outputs, 4, 4]
        Tensor bias;   // [outputs]
    };
    struct Residual {
        Layer first, second, last; // kernels 3, 3, 1
    };
    explicit MaskDecoder(Backend& backend) : m_backend(backend) { }

    Backend& m_backend;
    std::vector<std::unique_ptr<Buffer>> m_weights;
    std::vector<float> m_codebook; // [128, 512], on the host: sixteen rows are looked up
    Layer m_in;                    // 512 -> 128
    std::vector<Residual> m_residuals;
    std::vector<Layer> m_upsampling; // 128, 64, 32, 16 outputs
    Layer m_out;                     // 16 -> 1

    ActivationBlock m_block;
    Tensor m_codes;                           // [512, 4, 4]
    Tensor m_planes, m_branch, m_otherBranch; // [128, 4, 4]
    std::vector<Tensor> m_grown;              // of each upsampling
    Tensor m_mask;                            // [1, 64, 64]
};

} // namespace palimpsest
