#pragma once
// Segmentation tokens: 16 codes of 128 make a mask of 4 x 4 cells inside a box. Source: spec "Segmentation".

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/tokenizer/piece.h"

namespace palimpsest {

inline constexpr std::size_t kCodesPerMask = 16;
using MaskCodes = std::array<int, kCodesPerMask>; // row-major over the cells

// The code of the "<seg012>" that the text starts with, 8 bytes long; empty when it starts with none.
[[nodiscard]] std::optional<int> segmentTokenAt(std::string_view text);
inline constexpr std::size_t kSegmentTokenBytes = 8;

} // namespace palimpsest
