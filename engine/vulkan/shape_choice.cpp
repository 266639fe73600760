#include "engine/vulkan/shape_choice.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <limits>
#include <numeric>
#include <sstream>

#include "engine/base/check.h"
#include "engine/base/sha256.h"
#include "engine/io/atomic_file.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::string_view kHead = "palimpsest shapes 1";
constexpr std::string_view kEnd = "end";

std::size_t padded(std::size_t count, std::size_t tile)
{
    return (count + tile - 1) / tile * tile;
}

std::filesystem::path fileOf(const std::filesystem::path& folder, const std::string& subject)
{
    Sha256 sha;
    sha.update(subject);
    return folder / ("shapes-" + sha.finish().substr(0, 24) + ".txt");
}

} // namespace

const ShapeRates::OfShapes& ShapeRates::of(const ProductSize& size) const
{
    const auto found = std::find(kFormats.begin(), kFormats.end(), size.format);
    const std::size_t format = found == kFormats.end() ? 0 : static_cast<std::size_t>(found - kFormats.begin());
    std::size_t nearest = 0; // by ratio
    while (nearest + 1 < kRows.size() && size.rows * size.rows > kRows[nearest] * kRows[nearest + 1])
        ++nearest;
    return rates[format][nearest];
}

std::size_t shapeFor(
    const ProductSize& size, const ShapeRates& rates, const DeviceCapabilities& device, CooperativeShapeSet allowed)
{
    const ShapeRates::OfShapes& measured = rates.of(size);
    std::size_t best = kCooperativeShapes.size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < kCooperativeShapes.size(); ++i) {
        const CooperativeShape& shape = kCooperativeShapes[i];
        if (!allowed.contains(i) || !isPossible(shape, device))
            continue;
        if (best == kCooperativeShapes.size())
            best = i;
        const auto work
            = static_cast<double>(padded(size.rows, shape.tileRows()) * padded(size.outputs, shape.tileOutputs()));
        if (measured[i] > 0 && work / measured[i] < least) {
            least = work / measured[i];
            best = i;
        }
    }
    PAL_CHECK(best < kCooperativeShapes.size());
    return best;
}

std::optional<ShapeRates> readShapeRates(const std::filesystem::path& folder, const std::string& subject)
{
    std::ifstream file(fileOf(folder, subject));
    std::string line;
    if (!std::getline(file, line) || line != kHead || !std::getline(file, line) || line != subject)
        return std::nullopt;
    ShapeRates found;
    while (std::getline(file, line)) {
        if (line == kEnd)
            return found;
        std::istringstream words(line);
        std::string format;
        std::size_t rows = 0;
        double rate = 0;
        std::string name;
        words >> format >> rows >> rate >> std::ws;
        std::getline(words, name);
        const auto formatAt = std::find_if(ShapeRates::kFormats.begin(), ShapeRates::kFormats.end(),
            [&](DType known) { return nameOf(known) == format; });
        const auto rowsAt = std::find(ShapeRates::kRows.begin(), ShapeRates::kRows.end(), rows);
        const auto shapeAt = std::find_if(kCooperativeShapes.begin(), kCooperativeShapes.end(),
            [&](const CooperativeShape& shape) { return nameOf(shape) == name; });
        if (words.fail() || formatAt == ShapeRates::kFormats.end() || rowsAt == ShapeRates::kRows.end()
            || shapeAt == kCooperativeShapes.end() || !(rate > 0))
            return std::nullopt; // of an earlier program, or damaged
        found.rates[static_cast<std::size_t>(formatAt - ShapeRates::kFormats.begin())][static_cast<std::size_t>(
            rowsAt - ShapeRates::kRows.begin())][static_cast<std::size_t>(shapeAt - kCooperativeShapes.begin())]
            = rate;
    }
    return std::nullopt; // cut off
}

Result<void> writeShapeRates(const std::filesystem::path& folder, const std::string& subject, const ShapeRates& rates)
{
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::ostringstream text;
    text << kHead << '\n' << subject << '\n';
    for (std::size_t format = 0; format < ShapeRates::kFormats.size(); ++format) {
        for (std::size_t rows = 0; rows < ShapeRates::kRows.size(); ++rows) {
            for (std::size_t shape = 0; shape < kCooperativeShapes.size(); ++shape) {
                if (const double rate = rates.rates[format][rows][shape]; rate > 0)
                    text << nameOf(ShapeRates::kFormats[format]) << ' ' << ShapeRates::kRows[rows] << ' ' << rate << ' '
                         << nameOf(kCooperativeShapes[shape]) << '\n';
            }
        }
    }
    text << kEnd << '\n';
    return writeFile(fileOf(folder, subject), text.str());
}

std::vector<std::string> describe(const ShapeRates& rates)
{
    std::vector<std::string> lines;
    for (std::size_t format = 0; format < ShapeRates::kFormats.size(); ++format) {
        for (std::size_t rows = 0; rows < ShapeRates::kRows.size(); ++rows) {
            const std::size_t asked = ShapeRates::kRows[rows];
            std::array<double, kCooperativeShapes.size()> useful{};
            std::array<std::size_t, kCooperativeShapes.size()> order{};
            std::iota(order.begin(), order.end(), std::size_t{ 0 });
            for (std::size_t i = 0; i < useful.size(); ++i)
                useful[i] = rates.rates[format][rows][i] * static_cast<double>(asked)
                    / static_cast<double>(padded(asked, kCooperativeShapes[i].tileRows()));
            std::stable_sort(
                order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return useful[a] > useful[b]; });
            std::string line;
            for (const std::size_t shape : order) {
                if (useful[shape] <= 0)
                    break;
                char rate[32];
                std::snprintf(rate, sizeof rate, "%.2f", useful[shape] / 1e12);
                line += (line.empty() ? std::string(nameOf(ShapeRates::kFormats[format])) + ", " + std::to_string(asked)
                                    + " rows: "
                                      : "; ")
                    + nameOf(kCooperativeShapes[shape]) + ' ' + rate + (line.empty() ? " TFLOP/s" : "");
            }
            if (!line.empty())
                lines.push_back(std::move(line));
        }
    }
    return lines;
}

} // namespace palimpsest::vulkan
