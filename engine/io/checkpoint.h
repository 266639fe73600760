#pragma once
// A Hugging Face folder, opened: config, and every tensor under its canonical name, mapped and not copied. Immutable
// and shared between threads.
//
// Canonical names are those of the first generation ("language_model.model.layers.0.mlp.up_proj.weight",
// "vision_tower.vision_model.embeddings.patch_embedding.weight", "multi_modal_projector.linear.bias"), whatever
// generation the files use. Every tensor the config asks for is there with the right shape, or open() fails and names
// the tensor, the expected and the found shape; a LoRA adapter is merged (f32 arithmetic, rounded once to the stored
// type) and each of its tensors binds, or open() fails.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/stored_tensor.h"
#include "engine/model/model_config.h"

namespace palimpsest {

class Checkpoint {
public:
    // `adapter`: a PEFT LoRA folder. Errors are InvalidModel or FileAccess.
    static Result<std::shared_ptr<const Checkpoint>> open(
        const std::filesystem::path& folder, const std::optional<std::filesystem::path>& adapter = std::nullopt);
    ~Checkpoint();
    Checkpoint(const Checkpoint&) = delete;
    Checkpoint& operator=(const Checkpoint&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const;
    [[nodiscard]] const ModelConfig& config() const;

    // Null when there is no tensor of that canonical name (lm_head.weight of a tied model, say).
    [[nodiscard]] const StoredTensor* find(std::string_view canonicalName) const;
    [[nodiscard]] const std::map<std::string, StoredTensor, std::less<>>& tensors() const;
    [[nodiscard]] std::uint64_t tensorBytes() const;

    // The files the tensors came from (shards, adapter): what a cache of derived weights is keyed by.
    [[nodiscard]] const std::vector<std::filesystem::path>& sourceFiles() const;

private:
    struct Contents;
    explicit Checkpoint(std::unique_ptr<Contents> contents);
    std::unique_ptr<Contents> m_contents;
};

} // namespace palimpsest
