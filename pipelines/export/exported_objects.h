#pragma once
// Objects and segments of a result alike, for formats that hold both, and the numbers of their labels.

#include <cstddef>
#include <string>
#include <vector>

#include "pipelines/export/export_input.h"

namespace palimpsest {

struct ExportedObject {
    const DetectedObject* object = nullptr;
    const PixelMask* mask = nullptr; // none: not a segment, or no mask came
};

// A length as data sets have it: two digits behind the point.
double hundredths(double pixels);

// In the order of the result; they point into `result`. Empty where it holds neither.
std::vector<ExportedObject> allObjects(const PageResult& result);
// Without the boxes that are inverted or have no area: no measurement can use them.
std::vector<ExportedObject> measurableObjects(const PageResult& result);

// The labels of the measurable objects of all pages, each once, in the order in which they come first. A label's number
// is its index.
std::vector<std::string> objectLabels(const ExportInput& input);
std::size_t labelNumber(const std::vector<std::string>& labels, const std::string& label);

} // namespace palimpsest
