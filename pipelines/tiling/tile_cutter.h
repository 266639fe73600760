#pragma once
// Lines of a page into tiles: cut at word gaps only, scaled to the height the checkpoint reads best, the aspect kept.
// Blank parts of a page make no tiles, so nothing is asked about them.

#include <cstddef>
#include <span>
#include <vector>

#include "engine/image/preprocessing.h"
#include "engine/image/rgb_image.h"
#include "engine/io/capability_manifest.h"
#include "pipelines/tiling/line_finder.h"
#include "pipelines/tiling/tile.h"

namespace palimpsest {

struct TileLayout {
    std::size_t side = 224;         // pixels, the model's input
    double textHeight = 22;         // of a line in the tile, in pixels
    double smallestTextHeight = 22; // a line is made that small rather than cut
    std::size_t linesPerTile = 1;
    std::size_t charactersPerLine = 0; // about; 0: as many as fit
    ResizeKernel kernel = ResizeKernel::Bicubic;
};

// The layout for a checkpoint. What its manifest leaves open is filled in for large models, which read many small
// lines.
TileLayout tileLayout(const TextLimits& limits, const TaskCapability& capability, std::size_t side);

// A part of a line that fits a tile, not yet drawn.
struct LinePiece {
    std::size_t line = 0;
    PixelBox source;
    double scale = 1;             // tile pixels per page pixel
    bool continuesWord = false;   // the line had no word gap to cut at: no space before this piece
    std::vector<double> wordGaps; // the middles of the gaps between its words, as fractions of its width
};
std::vector<LinePiece> cutLines(std::span<const FoundLine> lines, const TileLayout& layout);

// Draws pieces, in their order, into as few tiles as the layout allows. A piece that is too wide is made to fit.
std::vector<Tile> drawTiles(const RgbImage& page, std::span<const LinePiece> pieces, const TileLayout& layout);

} // namespace palimpsest
