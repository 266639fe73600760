#include "engine/bench/cost_model.h"

namespace palimpsest {
namespace {

double number(std::size_t count)
{
    return static_cast<double>(count);
}

struct LayerWeights {
    explicit LayerWeights(const TextConfig& text)
        : keysAndValues(2 * number(text.hiddenSize) * number(text.keyValueWidth())),
          others(2 * number(text.hiddenSize) * number(text.queryWidth())
              + 3 * number(text.hiddenSize) * number(text.intermediateSize))
    {
    }
    double keysAndValues;
    double others; // query, output and the three of the MLP
};

double headOperations(const TextConfig& text, std::size_t outputVocabulary)
{
    return 2 * number(outputVocabulary) * number(text.hiddenSize);
}

} // namespace

double encoderOperations(const ModelConfig& config)
{
    const VisionConfig& vision = config.vision;
    const double patches = number(vision.patchCount());
    const double width = number(vision.hiddenSize);
    const double layer = 2 * patches * 4 * width * width + 2 * patches * 2 * width * number(vision.intermediateSize)
        + 4 * patches * patches * width;
    return 2 * patches * number(vision.patchValues()) * width + number(vision.layerCount) * layer
        + 2 * patches * width * number(config.text.hiddenSize);
}

double prefillOperations(const ModelConfig& config, std::size_t tokens, std::size_t outputVocabulary)
{
    const TextConfig& text = config.text;
    const LayerWeights weights(text);
    const double rows = number(tokens);
    const double wholeLayers = number(text.layerCount) - 1;
    const double attention = 4 * rows * number(text.queryWidth()); // of one row
    return 2 * rows * (wholeLayers * (weights.keysAndValues + weights.others) + weights.keysAndValues)
        + 2 * weights.others + (wholeLayers * rows + 1) * attention + headOperations(text, outputVocabulary);
}

double decodeOperations(const ModelConfig& config, std::size_t keys, std::size_t outputVocabulary)
{
    const TextConfig& text = config.text;
    const LayerWeights weights(text);
    return number(text.layerCount)
        * (2 * (weights.keysAndValues + weights.others) + 4 * number(keys) * number(text.queryWidth()))
        + headOperations(text, outputVocabulary);
}

double keyValueBytes(const ModelConfig& config, std::size_t keys)
{
    return 2 * number(config.text.layerCount) * number(keys) * number(config.text.keyValueWidth()) * sizeof(float);
}

} // namespace palimpsest
