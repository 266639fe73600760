#include "pipelines/export/box_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace palimpsest {

RectF clippedBox(const RectF& box, const PageResult& page)
{
    const double width = static_cast<double>(page.pageWidth);
    const double height = static_cast<double>(page.pageHeight);
    const double left = std::clamp(box.left, 0.0, width);
    const double top = std::clamp(box.top, 0.0, height);
    return { left, top, std::clamp(box.right, left, width), std::clamp(box.bottom, top, height) };
}

WholeBox wholeBox(const RectF& box, const PageResult& page)
{
    const RectF inside = clippedBox(box, page);
    return { static_cast<long long>(std::floor(inside.left)), static_cast<long long>(std::floor(inside.top)),
        static_cast<long long>(std::ceil(inside.right)), static_cast<long long>(std::ceil(inside.bottom)) };
}

WholeBox pageBox(const PageResult& page)
{
    return { 0, 0, static_cast<long long>(page.pageWidth), static_cast<long long>(page.pageHeight) };
}

std::string sidesText(const WholeBox& box, std::string_view separator)
{
    std::string text = std::to_string(box.left);
    for (const long long side : { box.top, box.right, box.bottom })
        text.append(separator).append(std::to_string(side));
    return text;
}

std::string fixedText(double value, int digits)
{
    std::array<char, 400> text{}; // the longest double has 309 digits before its point
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits).ptr;
    return { text.data(), end };
}

std::string shortestText(double value)
{
    std::array<char, 32> text{};
    return { text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr };
}

} // namespace palimpsest
