#include "engine/model/synthetic_weights.h"

#include <array>
#include <cmath>

#include "engine/base/check.h"
#include "engine/base/half.h"

namespace palimpsest {
namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;

struct ShapeName {
    SyntheticShape shape;
    std::string_view name;
};
constexpr std::array kShapeNames{
    ShapeName{ SyntheticShape::Nano, "nano" },
    ShapeName{ SyntheticShape::NanoV1, "nano-v1" },
    ShapeName{ SyntheticShape::Paligemma3b224, "3b-224" },
    ShapeName{ SyntheticShape::Paligemma3b448, "3b-448" },
    ShapeName{ SyntheticShape::Paligemma3b896, "3b-896" },
    ShapeName{ SyntheticShape::Paligemma10b224, "10b-224" },
    ShapeName{ SyntheticShape::Paligemma10b448, "10b-448" },
};

std::uint64_t mix(std::uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

bool contains(std::string_view name, std::string_view part)
{
    return name.find(part) != std::string_view::npos;
}

bool isLayerNormWeight(std::string_view name)
{
    return name.starts_with("vision_tower.") && name.ends_with(".weight")
        && (contains(name, "layer_norm") || contains(name, "post_layernorm"));
}

float goldenScale(std::string_view name)
{
    if (name.ends_with(".bias"))
        return 1.0F / 8;
    if (contains(name, "patch_embedding"))
        return 1.0F / 16;
    if (contains(name, "fc2.") || contains(name, "down_proj.") || contains(name, "embed_tokens."))
        return 1.0F / 8;
    return 1.0F / 4;
}

float scaleOf(std::string_view name, const Shape& shape, SyntheticScaling scaling)
{
    const bool matrix = shape.rank() >= 2 && !contains(name, "position_embedding");
    if (scaling == SyntheticScaling::Golden || !matrix)
        return goldenScale(name);
    const auto fanIn = static_cast<double>(shape.elementCount() / shape[0]);
    return static_cast<float>(std::exp2(std::round(std::log2(std::sqrt(3.0 / fanIn)))));
}

ModelConfig nanoConfig(DecoderGeneration generation)
{
    ModelConfig config;
    config.vision = VisionConfig{
        .imageSize = 56, .patchSize = 14, .hiddenSize = 48, .layerCount = 2, .headCount = 3, .intermediateSize = 96
    };
    config.imageTokenId = 300;
    TextConfig& text = config.text;
    text.generation = generation;
    text.hiddenSize = 96;
    text.headCount = 4;
    text.headWidth = 16;
    text.intermediateSize = 160;
    text.vocabularySize = 320;
    if (generation == DecoderGeneration::Gemma2) {
        text.layerCount = 4;
        text.kvHeadCount = 2;
        text.queryPreAttnScalar = 20;
        text.attentionSoftcap = 4;
        text.finalSoftcap = 2;
        text.slidingWindow = 8;
    } else {
        text.layerCount = 2;
        text.kvHeadCount = 1;
        text.queryPreAttnScalar = 16;
        text.attentionSoftcap = 0;
        text.finalSoftcap = 0;
        text.slidingWindow = 0;
    }
    return config;
}

} // namespace

std::string_view nameOf(SyntheticShape shape)
{
    for (const ShapeName& entry : kShapeNames)
        if (entry.shape == shape)
            return entry.name;
    return "?";
}

std::optional<SyntheticShape> syntheticShapeNamed(std::string_view name)
{
    for (const ShapeName& entry : kShapeNames)
        if (entry.name == name)
            return entry.shape;
    return std::nullopt;
}

ModelConfig syntheticConfig(SyntheticShape shape)
{
    ModelConfig config; // its defaults are those of PaliGemma 2 3B at 224 pixels
    switch (shape) {
    case SyntheticShape::Nano:
        config = nanoConfig(DecoderGeneration::Gemma2);
        break;
    case SyntheticShape::NanoV1:
        config = nanoConfig(DecoderGeneration::Gemma1);
        break;
    case SyntheticShape::Paligemma3b224:
        break;
    case SyntheticShape::Paligemma3b448:
        config.vision.imageSize = 448;
        break;
    case SyntheticShape::Paligemma3b896:
        config.vision.imageSize = 896;
        break;
    case SyntheticShape::Paligemma10b448:
        config.vision.imageSize = 448;
        [[fallthrough]];
    case SyntheticShape::Paligemma10b224:
        config.text.hiddenSize = 3584;
        config.text.layerCount = 42;
        config.text.headCount = 16;
        config.text.kvHeadCount = 8;
        config.text.intermediateSize = 14336;
        break;
    }
    config.text.slidingLayers.assign(config.text.layerCount, false);
    if (config.text.slidingWindow != 0)
        for (std::size_t l = 0; l < config.text.layerCount; l += 2)
            config.text.slidingLayers[l] = true;
    return config;
}

SyntheticScaling scalingOf(SyntheticShape shape)
{
    const bool nano = shape == SyntheticShape::Nano || shape == SyntheticShape::NanoV1;
    return nano ? SyntheticScaling::Golden : SyntheticScaling::UnitVariance;
}

std::uint64_t fnv1a64(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

std::uint64_t splitmix64(std::uint64_t seed, std::uint64_t index)
{
    return mix(seed + (index + 1) * kGolden);
}

SyntheticSource syntheticSource(
    std::string_view canonicalName, const Shape& shape, std::uint64_t seed, SyntheticScaling scaling)
{
    SyntheticSource source{ .seed = fnv1a64(canonicalName) ^ seed, .table = std::vector<std::uint16_t>(256) };
    const bool layerNorm = isLayerNormWeight(canonicalName);
    const float scale = scaleOf(canonicalName, shape, scaling);
    for (int top = 0; top < 256; ++top) {
        const float value = layerNorm ? 1.0F + static_cast<float>((top >> 2) - 32) / 128.0F
                                      : static_cast<float>(top - 128) / 128.0F * scale;
        source.table[static_cast<std::size_t>(top)] = floatToBf16(value);
    }
    return source;
}

void SyntheticSource::fill(std::uint64_t first, std::span<std::uint16_t> out) const
{
    PAL_CHECK(table.size() == 256);
    std::uint64_t state = seed + first * kGolden;
    for (std::uint16_t& value : out) {
        state += kGolden;
        value = table[mix(state) >> 56];
    }
}

std::vector<float> syntheticTensor(
    std::string_view canonicalName, const Shape& shape, std::uint64_t seed, SyntheticScaling scaling)
{
    std::vector<std::uint16_t> stored(shape.elementCount());
    syntheticSource(canonicalName, shape, seed, scaling).fill(0, stored);
    std::vector<float> values(stored.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = bf16ToFloat(stored[i]);
    return values;
}

} // namespace palimpsest
