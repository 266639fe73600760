#pragma once
// Which tensors a PaliGemma (1 or 2) checkpoint consists of, under their canonical names (first generation), in the
// order of the forward pass. Source: spec "Tensor names and shapes". Plain values.

#include <string>
#include <vector>

#include "engine/model/model_config.h"
#include "engine/tensor/shape.h"

namespace palimpsest {

struct NamedShape {
    std::string name;
    Shape shape;
};

// Every tensor but the optional untied head. The embedding table has config.text.vocabularySize rows.
std::vector<NamedShape> tensorInventory(const ModelConfig& config);

} // namespace palimpsest
