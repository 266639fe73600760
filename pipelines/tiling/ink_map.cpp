#include "pipelines/tiling/ink_map.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>

#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/luminance.h"

namespace palimpsest {
namespace {

constexpr int kFaintest = 24;   // levels between paper and ink below which nothing counts
constexpr int kNoiseFactor = 5; // times the median deviation of a noisy page: 3.4 standard deviations

using Histogram = std::array<std::uint32_t, 256>;

std::vector<std::uint8_t> luminance(const RgbImage& page)
{
    std::vector<std::uint8_t> grey(page.width * page.height);
    for (std::size_t i = 0; i < grey.size(); ++i)
        grey[i] = luminanceOf(page.pixels.data() + i * 3);
    return grey;
}

// Pixels within a few levels of each level.
Histogram smoothed(const Histogram& histogram)
{
    constexpr int kSpread = 6;
    Histogram sums{};
    std::uint32_t inWindow = 0;
    for (int level = -kSpread; level < 256; ++level) {
        if (level + kSpread < 256)
            inWindow += histogram[static_cast<std::size_t>(level + kSpread)];
        if (level > kSpread)
            inWindow -= histogram[static_cast<std::size_t>(level - kSpread - 1)];
        if (level >= 0)
            sums[static_cast<std::size_t>(level)] = inWindow;
    }
    return sums;
}

int commonest(const Histogram& histogram, int first, int last)
{
    const auto begin = histogram.begin();
    return static_cast<int>(std::max_element(begin + std::max(0, first), begin + std::min(255, last) + 1) - begin);
}

// The level that most pixels have: the paper's, since letters cover the smaller part of it. Bold print can cover more
// than half of a small place, so the paper of the page is believed where there is almost as much of it.
int paperLevel(const Histogram& around, int ofPage)
{
    constexpr int kNear = 16;
    const Histogram sums = smoothed(around);
    const int here = commonest(sums, 0, 255);
    const int like = commonest(sums, ofPage - kNear, ofPage + kNear);
    return sums[static_cast<std::size_t>(like)] * 5ULL >= sums[static_cast<std::size_t>(here)] * 4ULL ? like : here;
}

// Paper levels on a grid of blocks, each judged with its eight neighbours.
struct PaperGrid {
    std::size_t block = 0;
    std::size_t columns = 0;
    std::size_t rows = 0;
    std::vector<std::uint8_t> level;
};

PaperGrid findPaper(
    const std::vector<std::uint8_t>& grey, std::size_t width, std::size_t height, const InkSettings& settings)
{
    PaperGrid grid;
    grid.block = std::clamp<std::size_t>(std::min(width, height) / settings.blocksAcross, 16, settings.largestBlock);
    grid.columns = (width + grid.block - 1) / grid.block;
    grid.rows = (height + grid.block - 1) / grid.block;
    std::vector<Histogram> blocks(grid.columns * grid.rows, Histogram{});
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x)
            ++blocks[y / grid.block * grid.columns + x / grid.block][grey[y * width + x]];
    grid.level.resize(blocks.size());
    Histogram page{};
    for (const Histogram& block : blocks)
        std::transform(page.begin(), page.end(), block.begin(), page.begin(), std::plus<>());
    const int ofPage = commonest(smoothed(page), 0, 255);
    for (std::size_t row = 0; row < grid.rows; ++row)
        for (std::size_t column = 0; column < grid.columns; ++column) {
            Histogram around{};
            for (std::size_t r = row == 0 ? 0 : row - 1; r <= std::min(row + 1, grid.rows - 1); ++r)
                for (std::size_t c = column == 0 ? 0 : column - 1; c <= std::min(column + 1, grid.columns - 1); ++c)
                    std::transform(around.begin(), around.end(), blocks[r * grid.columns + c].begin(), around.begin(),
                        std::plus<>());
            grid.level[row * grid.columns + column] = static_cast<std::uint8_t>(paperLevel(around, ofPage));
        }
    return grid;
}

int thresholdOf(const std::vector<std::uint8_t>& difference, double edgeShare)
{
    Histogram histogram{};
    for (const std::uint8_t value : difference)
        ++histogram[value];
    std::uint64_t below = 0;
    int median = 0;
    while (median < 255 && (below += histogram[static_cast<std::size_t>(median)]) * 2 < difference.size())
        ++median;
    const int faintest = std::max(kFaintest, kNoiseFactor * median);
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
    for (int level = faintest + 1; level < 256; ++level) {
        count += histogram[static_cast<std::size_t>(level)];
        sum += static_cast<std::uint64_t>(level) * histogram[static_cast<std::size_t>(level)];
    }
    const double usual = count > 0 ? static_cast<double>(sum) / static_cast<double>(count) : 0.0;
    return std::max(faintest, static_cast<int>(edgeShare * usual));
}

// Strips of shading, as tables have for their headers, are lower than the places that paper is judged by, and are found
// as one piece of ink. Within them the shading is the paper.
void lookIntoStrips(InkMap& map, const std::vector<std::uint8_t>& grey, int threshold)
{
    constexpr int kLowest = 16;     // pixels; what is lower is a line
    constexpr int kLength = 4;      // times the height
    constexpr double kFilled = 0.7; // words whose letters touch are less
    constexpr double kMostPrint = 0.35;
    constexpr double kLeastPrint = 0.005;
    for (const InkComponent& component : findComponents(map)) {
        const PixelBox& box = component.box;
        const double area = static_cast<double>(box.width()) * box.height();
        if (box.height() < kLowest || box.width() < kLength * box.height()
            || static_cast<double>(component.pixelCount) < kFilled * area)
            continue;
        Histogram levels{};
        const auto forEach = [&](const auto& see) {
            for (int y = box.top; y < box.bottom; ++y)
                for (int x = box.left; x < box.right; ++x)
                    see(static_cast<std::size_t>(y) * map.width + static_cast<std::size_t>(x));
        };
        forEach([&](std::size_t at) { ++levels[grey[at]]; });
        const int shading = commonest(smoothed(levels), 0, 255);
        const auto isPrint = [&](std::size_t at) { return std::abs(grey[at] - shading) > threshold; };
        double print = 0;
        forEach([&](std::size_t at) { print += isPrint(at) ? 1 : 0; });
        if (print < kLeastPrint * area || print > kMostPrint * area)
            continue;
        forEach([&](std::size_t at) { map.ink[at] = isPrint(at) ? 1 : 0; });
    }
}

} // namespace

InkMap findInk(const RgbImage& page, const InkSettings& settings)
{
    const std::vector<std::uint8_t> grey = luminance(page);
    const PaperGrid paper = findPaper(grey, page.width, page.height, settings);
    InkMap map{ page.width, page.height, std::vector<std::uint8_t>(grey.size()) };
    for (std::size_t y = 0; y < page.height; ++y)
        for (std::size_t x = 0; x < page.width; ++x) {
            const int level = paper.level[y / paper.block * paper.columns + x / paper.block];
            map.ink[y * page.width + x] = static_cast<std::uint8_t>(std::abs(grey[y * page.width + x] - level));
        }
    const int threshold = thresholdOf(map.ink, settings.edgeShare);
    for (std::uint8_t& value : map.ink)
        value = value > threshold ? 1 : 0;
    lookIntoStrips(map, grey, threshold);
    return map;
}

} // namespace palimpsest
