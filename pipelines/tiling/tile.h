#pragma once
// A square of a page as the model sees it, that knows the way back. A tile of text holds pieces of lines, each scaled
// to the height the checkpoint reads best and put onto paper of the page's own colour. Plain values.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct TilePiece {
    std::size_t piece = 0; // which of the pieces given to drawTiles
    PixelBox source;       // on the page
    RectF place;           // in the tile, as fractions of its side
};

struct Tile {
    std::size_t index = 0;
    RgbImage image;
    std::vector<TilePiece> pieces; // top to bottom

    // The part of the page that is in the tile.
    [[nodiscard]] RectF region() const
    {
        RectF all = pieces.front().source.toRectF();
        for (const TilePiece& piece : pieces)
            all = united(all, piece.source.toRectF());
        return all;
    }

    // Pixels of the tile for one of the page, where it shows the page smallest.
    [[nodiscard]] double scale() const
    {
        double least = std::numeric_limits<double>::max();
        for (const TilePiece& piece : pieces) {
            const RectF source = piece.source.toRectF();
            const auto side = static_cast<double>(image.width);
            least = std::min(
                { least, piece.place.width() * side / source.width(), piece.place.height() * side / source.height() });
        }
        return least;
    }

    // The piece whose rows lie nearest to those of a box given in fractions of the side.
    [[nodiscard]] std::size_t pieceAt(const RectF& box) const
    {
        const double middle = (box.top + box.bottom) / 2;
        std::size_t nearest = 0;
        double least = 2;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const RectF& place = pieces[i].place;
            const double distance = std::max({ 0.0, place.top - middle, middle - place.bottom });
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    // Fractions of the side to page pixels, as the given piece lies in both.
    [[nodiscard]] RectF toPage(const RectF& box, std::size_t piece) const
    {
        const RectF& place = pieces[piece].place;
        const RectF source = pieces[piece].source.toRectF();
        const double scaleX = source.width() / place.width();
        const double scaleY = source.height() / place.height();
        return { source.left + (box.left - place.left) * scaleX, source.top + (box.top - place.top) * scaleY,
            source.left + (box.right - place.left) * scaleX, source.top + (box.bottom - place.top) * scaleY };
    }
};

} // namespace palimpsest
