#pragma once
// Objects with boxes and labels from an answer about a whole page: what detection and segmentation share.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "pipelines/decode/located_text.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {

struct LocatedObject {
    DetectedObject object; // box on the page
    std::optional<MaskCodes> codes;
};

enum class MaskTokens { None, Expected }; // whether 16 segmentation tokens follow each box

struct LocatedObjects {
    std::vector<LocatedObject> items;
    std::size_t noise = 0; // entries that the answer itself called none of its classes
};

// Asks and parses. A label that is missing is the one that was asked for, where only one was. A model that was told few
// words in training (argument_words) is asked about several labels one by one, and its objects are called as they were
// asked for. Boxes that say the same twice are one. Of a closed set, what is none of its classes is left out, the
// surest object comes first, and nothing else is done about boxes upon each other.
Result<LocatedObjects> askForObjects(const PipelineInput& input, Asker& asker, Stage stage, MaskTokens masks);

// Where a box of the input square lies on the page; sides are not put in order.
RectF boxOnPage(const RectF& square, const PipelineInput& input);

} // namespace palimpsest
