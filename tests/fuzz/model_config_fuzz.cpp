// Any config.json: either an error, or a config whose derived sizes can be computed.

#include "engine/model/model_config.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto parsed = parseModelConfig(asText(data, size), "input");
    if (!parsed.ok()) {
        PAL_CHECK(!parsed.error().message.empty());
        return 0;
    }
    const ModelConfig& config = parsed.value();
    PAL_CHECK(config.vision.patchSize > 0 && config.vision.headCount > 0 && config.text.kvHeadCount > 0);
    PAL_CHECK(config.vision.headWidth() > 0 && config.vision.patchCount() > 0 && config.text.queryWidth() > 0);
    PAL_CHECK(config.text.slidingLayers.size() == config.text.layerCount);
    PAL_CHECK(config.outputVocabulary(config.text.vocabularySize) <= config.text.vocabularySize);
    return 0;
}
