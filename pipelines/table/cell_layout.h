#pragma once
// The cells of a printed table, found without a model: by its ruling lines where it has them, else by the white between
// its columns and rows. Pure; any thread.

#include <cstddef>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/line_finder.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

inline constexpr std::size_t kMostHeaderRows = 3;

struct CellPlace {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t rowSpan = 1;
    std::size_t columnSpan = 1;
    PixelBox box;
};

struct CellLayout {
    PixelBox region;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t headerRows = 0;     // on other paper than the rows below them, or above a heavier line
    std::vector<CellPlace> cells;   // one for every place, by row, then by column
    std::vector<FoundLine> lines;   // of print, cell by cell, none in two of them
    std::vector<std::size_t> holds; // index of the cell that holds each line
};

// Each ruled table by itself; else all print as one table. Top to bottom; none where there is no print.
std::vector<CellLayout> layOutCells(const RgbImage& page);

} // namespace palimpsest
