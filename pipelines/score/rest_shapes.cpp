#include "pipelines/score/rest_shapes.h"

#include <array>
#include <cstdlib>

namespace palimpsest {
namespace {

constexpr double kLeastLike = 0.5;

struct RestShape {
    MusicGlyph glyph;
    int halvings;
    double lowest; // spaces from top to bottom
    double highest;
    double narrowest;
    double widest;
};

constexpr std::array<RestShape, 4> kShapes{ {
    { MusicGlyph::RestQuarter, 2, 2.2, 3.4, 0.6, 1.4 },
    { MusicGlyph::Rest8th, 3, 1.3, 2.2, 0.7, 1.5 },
    { MusicGlyph::Rest16th, 4, 2.2, 3.2, 0.8, 1.8 },
    { MusicGlyph::Rest32nd, 5, 3.2, 4.2, 0.9, 2.0 },
} };

} // namespace

std::optional<int> restOf(const SignPiece& piece)
{
    const double width = static_cast<double>(piece.box.width()) / kSpace;
    const double height = static_cast<double>(piece.box.height()) / kSpace;
    if (width >= 0.9 && width <= 1.9 && height >= 0.35 && height <= 0.85 && piece.filled() > 0.8) {
        const int line = kTopLine + kSpace; // that a whole rest hangs from
        if (std::abs(piece.box.top - line) <= 4 && piece.box.bottom < kMiddleLine)
            return 0;
        if (std::abs(piece.box.bottom - kMiddleLine) <= 4 && piece.box.top > line)
            return 1;
    }
    if (std::abs(piece.middleY() - kMiddleLine) > kSpace)
        return std::nullopt;
    std::optional<int> found;
    double most = kLeastLike;
    for (const RestShape& shape : kShapes) {
        if (width < shape.narrowest || width > shape.widest || height < shape.lowest || height > shape.highest)
            continue;
        if (const double like = likeness(piece, shape.glyph); like > most) {
            most = like;
            found = shape.halvings;
        }
    }
    return found;
}

} // namespace palimpsest
