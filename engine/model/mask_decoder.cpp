#include "engine/model/mask_decoder.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace palimpsest {
namespace {

constexpr std::size_t kCodeWidth = 512;
constexpr std::size_t kHidden = 128;
constexpr std::size_t kGrid = 4;

// Takes arrays out of the file, each with the shape it must have.
class ArrayReader {
public:
    ArrayReader(const NpzArrays& arrays, std::string_view source) : m_arrays(arrays), m_source(source) { }

    Result<std::vector<float>> take(const std::string& name, const Shape& shape) const
    {
        const auto found = m_arrays.find(name);
        if (found == m_arrays.end())
            return invalid(name, "is missing; this is no mask decoder (vae-oid.npz)");
        if (found->second.shape != shape)
            return invalid(name, "is " + found->second.shape.toString() + ", expected " + shape.toString());
        PAL_TRY_ASSIGN(std::vector<float> values, toFloats(found->second, std::string(m_source) + ":" + name));
        if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
            return invalid(name, "holds NaN or infinity; fetch the file again");
        return values;
    }

    Result<PlaneLayer> convolution(
        const std::string& name, std::size_t inputs, std::size_t outputs, std::size_t kernel) const
    {
        PlaneLayer layer{ .inputs = inputs, .outputs = outputs, .kernel = kernel, .weight = {}, .bias = {} };
        PAL_TRY_ASSIGN(layer.weight, take(name + ".weight", Shape{ outputs, inputs, kernel, kernel }));
        PAL_TRY_ASSIGN(layer.bias, take(name + ".bias", Shape{ outputs }));
        return layer;
    }

    Result<PlaneLayer> transposedConvolution(const std::string& name, std::size_t inputs, std::size_t outputs) const
    {
        PlaneLayer layer{ .inputs = inputs, .outputs = outputs, .kernel = 4, .weight = {}, .bias = {} };
        PAL_TRY_ASSIGN(layer.weight, take(name + ".weight", Shape{ inputs, outputs, 4, 4 }));
        PAL_TRY_ASSIGN(layer.bias, take(name + ".bias", Shape{ outputs }));
        return layer;
    }

private:
    Error invalid(const std::string& name, const std::string& problem) const
    {
        return { ErrorCode::InvalidModel, "'" + std::string(m_source) + "': array '" + name + "' " + problem };
    }

    const NpzArrays& m_arrays;
    std::string_view m_source;
};

} // namespace

Result<MaskDecoder> MaskDecoder::open(const std::filesystem::path& npzFile)
{
    PAL_TRY_ASSIGN(const NpzArrays arrays, readNpz(npzFile));
    return create(arrays, npzFile.string());
}

Result<MaskDecoder> MaskDecoder::create(const NpzArrays& arrays, std::string_view source)
{
    const ArrayReader reader(arrays, source);
    MaskDecoder decoder;
    PAL_TRY_ASSIGN(decoder.m_codebook, reader.take("_vq_vae._embedding", Shape{ kCodebookSize, kCodeWidth }));
    PAL_TRY_ASSIGN(decoder.m_in, reader.convolution("decoder.0", kCodeWidth, kHidden, 1));
    for (const char* const name : { "decoder.2", "decoder.3" }) {
        Residual residual;
        PAL_TRY_ASSIGN(residual.first, reader.convolution(std::string(name) + ".net.0", kHidden, kHidden, 3));
        PAL_TRY_ASSIGN(residual.second, reader.convolution(std::string(name) + ".net.2", kHidden, kHidden, 3));
        PAL_TRY_ASSIGN(residual.last, reader.convolution(std::string(name) + ".net.4", kHidden, kHidden, 1));
        decoder.m_residuals.push_back(std::move(residual));
    }
    std::size_t inputs = kHidden;
    std::size_t index = 4;
    for (const std::size_t outputs : { 128, 64, 32, 16 }) {
        PAL_TRY_ASSIGN(
            PlaneLayer layer, reader.transposedConvolution("decoder." + std::to_string(index), inputs, outputs));
        decoder.m_upsampling.push_back(std::move(layer));
        inputs = outputs;
        index += 2;
    }
    PAL_TRY_ASSIGN(decoder.m_out, reader.convolution("decoder.12", inputs, 1, 1));
    return decoder;
}

Result<std::vector<float>> MaskDecoder::decode(std::span<const int> codes) const
{
    if (codes.size() != kCodes)
        return Error{ ErrorCode::BadArguments,
            "a mask has " + std::to_string(codes.size()) + " codes, expected " + std::to_string(kCodes) };
    Planes planes{ .channels = kCodeWidth, .side = kGrid, .values = std::vector<float>(kCodeWidth * kCodes) };
    for (std::size_t k = 0; k < kCodes; ++k) {
        if (codes[k] < 0 || codes[k] >= static_cast<int>(kCodebookSize))
            return Error{ ErrorCode::BadArguments,
                "mask code " + std::to_string(codes[k]) + " is outside 0 to " + std::to_string(kCodebookSize - 1) };
        const float* const row = m_codebook.data() + static_cast<std::size_t>(codes[k]) * kCodeWidth;
        for (std::size_t c = 0; c < kCodeWidth; ++c)
            planes.values[c * kCodes + k] = row[c];
    }
    planes = convolve(planes, m_in);
    applyRelu(planes);
    for (const Residual& residual : m_residuals) {
        Planes branch = convolve(planes, residual.first);
        applyRelu(branch);
        branch = convolve(branch, residual.second);
        applyRelu(branch);
        branch = convolve(branch, residual.last);
        std::ranges::transform(planes.values, branch.values, planes.values.begin(), std::plus<>());
    }
    for (const PlaneLayer& layer : m_upsampling) {
        planes = upsample(planes, layer);
        applyRelu(planes);
    }
    return convolve(planes, m_out).values;
}

} // namespace palimpsest
