#pragma once
// A result as boxes and masks upon the page, in colours that tell the state of review; dashes and the list say the same
// without colour. Pure functions.

#include <QSize>
#include <QTransform>
#include <vector>

#include "ui/page_view/overlay_item.h"
#include "ui/project/reading.h"
#include "ui/project/result_items.h"

namespace palimpsest {

// From pixels of the result to those of a page of that size.
[[nodiscard]] QTransform pageTransform(const PageResult& result, const QSize& pageSize);

// One shape per item, in their order, in the pixels of a page of that size.
[[nodiscard]] std::vector<OverlayShape> shapesOf(const Reading& reading, const QSize& pageSize, double threshold);
// Where these characters of an item stand on a page of that size; null where that is not known.
[[nodiscard]] QRectF boxOnPage(const Reading& reading, const QSize& pageSize, std::size_t item, const TextSpan& span);

} // namespace palimpsest
