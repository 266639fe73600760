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

private:
    Error invalid(const std::string& name, const std::string& problem) const
    {
        return { ErrorCode::InvalidModel, "'" + std::string(m_source) + "': array '" + name + "' " + problem };
    }

    const NpzArrays& m_arrays;
    std::string_view m_source;
};

} // namespace

Result<std::unique_ptr<MaskDecoder>> MaskDecoder::open(Backend& backend, const std::filesystem::path& npzFile)
{
    PAL_TRY_ASSIGN(const NpzArrays arrays, readNpz(npzFile));
    return create(backend, arrays, npzFile.string());
}

Result<std::unique_ptr<MaskDecoder>> MaskDecoder::create(
    Backend& backend, const NpzArrays& arrays, std::string_view source)
{
    const ArrayReader reader(arrays, source);
    std::unique_ptr<MaskDecoder> decoder(new MaskDecoder(backend)); // NOLINT: private
    const auto place = [&](const std::string& name, const Shape& shape, Tensor& target) -> Result<void> {
        PAL_TRY_ASSIGN(const std::vector<float> values, reader.take(name, shape));
        PAL_TRY_ASSIGN(auto buffer, backend.allocate(values.size() * sizeof(float)));
        target = Tensor{ buffer.get(), 0, DType::F32, shape };
        decoder->m_weights.push_back(std::move(buffer));
        return backend.write(target, std::as_bytes(std::span(values)));
    };
    const auto layer
        = [&](const std::string& name, const Shape& weight, std::size_t outputs, Layer& target) -> Result<void> {
        PAL_TRY(place(name + ".weight", weight, target.weight));
        return place(name + ".bias", Shape{ outputs }, target.bias);
    };

    PAL_TRY_ASSIGN(decoder->m_codebook, reader.take("_vq_vae._embedding", Shape{ kCodebookSize, kCodeWidth }));
    PAL_TRY(layer("decoder.0", Shape{ kHidden, kCodeWidth, 1, 1 }, kHidden, decoder->m_in));
    for (const std::string name : { "decoder.2", "decoder.3" }) {
        Residual residual;
        PAL_TRY(layer(name + ".net.0", Shape{ kHidden, kHidden, 3, 3 }, kHidden, residual.first));
        PAL_TRY(layer(name + ".net.2", Shape{ kHidden, kHidden, 3, 3 }, kHidden, residual.second));
        PAL_TRY(layer(name + ".net.4", Shape{ kHidden, kHidden, 1, 1 }, kHidden, residual.last));
        decoder->m_residuals.push_back(residual);
    }
    std::size_t inputs = kHidden;
    std::size_t index = 4;
    for (const std::size_t outputs : { 128, 64, 32, 16 }) {
        Layer upsampling;
        PAL_TRY(layer("decoder." + std::to_string(index), Shape{ inputs, outputs, 4, 4 }, outputs, upsampling));
        decoder->m_upsampling.push_back(upsampling);
        inputs = outputs;
        index += 2;
    }
    PAL_TRY(layer("decoder.12", Shape{ 1, inputs, 1, 1 }, 1, decoder->m_out));

    const Shape hidden{ kHidden, kGrid, kGrid };
    decoder->m_grown.resize(decoder->m_upsampling.size());
    std::vector<Tensor>& grown = decoder->m_grown;
    PAL_TRY(decoder->m_block.plan(backend,
        { { &decoder->m_codes, { kCodeWidth, kGrid, kGrid } }, { &decoder->m_planes, hidden },
            { &decoder->m_branch, hidden }, { &decoder->m_otherBranch, hidden }, { &grown[0], { 128, 8, 8 } },
            { &grown[1], { 64, 16, 16 } }, { &grown[2], { 32, 32, 32 } }, { &grown[3], { 16, 64, 64 } },
            { &decoder->m_mask, { 1, 64, 64 } } }));
    return decoder;
}

Result<std::vector<float>> MaskDecoder::decode(std::span<const int> codes)
{
    if (codes.size() != kCodes)
        return Error{ ErrorCode::BadArguments,
            "a mask has " + std::to_string(codes.size()) + " codes, expected " + std::to_string(kCodes) };
    std::vector<float> planes(kCodeWidth * kCodes);
    for (std::size_t k = 0; k < kCodes; ++k) {
        if (codes[k] < 0 || codes[k] >= static_cast<int>(kCodebookSize))
            return Error{ ErrorCode::BadArguments,
                "mask code " + std::to_string(codes[k]) + " is outside 0 to " + std::to_string(kCodebookSize - 1) };
        const float* const row = m_codebook.data() + static_cast<std::size_t>(codes[k]) * kCodeWidth;
        for (std::size_t c = 0; c < kCodeWidth; ++c)
            planes[c * kCodes + k] = row[c];
    }
    PAL_TRY(m_backend.write(m_codes, std::as_bytes(std::span(planes))));

    OpRecorder& ops = m_backend.recorder();
    const auto convolve = [&ops](const Layer& layer, const Tensor& in, const Tensor& out, PlaneActivation activation) {
        ops.convolve({ in, layer.weight, layer.bias, out, activation });
    };
    convolve(m_in, m_codes, m_planes, PlaneActivation::Relu);
    for (const Residual& residual : m_residuals) {
        convolve(residual.first, m_planes, m_branch, PlaneActivation::Relu);
        convolve(residual.second, m_branch, m_otherBranch, PlaneActivation::Relu);
        convolve(residual.last, m_otherBranch, m_branch, PlaneActivation::None);
        ops.add({ m_planes, m_branch, m_planes });
    }
    Tensor grown = m_planes;
    for (std::size_t i = 0; i < m_upsampling.size(); ++i) {
        ops.upsample({ grown, m_upsampling[i].weight, m_upsampling[i].bias, m_grown[i] });
        grown = m_grown[i];
    }
    convolve(m_out, grown, m_mask, PlaneActivation::None);
    std::vector<float> mask(m_mask.shape.elementCount());
    PAL_TRY(m_backend.read(m_mask, std::as_writable_bytes(std::span(mask))));
    return mask;
}

} // namespace palimpsest
