#pragma once
// Running text as blocks: lines of one column that nothing stands between, however many paragraphs, lists and headings.
// A title in larger print, and lines set apart from the rest, are blocks of their own. Pure; any thread.

#include <span>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

// `others`: regions that are no running text, in pixels of the same page.
std::vector<RectF> textBlocks(std::span<const FoundLine> lines, std::span<const RectF> others);

} // namespace palimpsest
