#include "pipelines/score/staff_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/tiling/luminance.h"

namespace palimpsest {
namespace {

constexpr double kSide = 1.5;         // spaces of the page to the left and right of the lines that are shown
constexpr double kBlock = 3;          // spaces: how wide a stretch is whose lines are found together
constexpr double kInkLevel = 0.45;    // of the way from paper to ink
constexpr double kLeastContrast = 32; // levels between paper and ink
constexpr double kSharpening = 2.5;   // of small print
constexpr double kSmallPrint = 6;     // pixels between two lines: sharpened that much; less up to kLargePrint
constexpr double kLargePrint = 18;
constexpr double kPaperPercentile = 0.8;
constexpr double kInkPercentile = 0.01;

// How dark the page is around a staff: 0 paper, 1 ink.
class Darkness {
public:
    Darkness(const RgbImage& page, const PixelBox& box, double space)
        : m_box(box),
          m_level(static_cast<std::size_t>(box.width()) * static_cast<std::size_t>(box.height()))
    {
        std::size_t i = 0;
        for (int y = box.top; y < box.bottom; ++y)
            for (int x = box.left; x < box.right; ++x) {
                const std::uint8_t* const rgb
                    = page.pixels.data() + (static_cast<std::size_t>(y) * page.width + static_cast<std::size_t>(x)) * 3;
                m_level[i++] = luminanceOf(rgb);
            }
        normalise(space);
        sharpen(space);
    }

    // Between the pixels, too; paper outside.
    [[nodiscard]] double at(double x, double y) const
    {
        const double fx = std::floor(x);
        const double fy = std::floor(y);
        const int left = static_cast<int>(fx);
        const int top = static_cast<int>(fy);
        const double u = x - fx;
        const double v = y - fy;
        return (1 - v) * ((1 - u) * pixel(left, top) + u * pixel(left + 1, top))
            + v * ((1 - u) * pixel(left, top + 1) + u * pixel(left + 1, top + 1));
    }

    // What is paper and what ink is told from all rows, also from those that do not belong to the staff: of few, ink is
    // too large a share.
    void keepRows(int top, int bottom)
    {
        const auto width = static_cast<std::size_t>(m_box.width());
        for (int y = m_box.top; y < m_box.bottom; ++y)
            if (y < top || y >= bottom)
                std::fill_n(
                    m_level.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y - m_box.top) * width),
                    width, 0.0F);
    }

private:
    [[nodiscard]] double pixel(int x, int y) const
    {
        if (x < m_box.left || y < m_box.top || x >= m_box.right || y >= m_box.bottom)
            return 0;
        return static_cast<double>(
            m_level[static_cast<std::size_t>(y - m_box.top) * static_cast<std::size_t>(m_box.width())
                + static_cast<std::size_t>(x - m_box.left)]);
    }

    // The paper may be shaded; the ink is taken to be the same all over.
    void normalise(double space)
    {
        const auto width = static_cast<std::size_t>(m_box.width());
        const std::size_t rows = m_level.size() / std::max<std::size_t>(1, width);
        std::vector<float> sorted = m_level;
        const auto percentile = [](std::vector<float>& values, double share) {
            const auto place
                = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
            std::nth_element(values.begin(), place, values.end());
            return static_cast<double>(*place);
        };
        const double middle = percentile(sorted, 0.5); // paper, of which there is most
        if (percentile(sorted, 1 - kInkPercentile) - middle > middle - percentile(sorted, kInkPercentile))
            for (std::vector<float>* const levels : { &m_level, &sorted }) // light on dark
                for (float& level : *levels)
                    level = 255 - level;
        const double ink = percentile(sorted, kInkPercentile);
        const std::size_t block = std::max<std::size_t>(16, static_cast<std::size_t>(10 * space));
        for (std::size_t left = 0; left < width; left += block) {
            const std::size_t right = std::min(width, left + block);
            std::vector<float> levels;
            for (std::size_t y = 0; y < rows; ++y)
                levels.insert(levels.end(), m_level.begin() + static_cast<std::ptrdiff_t>(y * width + left),
                    m_level.begin() + static_cast<std::ptrdiff_t>(y * width + right));
            const double paper = percentile(levels, kPaperPercentile);
            const double contrast = std::max(kLeastContrast, paper - ink);
            for (std::size_t y = 0; y < rows; ++y)
                for (std::size_t x = left; x < right; ++x) {
                    float& level = m_level[y * width + x];
                    level = static_cast<float>(std::clamp((paper - static_cast<double>(level)) / contrast, 0.0, 1.0));
                }
        }
    }

    // Strokes that are thinner than a pixel are grey in small print, and so is the white between beams.
    void sharpen(double space)
    {
        const double strength = kSharpening * std::clamp((kLargePrint - space) / (kLargePrint - kSmallPrint), 0.0, 1.0);
        if (strength <= 0)
            return;
        constexpr std::array<float, 5> kWeights{ 1 / 16.F, 4 / 16.F, 6 / 16.F, 4 / 16.F, 1 / 16.F };
        const auto width = static_cast<std::size_t>(m_box.width());
        const std::size_t height = m_level.size() / width;
        std::vector<float> across(m_level.size());
        std::vector<float> blurred(m_level.size());
        const auto at = [](std::size_t place, std::size_t tap, std::size_t size) {
            return std::min(place + tap < 2 ? 0 : place + tap - 2, size - 1);
        };
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < width; ++x)
                for (std::size_t tap = 0; tap < kWeights.size(); ++tap)
                    across[y * width + x] += kWeights.at(tap) * m_level[y * width + at(x, tap, width)];
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < width; ++x)
                for (std::size_t tap = 0; tap < kWeights.size(); ++tap)
                    blurred[y * width + x] += kWeights.at(tap) * across[at(y, tap, height) * width + x];
        for (std::size_t i = 0; i < m_level.size(); ++i)
            m_level[i] = std::clamp(m_level[i] + static_cast<float>(strength) * (m_level[i] - blurred[i]), 0.0F, 1.0F);
    }

    PixelBox m_box;
    std::vector<float> m_level;
};

// Where the highest line of a staff goes, block by block.
struct TracedLines {
    double space = 0;
    double left = 0; // of the first block
    double block = 0;
    std::vector<double> top;

    [[nodiscard]] double topAt(double x) const
    {
        const double place = std::clamp((x - left) / block - 0.5, 0.0, static_cast<double>(top.size() - 1));
        const auto before = static_cast<std::size_t>(place);
        const std::size_t behind = std::min(before + 1, top.size() - 1);
        const double share = place - static_cast<double>(before);
        return (1 - share) * top[before] + share * top[behind];
    }
};

class LineTracer {
public:
    LineTracer(const Darkness& darkness, const FoundStaff& staff) : m_darkness(darkness), m_staff(staff)
    {
        m_traced.left = staff.box.left;
        m_traced.block = kBlock * staff.space;
        const auto count = static_cast<std::size_t>(std::max(1.0, std::round(staff.box.width() / m_traced.block)));
        m_traced.block = staff.box.width() / static_cast<double>(count);
        m_traced.top.resize(count);
    }

    TracedLines trace()
    {
        // Of lines that fall or climb, the middle of the box is on the third, half way from left to right.
        const double expected = (m_staff.box.top + m_staff.box.bottom - 1) / 2.0 - 2 * m_staff.space;
        double best = -1;
        TracedLines kept = m_traced;
        for (double scale = 0.96; scale <= 1.0401; scale += 0.01) {
            m_traced.space = scale * m_staff.space;
            const double fit = follow(expected - 2 * (scale - 1) * m_staff.space);
            if (fit > best) {
                best = fit;
                kept = m_traced;
            }
        }
        smooth(kept.top);
        return kept;
    }

private:
    // Ink on the five lines less that between them.
    [[nodiscard]] double fitAt(std::size_t block, double top) const
    {
        const double left = m_traced.left + static_cast<double>(block) * m_traced.block;
        const int samples = std::max(6, static_cast<int>(m_traced.block));
        double sum = 0;
        for (int i = 0; i < samples; ++i) {
            const double x = left + m_traced.block * (i + 0.5) / samples;
            for (int line = 0; line < 5; ++line)
                sum += m_darkness.at(x, top + line * m_traced.space);
            for (int line = -1; line < 5; ++line)
                sum -= 0.8 * m_darkness.at(x, top + (line + 0.5) * m_traced.space);
        }
        return sum / samples;
    }

    // From the middle to both ends, each block not far from the one before it. Returns how well the lines lie on ink.
    double follow(double expected)
    {
        const std::size_t middle = m_traced.top.size() / 2;
        double fit = place(middle, expected, 0.45);
        for (std::size_t block = middle + 1; block < m_traced.top.size(); ++block)
            fit += place(block, m_traced.top[block - 1], 0.15);
        for (std::size_t block = middle; block-- > 0;)
            fit += place(block, m_traced.top[block + 1], 0.15);
        return fit;
    }

    double place(std::size_t block, double expected, double reach)
    {
        double best = -10;
        for (double off = -reach; off <= reach + 1e-9; off += 0.03) {
            const double top = expected + off * m_traced.space;
            const double fit = fitAt(block, top) - 0.2 * std::fabs(off); // where there is little ink, go straight on
            if (fit > best) {
                best = fit;
                m_traced.top[block] = top;
            }
        }
        return best;
    }

    static void smooth(std::vector<double>& top)
    {
        const std::vector<double> raw = top;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const std::size_t reach = std::min({ std::size_t{ 2 }, i, raw.size() - 1 - i });
            std::vector<double> near(raw.begin() + static_cast<std::ptrdiff_t>(i - reach),
                raw.begin() + static_cast<std::ptrdiff_t>(i + reach + 1));
            top[i] = medianOf(std::move(near));
        }
    }

    const Darkness& m_darkness;
    FoundStaff m_staff;
    TracedLines m_traced;
};

// How many of the five lines have ink at each column.
std::vector<int> linesAt(const Bitmap& all)
{
    std::vector<int> lines(static_cast<std::size_t>(all.width));
    for (int x = 0; x < all.width; ++x)
        for (int line = kTopLine; line <= kBottomLine; line += kSpace)
            lines[static_cast<std::size_t>(x)] += all.at(x, line - 1) || all.at(x, line) || all.at(x, line + 1) ? 1 : 0;
    return lines;
}

// The first column from which as many lines as usual go on for a while. Thin lines may be lost, all along.
int beginningOf(const std::vector<int>& lines)
{
    constexpr std::size_t kWhile = kSpace * 3 / 2;
    const int usual = medianOf(lines);
    for (std::size_t x = 0; x + kWhile < lines.size(); ++x) {
        int sum = 0;
        for (std::size_t i = x; i < x + kWhile; ++i)
            sum += std::min(usual, lines[i]);
        if (lines[x] >= usual - 1 && 10 * sum >= 8 * usual * static_cast<int>(kWhile))
            return static_cast<int>(x);
    }
    return 0;
}

constexpr int kHeaviestLine = kSpace * 5 / 16;

// The weight of staff lines: of the upright runs of ink that lie upon one, the commonest length; that of the heaviest.
int lineWeightOf(const Bitmap& all)
{
    int heaviest = 1;
    for (int line = kTopLine; line <= kBottomLine; line += kSpace) {
        std::array<int, kHeaviestLine + 1> counts{};
        for (int x = 0; x < all.width; ++x) {
            if (!all.at(x, line))
                continue;
            int top = line;
            int bottom = line;
            while (all.at(x, top - 1))
                --top;
            while (all.at(x, bottom + 1))
                ++bottom;
            if (const int length = bottom - top + 1; length < static_cast<int>(counts.size()))
                ++counts.at(static_cast<std::size_t>(length));
        }
        heaviest
            = std::max(heaviest, static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin()));
    }
    return heaviest;
}

bool isStaffRow(int row)
{
    return row >= kTopLine && row <= kBottomLine;
}

// Takes the lines away: runs of ink upon their rows that are no higher than a line. A sign that crosses a line stays.
// Beside the staff only pieces as long as ledger lines go.
Bitmap withoutLines(const Bitmap& all, int weight, std::vector<PixelBox>& taken)
{
    constexpr int kLongest = kSpace * 7 / 8;
    Bitmap signs = all;
    const int highest = weight + std::max(1, weight / 2);
    const int reach = weight / 2 + 1;
    std::vector<PixelBox> thin;
    for (int line = kTopLine % kSpace; line < all.height; line += kSpace) {
        thin.clear();
        for (int x = 0; x < all.width; ++x) {
            int y = line;
            for (int off = 0; off <= reach && !all.at(x, y); ++off)
                y = all.at(x, line - off) ? line - off : line + off;
            if (!all.at(x, y))
                continue;
            int top = y;
            int bottom = y + 1;
            while (y - top <= highest && all.at(x, top - 1))
                --top;
            while (bottom - y <= highest && all.at(x, bottom))
                ++bottom;
            if (bottom - top > highest)
                continue;
            if (!thin.empty() && thin.back().right >= x - 1)
                thin.back() = united(thin.back(), { x, top, x + 1, bottom });
            else
                thin.push_back({ x, top, x + 1, bottom });
            for (int row = top; isStaffRow(line) && row < bottom; ++row)
                signs.set(x, row, false);
        }
        for (const PixelBox& run : thin)
            if (isStaffRow(line) && run.width() <= kLongest)
                taken.push_back(run);
        constexpr int kLedgerEnd = kSpace / 4;
        for (const PixelBox& run : thin)
            if (!isStaffRow(line) && run.width() >= kLedgerEnd && run.height() <= highest + 2)
                for (int x = run.left; x < run.right; ++x) // what is thin of them
                    for (int y = run.top; y < run.bottom; ++y)
                        if (!all.at(x, run.top - 1) && !all.at(x, run.bottom))
                            signs.set(x, y, false);
    }
    return signs;
}

} // namespace

void Bitmap::clear(const PixelBox& box)
{
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            set(x, y, false);
}

StaffPicture pictureOf(const RgbImage& page, const FoundStaff& staff, int roomTop, int roomBottom)
{
    const double space = staff.space;
    const int side = static_cast<int>(std::ceil(kSide * space));
    const int above = static_cast<int>(std::ceil((kAround + 1) * space));
    const PixelBox box{ std::max(0, staff.box.left - side), std::max(0, staff.box.top - above),
        std::min(static_cast<int>(page.width), staff.box.right + side),
        std::min(static_cast<int>(page.height), staff.box.bottom + above) };
    StaffPicture picture;
    if (box.width() < 4 || box.height() < 4)
        return picture;
    Darkness darkness(page, box, space);
    darkness.keepRows(roomTop, roomBottom);
    const TracedLines lines = LineTracer(darkness, staff).trace();
    const double scale = lines.space / kSpace; // pixels of the page for one of the picture
    picture.all.width = static_cast<int>(box.width() / scale);
    picture.all.height = kBottomLine + kTopLine + 1;
    picture.all.ink.assign(
        static_cast<std::size_t>(picture.all.width) * static_cast<std::size_t>(picture.all.height), 0);
    const int samples = std::max(1, static_cast<int>(std::lround(scale)));
    for (int x = 0; x < picture.all.width; ++x) {
        const double pageX = box.left + (x + 0.5) * scale - 0.5;
        const double top = lines.topAt(pageX);
        for (int y = 0; y < picture.all.height; ++y) {
            const double pageY = top + (y - kTopLine) * scale;
            double sum = 0;
            for (int i = 0; i < samples; ++i)
                for (int k = 0; k < samples; ++k)
                    sum += darkness.at(
                        pageX + scale * ((k + 0.5) / samples - 0.5), pageY + scale * ((i + 0.5) / samples - 0.5));
            picture.all.set(x, y, sum > kInkLevel * samples * samples);
        }
    }
    std::vector<int> lineCounts = linesAt(picture.all);
    picture.left = beginningOf(lineCounts);
    std::reverse(lineCounts.begin(), lineCounts.end());
    picture.right = picture.all.width - beginningOf(lineCounts);
    picture.lineWeight = lineWeightOf(picture.all);
    picture.signs = withoutLines(picture.all, picture.lineWeight, picture.taken);
    return picture;
}

} // namespace palimpsest
