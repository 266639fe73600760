#pragma once
// The two generations of tensor names, brought to the first. Source: spec "Tensor names and shapes". Pure functions.
//
//   canonical (generation 1)                 generation 2
//   language_model.model.X                   model.language_model.X
//   language_model.lm_head.X                 lm_head.X
//   vision_tower.vision_model.X              model.vision_tower.vision_model.X, also without "vision_model."
//   multi_modal_projector.X                  model.multi_modal_projector.X

#include <string>
#include <string_view>

namespace palimpsest {

inline constexpr std::string_view kEmbeddingTable = "language_model.model.embed_tokens.weight";
inline constexpr std::string_view kUntiedHead = "language_model.lm_head.weight";
inline constexpr std::string_view kPatchKernel = "vision_tower.vision_model.embeddings.patch_embedding.weight";
inline constexpr std::string_view kPositionTable = "vision_tower.vision_model.embeddings.position_embedding.weight";

// A name of neither generation comes back without its leading "model.".
[[nodiscard]] std::string canonicalTensorName(std::string_view name);

// Tensors that some files carry and no forward pass reads: the tower's pooling head, rotary and position buffers.
[[nodiscard]] bool isUnusedTensor(std::string_view canonicalName);

} // namespace palimpsest
