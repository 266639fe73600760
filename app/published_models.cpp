#include "app/published_models.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "engine/backend/backend_factory.h"
#include "engine/model/synthetic_weights.h"

namespace palimpsest {

namespace {

ModelConfig largest()
{
    ModelConfig config = syntheticConfig(SyntheticShape::Paligemma10b224);
    config.text.hiddenSize = 4608;
    config.text.layerCount = 46;
    config.text.headCount = 32;
    config.text.kvHeadCount = 16;
    config.text.headWidth = 128;
    config.text.intermediateSize = 36864;
    return config;
}

} // namespace

Result<std::vector<PublishedModel>> publishedModels(const std::string& device)
{
    const std::vector<DeviceReport> devices = listDevices();
    PAL_TRY_ASSIGN(const std::size_t chosen, chooseDevice(devices, device, deviceEnvironment()));
    const std::array<std::pair<std::string_view, ModelConfig>, 3> sizes{
        { { "3b", syntheticConfig(SyntheticShape::Paligemma3b224) },
            { "10b", syntheticConfig(SyntheticShape::Paligemma10b224) }, { "28b", largest() } }
    };
    std::vector<PublishedModel> models;
    for (const auto& [size, config] : sizes) {
        for (const std::size_t imageSize : { 224U, 448U }) {
            ModelConfig seen = config;
            seen.vision.imageSize = imageSize;
            std::string name = "google/paligemma2-" + std::string(size) + "-mix-" + std::to_string(imageSize);
            models.push_back({ std::move(name), memoryFitOn(seen, false, devices[chosen].info) });
        }
    }
    return models;
}

JsonValue jsonOf(const std::vector<PublishedModel>& models)
{
    JsonValue rows = JsonValue::array();
    for (const PublishedModel& model : models)
        rows.push_back({ { "name", model.name }, { "memory", jsonOf(model.fit) } });
    return { { "models", rows } };
}

void print(const std::vector<PublishedModel>& models)
{
    for (const PublishedModel& model : models) {
        std::printf("%s\n", model.name.c_str());
        print(model.fit);
    }
}

} // namespace palimpsest
