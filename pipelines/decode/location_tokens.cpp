#include "pipelines/decode/location_tokens.h"

#include <algorithm>
#include <cmath>

#include "pipelines/decode/numbered_token.h"

namespace palimpsest {
namespace {

constexpr double kFarthestBin = kLocationBins - 1;

} // namespace

int locationBin(double fraction)
{
    // nearbyint rounds halves to even; a NaN compares false and lands at 0.
    const double scaled = std::nearbyint(fraction * kFarthestBin);
    return scaled > 0 ? static_cast<int>(std::min(scaled, kFarthestBin)) : 0;
}

double locationFraction(int bin)
{
    return static_cast<double>(bin) / kFarthestBin;
}

std::optional<int> locationTokenAt(std::string_view text)
{
    return numberedTokenAt(text, "<loc", 4, kLocationBins);
}

RectF boxOf(const std::array<int, 4>& bins, CoordinateOrder order)
{
    const double a = locationFraction(bins[0]);
    const double b = locationFraction(bins[1]);
    const double c = locationFraction(bins[2]);
    const double d = locationFraction(bins[3]);
    return order == CoordinateOrder::YFirst ? RectF{ b, a, d, c } : RectF{ a, b, c, d };
}

std::array<int, 4> binsOf(const RectF& box, CoordinateOrder order)
{
    const int left = locationBin(box.left);
    const int top = locationBin(box.top);
    const int right = locationBin(box.right);
    const int bottom = locationBin(box.bottom);
    return order == CoordinateOrder::YFirst ? std::array{ top, left, bottom, right }
                                            : std::array{ left, top, right, bottom };
}

} // namespace palimpsest
