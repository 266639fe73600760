#pragma once
// An engraved score as SVG. Signs are outlines, so that it looks the same without any font. Any thread.

#include <string>
#include <string_view>

#include "pipelines/music/engraving.h"

namespace palimpsest {

// `description` says where the music comes from.
std::string svgOfEngraving(const Engraving& engraving, std::string_view description);

} // namespace palimpsest
