#pragma once
// Lines gathered into paragraphs, for formats that want them. The result knows lines alone, so the white between them
// has to tell.

#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct Paragraph {
    std::vector<const TextLine*> lines; // of the result that was given
    RectF box;                          // round all of them
};

// In reading order. A line goes on with the paragraph when it stands below the line before, shares some of its width,
// has letters of about its size and no more white above it than three quarters of a line. Lines without text are left
// out. `rotation`: of the provenance; what is above and below changes with it.
std::vector<Paragraph> paragraphsOf(const OcrResult& result, int rotation = 0);

} // namespace palimpsest
