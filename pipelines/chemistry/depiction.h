#pragma once
// Pictures of molecules as chemists draw them. By RDKit, behind this door. Any thread.

#include <optional>
#include <string>
#include <string_view>

namespace palimpsest {

inline constexpr int kDepictionWidth = 400; // pixels
inline constexpr int kDepictionHeight = 300;

// A whole SVG file; nothing when it is no molecule.
[[nodiscard]] std::optional<std::string> svgDepiction(std::string_view smiles);
// The bytes of a PNG file.
[[nodiscard]] std::optional<std::string> pngDepiction(std::string_view smiles);

} // namespace palimpsest
