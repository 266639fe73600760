#pragma once
// Location tokens and the places they mean. A tile's side is divided into 1024 bins; round(v * 1023) encodes, k / 1023
// decodes, so that bin 1023 is the far edge. No other file knows this. Source: spec "Location quantisation".

#include <array>
#include <optional>
#include <string_view>

#include "engine/image/geometry.h"
#include "engine/io/capability_manifest.h"
#include "engine/tokenizer/piece.h"

namespace palimpsest {

// `fraction` of the side, clamped to 0..1; halves go to the even bin.
[[nodiscard]] int locationBin(double fraction);
[[nodiscard]] double locationFraction(int bin);

// The bin of the "<loc0123>" that the text starts with, 9 bytes long; empty when it starts with none.
[[nodiscard]] std::optional<int> locationTokenAt(std::string_view text);
inline constexpr std::size_t kLocationTokenBytes = 9;

// The four bins of a box as fractions of the tile's sides; sides are not put in order.
[[nodiscard]] RectF boxOf(const std::array<int, 4>& bins, CoordinateOrder order);
[[nodiscard]] std::array<int, 4> binsOf(const RectF& box, CoordinateOrder order);

} // namespace palimpsest
