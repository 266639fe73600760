#pragma once
// The "nano" checkpoints of the specification as real folders, and a model made from one.

#include <filesystem>
#include <memory>
#include <string>

#include "engine/backend/backend_factory.h"
#include "engine/image/rgb_image.h"
#include "engine/model/paligemma.h"

namespace palimpsest {

enum class NanoKind { Gemma2, Gemma1 }; // "nano", "nano-v1"

// Writes config.json and model.safetensors with every weight as `dtype` ("F32", "F16", "BF16": all hold them exactly).
void writeNanoFolder(const std::filesystem::path& folder, NanoKind kind, const std::string& dtype);

// The picture of the golden values: byte(y, x, c) = (7y + 13x + 29c + floor(x*y/4)) mod 256, 56 x 56.
RgbImage nanoImage();

// 16 image tokens, then 2, 10, 20, 30, 40, 50, 108.
std::vector<std::int32_t> nanoPrompt();

struct NanoModel {
    std::unique_ptr<Backend> backend;
    std::unique_ptr<PaliGemma> model;
};
NanoModel openNano(const std::filesystem::path& folder, const BackendRequest& backend, const PaliGemmaOptions& options);

} // namespace palimpsest
