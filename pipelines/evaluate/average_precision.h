#pragma once
// Average precision of detections as COCO defines it (T.-Y. Lin et al., ECCV 2014; pycocotools): 101 recall points, at
// most 100 detections per image and class, the mean over the classes that have an object in the truth.

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

struct ScoredBox {
    std::string label;
    RectF box;
    double score = 1; // of what was found; without scores the order of the detections decides
};

struct TrueBox {
    std::string label;
    RectF box;
    bool crowd = false; // one box around many objects: may take any number of detections, none of which counts
};

struct DetectedImage {
    std::vector<ScoredBox> found;
    std::vector<TrueBox> truth;
};

// Objects of other sizes are ignored, and so are detections of other sizes that match nothing. Square pixels.
struct AreaRange {
    double least = 0;
    double most = 1e10;
};
inline constexpr AreaRange kSmallObjects{ 0, 32.0 * 32.0 };
inline constexpr AreaRange kMediumObjects{ 32.0 * 32.0, 96.0 * 96.0 };
inline constexpr AreaRange kLargeObjects{ 96.0 * 96.0, 1e10 };

// At one threshold of intersection over union. Not a number when the truth holds no object of that size.
[[nodiscard]] double averagePrecision(
    std::span<const DetectedImage> images, double threshold, const AreaRange& area = {});

// The mean over the thresholds 0.50, 0.55 ... 0.95.
[[nodiscard]] double meanAveragePrecision(std::span<const DetectedImage> images, const AreaRange& area = {});

} // namespace palimpsest
