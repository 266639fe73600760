#pragma once
// The decoder of the mask VQ-VAE: sixteen <seg> codes become a square of 64 x 64 numbers, above zero where the object
// is. Its weights are a file of their own ("vae-oid.npz"), the same for every checkpoint. Immutable; any thread.
// Source: spec "Mask decoder: tensors" and "forward pass".

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/npz.h"
#include "engine/model/mask_layers.h"

namespace palimpsest {

class MaskDecoder {
public:
    static constexpr std::size_t kCodes = 16; // row-major over a grid of 4 x 4
    static constexpr std::size_t kCodebookSize = 128;

    // InvalidModel names the array that is missing, or expected and found shape.
    static Result<MaskDecoder> open(const std::filesystem::path& npzFile);
    static Result<MaskDecoder> create(const NpzArrays& arrays, std::string_view source);

    // [64, 64], row-major, nominally -1 to 1. BadArguments unless there are sixteen codes of 0 to 127. About 0.1 s.
    [[nodiscard]] Result<std::vector<float>> decode(std::span<const int> codes) const;

private:
    struct Residual {
        PlaneLayer first, second, last; // kernels 3, 3, 1
    };
    MaskDecoder() = default;

    std::vector<float> m_codebook;        // [128, 512]
    PlaneLayer m_in;                      // 512 -> 128
    std::vector<Residual> m_residuals;    // two
    std::vector<PlaneLayer> m_upsampling; // four: 128, 64, 32, 16 outputs
    PlaneLayer m_out;                     // 16 -> 1
};

} // namespace palimpsest
