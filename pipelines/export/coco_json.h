#pragma once
// What every data set in COCO's JSON has, whichever its categories. For the writers of pipelines/export alone.

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

#include "pipelines/export/exported_objects.h"

namespace palimpsest {

// Sides in hundredths of a pixel; `area` in pixels; the confidence, where it is known, as `score`.
nlohmann::ordered_json cocoAnnotation(std::size_t id, std::size_t imageId, std::size_t categoryId,
    const DetectedObject& object, double area, nlohmann::ordered_json segmentation);

// The file's text. Bytes that are no UTF-8 are replaced.
std::string cocoDocument(const ExportInput& input, const nlohmann::ordered_json& images,
    const nlohmann::ordered_json& annotations, const nlohmann::ordered_json& categories);

} // namespace palimpsest
