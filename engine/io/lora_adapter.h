#pragma once
// A PEFT LoRA adapter, applied to the tensors of a checkpoint: W' = W + scaling * (B A), in f32, rounded once to the
// type W is stored in. Source: spec "PEFT LoRA adapters". Immutable after open(); any thread.
//
// Every tensor of the adapter binds or applyTo() fails and names it: libraries of the other naming generation load such
// an adapter as if it were empty, and nobody notices.
//
// Adapters of the token table (a low-rank product or a saved copy) act on the input side only, as PEFT computes them:
// the head of a tied model stays the base's table and becomes a tensor of its own, unless the adapter saves a head too.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/thread_pool.h"
#include "engine/io/lora_config.h"
#include "engine/io/safetensors_reader.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

using TensorMap = std::map<std::string, StoredTensor, std::less<>>;

// Tensors that take the place of the base's. Their bytes lie in `owned`, in the adapter's file or in the base.
struct AdaptedTensors {
    std::vector<StoredTensor> tensors; // canonical names
    std::vector<std::vector<std::byte>> owned;
};

class LoraAdapter {
public:
    // A folder with adapter_config.json and adapter_model.safetensors. FileAccess, InvalidModel or Unsupported.
    static Result<LoraAdapter> open(const std::filesystem::path& folder);

    // `base` under canonical names. Uses all processors; needs memory for the tensors it changes.
    [[nodiscard]] Result<AdaptedTensors> applyTo(const TensorMap& base) const;

    // The files that say what is applied.
    [[nodiscard]] std::vector<std::filesystem::path> sourceFiles() const;

private:
    // The tensors of one module, by their names in the file.
    struct Module {
        std::string path; // as the file spells it, without "base_model.model."
        std::string factorA;
        std::string factorB;
        bool isEmbedding = false;
    };

    LoraAdapter(std::filesystem::path folder, LoraConfig config, SafetensorsFile file);
    Result<void> sortTensors();
    [[nodiscard]] Result<void> applyProduct(const std::string& target, const Module& module, const TensorMap& base,
        AdaptedTensors& adapted, ThreadPool& pool) const;
    [[nodiscard]] Result<void> applySaved(
        const std::string& target, const std::string& source, const TensorMap& base, AdaptedTensors& adapted) const;
    [[nodiscard]] Result<StoredTensor> floatTensor(const std::string& name) const;
    [[nodiscard]] Error invalid(const std::string& problem) const;

    std::filesystem::path m_folder;
    LoraConfig m_config;
    SafetensorsFile m_file;
    std::map<std::string, Module> m_modules;    // canonical name of the weight -> its product
    std::map<std::string, std::string> m_saved; // canonical name -> name in the file, of whole replacements
};

} // namespace palimpsest
