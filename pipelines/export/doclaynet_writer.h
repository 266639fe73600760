#pragma once
// Layouts as the data set DocLayNet has them: COCO JSON whose categories are its eleven classes, all of them and under
// its numbers, whichever were found. Boxes are in pixels of the page as it was read; the pictures of DocLayNet itself
// are pages at 1025 x 1025. Pure; any thread.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "pipelines/export/export_input.h"

namespace palimpsest {

// One data set for all pages of a run. An object's outline is its box. What nobody knows of a document, its collection
// and category, is not there. BadInput: a label that means none of the classes.
Result<std::string> docLayNetOf(const ExportInput& input);

// The number of the class, 1 to 11, that a label means: the class's own name or another usual one, whatever its
// capitals, hyphens and underscores; empty: none of them.
std::optional<std::size_t> docLayNetClass(std::string_view label);

} // namespace palimpsest
