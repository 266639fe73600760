#pragma once
// Recognises weights that another program has quantised, so that the refusal can say what they are. Source: spec
// "Quantised forms in the wild". Pure functions.

#include <optional>
#include <span>
#include <string>

#include "engine/io/safetensors_header.h"

namespace palimpsest {

// "quantised by bitsandbytes to 4 bits (tensor 'x.weight.absmax')"; nullopt when nothing gives a foreign form away.
[[nodiscard]] std::optional<std::string> foreignForm(std::span<const SafetensorsEntry> entries);

} // namespace palimpsest
