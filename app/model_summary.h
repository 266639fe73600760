#pragma once
// What a checkpoint folder is and can do, from its small files alone: config, manifest, and which weight files are
// there.

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/json_output.h"
#include "engine/base/result.h"
#include "engine/io/capability_manifest.h"
#include "engine/model/model_config.h"

namespace palimpsest {

struct ModelSummary {
    std::filesystem::path folder;
    ModelConfig config;
    CapabilityManifest manifest;
    std::uint64_t weightBytes = 0; // its companions' among them
};

// InvalidModel says what is missing or wrong.
Result<ModelSummary> summarize(const std::filesystem::path& folder);

JsonValue jsonOf(const ModelSummary& summary);
void print(const ModelSummary& summary);

} // namespace palimpsest
