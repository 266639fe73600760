#pragma once
// A box of whole pixels. Plain value.

#include <algorithm>

#include "engine/image/geometry.h"

namespace palimpsest {

struct PixelBox {
    int left = 0;
    int top = 0;
    int right = 0; // one past the last pixel
    int bottom = 0;

    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
    [[nodiscard]] RectF toRectF() const
    {
        return { static_cast<double>(left), static_cast<double>(top), static_cast<double>(right),
            static_cast<double>(bottom) };
    }

    friend bool operator==(const PixelBox&, const PixelBox&) = default;
};

[[nodiscard]] inline PixelBox united(const PixelBox& a, const PixelBox& b)
{
    return { std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
        std::max(a.bottom, b.bottom) };
}

// Pixels that two spans share; negative: how far they are apart.
[[nodiscard]] inline int sharedRows(const PixelBox& a, const PixelBox& b)
{
    return std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
}
[[nodiscard]] inline int sharedColumns(const PixelBox& a, const PixelBox& b)
{
    return std::min(a.right, b.right) - std::max(a.left, b.left);
}

} // namespace palimpsest
