#pragma once
// Boxes and numbers the way files want them, the same in every locale.

#include <string>
#include <string_view>

#include "engine/image/geometry.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// Whole pixels of a page.
struct WholeBox {
    long long left = 0;
    long long top = 0;
    long long right = 0; // one past the last pixel
    long long bottom = 0;

    [[nodiscard]] long long width() const { return right - left; }
    [[nodiscard]] long long height() const { return bottom - top; }
};

// Outwards, so that no ink is cut, and within the page. A box without an area keeps none.
WholeBox wholeBox(const RectF& box, const PageResult& page);
// The whole page.
WholeBox pageBox(const PageResult& page);
// Within the page, fractions kept.
RectF clippedBox(const RectF& box, const PageResult& page);

// "left top right bottom", parted by `separator`.
std::string sidesText(const WholeBox& box, std::string_view separator);

// So many digits behind the point.
std::string fixedText(double value, int digits);
// The shortest decimal that reads back as the same number.
std::string shortestText(double value);

} // namespace palimpsest
