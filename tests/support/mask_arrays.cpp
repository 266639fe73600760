#include "tests/support/mask_arrays.h"

#include <span>
#include <string>

#include "engine/model/synthetic_weights.h"

namespace palimpsest {

NpyArray arrayOf(const Shape& shape, const std::vector<float>& values)
{
    const auto bytes = std::as_bytes(std::span(values));
    return { .type = NpyType::F4, .shape = shape, .bytes = { bytes.begin(), bytes.end() } };
}

NpzArrays syntheticMaskArrays()
{
    NpzArrays arrays;
    const auto add = [&](const std::string& name, const Shape& shape) {
        arrays[name] = arrayOf(shape, syntheticTensor(name, shape, 0, SyntheticScaling::UnitVariance));
    };
    const auto addLayer = [&](const std::string& name, const Shape& weight, std::size_t outputs) {
        add(name + ".weight", weight);
        add(name + ".bias", Shape{ outputs });
    };
    add("_vq_vae._embedding", Shape{ 128, 512 });
    addLayer("decoder.0", Shape{ 128, 512, 1, 1 }, 128);
    for (const std::string block : { "decoder.2", "decoder.3" }) {
        addLayer(block + ".net.0", Shape{ 128, 128, 3, 3 }, 128);
        addLayer(block + ".net.2", Shape{ 128, 128, 3, 3 }, 128);
        addLayer(block + ".net.4", Shape{ 128, 128, 1, 1 }, 128);
    }
    addLayer("decoder.4", Shape{ 128, 128, 4, 4 }, 128);
    addLayer("decoder.6", Shape{ 128, 64, 4, 4 }, 64);
    addLayer("decoder.8", Shape{ 64, 32, 4, 4 }, 32);
    addLayer("decoder.10", Shape{ 32, 16, 4, 4 }, 16);
    addLayer("decoder.12", Shape{ 1, 16, 1, 1 }, 1);
    return arrays;
}

} // namespace palimpsest
