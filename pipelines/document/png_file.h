#pragma once
// Writes pixels as a PNG file, whole or not at all (see AtomicFile). Any thread.

#include <filesystem>

#include "engine/base/result.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

// dpi 0: the file says nothing about its resolution.
Result<void> savePng(const RgbImage& image, const std::filesystem::path& path, double dpi = 0);

} // namespace palimpsest
