#pragma once
// adapter_config.json of a PEFT LoRA adapter: how much of each module's product is added. Source: spec "PEFT LoRA
// adapters". Plain values.

#include <cstddef>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

// Exceptions from the rule, for modules whose path a pattern matches; the first that matches counts.
struct ModulePattern {
    std::regex path;
    double value = 0;
};

struct LoraConfig {
    std::optional<double> rank; // of modules without a pattern; the tensors' own shape when absent
    double alpha = 8;
    bool rankStabilised = false; // alpha / sqrt(rank) instead of alpha / rank
    bool transposed = false;     // "fan_in_fan_out": the product is transposed before it is added
    std::vector<ModulePattern> rankPatterns;
    std::vector<ModulePattern> alphaPatterns;

    // `modulePath` as the adapter's library spells it, without "base_model.model.".
    [[nodiscard]] std::optional<double> rankOf(const std::string& modulePath) const;
    // What the product of a module is multiplied by.
    [[nodiscard]] double scalingOf(const std::string& modulePath, std::size_t rank) const;
};

// A pure function. InvalidModel for what is no such config, Unsupported for kinds of adapter that add more than a
// product (DoRA, biases of their own, repeated layers).
Result<LoraConfig> parseLoraConfig(std::string_view json, std::string_view source);

} // namespace palimpsest
