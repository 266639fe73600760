#include "pipelines/runner/region_text.h"

#include <array>
#include <charconv>

namespace palimpsest {

std::optional<RegionRequest> regionFromText(std::string_view text)
{
    std::array<double, 4> sides{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (double& side : sides) {
        const auto [behind, error] = std::from_chars(at, end, side);
        const bool last = &side == &sides.back();
        if (error != std::errc() || side < 0 || !(side < 1e9) || (behind == end ? !last : *behind != ','))
            return std::nullopt;
        at = behind == end ? end : behind + 1;
    }
    const RectF box{ sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3] };
    if (box.width() <= 0 || box.height() <= 0) // so narrow beside where it begins that nothing is left, too
        return std::nullopt;
    return RegionRequest{ .box = box, .task = std::string(at, end) };
}

} // namespace palimpsest
