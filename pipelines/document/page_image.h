#pragma once
// The pixels of one page, as every task gets them. A plain value.

#include <cstddef>
#include <string>

#include "engine/image/rgb_image.h"

namespace palimpsest {

struct PageImage {
    RgbImage image;            // turned as the file's orientation asks, alpha dropped
    double dpi = 0;            // pixels per inch; 0 where the file does not say
    std::size_t pageIndex = 0; // from 0
    std::string sourceName;    // the file as the caller named it, for messages and exports
};

} // namespace palimpsest
