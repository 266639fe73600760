#pragma once
// What config.json says about a PaliGemma (1 or 2) checkpoint, every default filled in. Plain values.
// Source of the defaults: spec "config.json keys". Sizes are counts of elements unless the name says otherwise.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

struct VisionConfig {
    std::size_t imageSize = 224; // pixels per side
    std::size_t patchSize = 14;
    std::size_t hiddenSize = 1152;
    std::size_t layerCount = 27;
    std::size_t headCount = 16;
    std::size_t intermediateSize = 4304;
    float layerNormEpsilon = 1e-6F;

    [[nodiscard]] std::size_t gridSize() const { return imageSize / patchSize; }
    [[nodiscard]] std::size_t patchCount() const { return gridSize() * gridSize(); } // image tokens per image
    [[nodiscard]] std::size_t patchValues() const { return 3 * patchSize * patchSize; }
    [[nodiscard]] std::size_t headWidth() const { return hiddenSize / headCount; }
};

enum class DecoderGeneration { Gemma1, Gemma2 };

struct TextConfig {
    DecoderGeneration generation = DecoderGeneration::Gemma2;
    std::size_t hiddenSize = 2304;
    std::size_t layerCount = 26;
    std::size_t headCount = 8;
    std::size_t kvHeadCount = 4;
    std::size_t headWidth = 256;
    std::size_t intermediateSize = 9216;
    std::size_t vocabularySize = 257216; // rows of the embedding table as the config has it
    float queryPreAttnScalar = 256.0F;   // scores are scaled by 1 / sqrt of it
    float attentionSoftcap = 50.0F;      // 0: none
    float finalSoftcap = 30.0F;          // 0: none
    std::size_t slidingWindow = 4096;    // 0: none
    std::vector<bool> slidingLayers;     // one per layer
    float ropeBase = 10000.0F;
    float rmsNormEpsilon = 1e-6F;
    std::size_t maxPositions = 8192;

    [[nodiscard]] std::size_t queryWidth() const { return headCount * headWidth; }
    [[nodiscard]] std::size_t keyValueWidth() const { return kvHeadCount * headWidth; }
};

struct ModelConfig {
    VisionConfig vision;
    TextConfig text;
    std::int32_t imageTokenId = 257152;
    std::int32_t bosTokenId = 2;
    std::int32_t eosTokenId = 1;
    std::int32_t padTokenId = 0;
    // Token ids a model may emit: below the image token and below the rows that are there.
    [[nodiscard]] std::size_t outputVocabulary(std::size_t tableRows) const;
};

// `source` names the text in messages. InvalidModel for anything that is no such config.
Result<ModelConfig> parseModelConfig(std::string_view json, std::string_view source);
Result<ModelConfig> readModelConfig(const std::filesystem::path& file);

} // namespace palimpsest
