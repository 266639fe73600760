#include "pipelines/music/engraving_spacing.h"

#include <algorithm>
#include <limits>

namespace palimpsest {
namespace {

constexpr double kBeforeFirst = 0.9;
constexpr double kApart = 0.3;
constexpr double kBeforeBar = 0.5;
constexpr double kTightest = 0.55;
constexpr double kLoosest = 6;
constexpr double kLoosestEnd = 1.7; // beyond it, the last line stays as it is
constexpr int kHalvings = 10;       // to compare lines by,
constexpr int kFineHalvings = 30;   // and to fill the chosen ones
constexpr double kTightIsWorse = 8; // than loose
constexpr double kLineCost = 0.02;
constexpr double kTooWideCost = 1000;

class Breaker {
public:
    Breaker(std::vector<LaidMeasure>& measures, const std::vector<MeasureFrame>& frames, double width)
        : m_measures(measures),
          m_frames(frames),
          m_width(width)
    {
    }

    // The lines whose stretches are together nearest to none.
    std::vector<MusicLine> lines()
    {
        const std::size_t count = m_measures.size();
        std::vector<double> best(count + 1, std::numeric_limits<double>::max());
        std::vector<MusicLine> last(count + 1);
        best[0] = 0;
        for (std::size_t first = 0; first < count; ++first)
            for (std::size_t end = first + 1; end <= count; ++end) {
                const bool tooWide = widthOf(first, end, kTightest) > m_width;
                if (tooWide && end > first + 1)
                    break;
                const MusicLine line{ first, end, tooWide ? kTightest : stretchOf(first, end, kHalvings) };
                const double cost = best[first] + (tooWide ? kTooWideCost : costOf(line));
                if (cost < best[end]) {
                    best[end] = cost;
                    last[end] = line;
                }
            }
        std::vector<MusicLine> lines;
        for (std::size_t end = count; end > 0; end = last[end].first)
            lines.push_back(last[end]);
        std::reverse(lines.begin(), lines.end());
        for (MusicLine& line : lines)
            line.stretch = stretchOf(line.first, line.end, kFineHalvings);
        if (!lines.empty() && lines.back().stretch > kLoosestEnd)
            lines.back().stretch = 1;
        return lines;
    }

private:
    double widthOf(std::size_t first, std::size_t end, double stretch)
    {
        double width = m_frames[first].head;
        for (std::size_t i = first; i < end; ++i) {
            width += placeColumns(m_measures[i], stretch);
            width += i == first ? 0 : m_frames[i].change;
            width += i + 1 == end ? m_frames[i].endingBar : m_frames[i].bar;
        }
        return width;
    }

    double stretchOf(std::size_t first, std::size_t end, int halvings)
    {
        double low = kTightest;
        double high = kLoosest;
        for (int i = 0; i < halvings; ++i) {
            const double middle = (low + high) / 2;
            (widthOf(first, end, middle) > m_width ? high : low) = middle;
        }
        return low;
    }

    [[nodiscard]] double costOf(const MusicLine& line) const
    {
        const double off = line.stretch - 1;
        if (off < 0)
            return kLineCost + kTightIsWorse * off * off;
        return kLineCost + (line.end == m_measures.size() ? 0 : off * off);
    }

    std::vector<LaidMeasure>& m_measures;
    const std::vector<MeasureFrame>& m_frames;
    double m_width;
};

} // namespace

double placeColumns(LaidMeasure& measure, double stretch)
{
    std::vector<LaidColumn>& columns = measure.columns;
    double x = 0;                 // of the last column with a length, or of the beginning
    double needed = kBeforeFirst; // from there to the left edge of what follows
    double deserved = 0;
    std::size_t waiting = 0; // columns before, without a length, that stand close to the next one
    const auto settle = [&](std::size_t next, double at, double left) {
        for (std::size_t i = next; i-- > next - waiting;) {
            at -= left + columns[i].right + kApart;
            columns[i].x = at;
            left = columns[i].left;
        }
        waiting = 0;
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        LaidColumn& column = columns[i];
        needed += column.left;
        if (column.gap <= 0) {
            needed += column.right + kApart;
            ++waiting;
            continue;
        }
        x += std::max(needed, deserved);
        column.x = x;
        settle(i, x, column.left);
        needed = column.right + kApart;
        deserved = column.gap * stretch;
    }
    measure.width = x + std::max(needed + kBeforeBar - kApart, deserved);
    settle(columns.size(), measure.width - kBeforeBar + kApart, 0);
    return measure.width;
}

std::vector<MusicLine> brokenLines(
    std::vector<LaidMeasure>& measures, const std::vector<MeasureFrame>& frames, double width)
{
    std::vector<MusicLine> lines = Breaker(measures, frames, width).lines();
    for (const MusicLine& line : lines)
        for (std::size_t i = line.first; i < line.end; ++i)
            placeColumns(measures[i], line.stretch);
    return lines;
}

} // namespace palimpsest
