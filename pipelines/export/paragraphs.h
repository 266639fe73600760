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
// has letters of about its size, and lies no farther below than three tenths more than is usual on the page; where that
// has too few lines to tell, with no more white above it than three quarters of a line. Lines without text are left
// out. `provenance`: how far the page was turned and its lines were raised; a line that falls looks taller than it is.
std::vector<Paragraph> paragraphsOf(const OcrResult& result, const Provenance& provenance = {});

} // namespace palimpsest
