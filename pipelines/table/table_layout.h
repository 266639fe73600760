#pragma once
// Where the table lies on a page and between which rows it may be cut, told by its ink alone. Pure; any thread.

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

// Rows of print from `top` to `bottom` that no cut goes through.
struct RowBlock {
    int top = 0;
    int bottom = 0;
};

struct TableLayout {
    PixelBox region;              // of all ink, with a margin
    double textHeight = 0;        // of a usual line: top of ascenders to bottom of descenders
    std::vector<RowBlock> blocks; // from the region's top to its bottom, one beginning where another ends
};

// Nothing for a page without print.
std::optional<TableLayout> layOutTable(const RgbImage& page);

// Blocks [first, last) that are shown together.
struct RowBand {
    std::size_t first = 0;
    std::size_t last = 0;
};

struct BandLimits {
    double height = 0;    // pixels
    std::size_t rows = 0; // blocks; 0: any number
};

// As few bands as the limits allow, from block `first` on; each begins with the last block of the one before. A block
// that is too high by itself is a band by itself.
std::vector<RowBand> cutBands(const std::vector<RowBlock>& blocks, std::size_t first, const BandLimits& limits);

// The block where the next band begins: the last one, which it shares, but for bands of a single block.
[[nodiscard]] std::size_t nextAfter(const RowBand& band);

// The same rows as two bands; of two blocks or more.
std::array<RowBand, 2> halvesOf(const RowBand& band);

} // namespace palimpsest
