#include "pipelines/score/note_ties.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace palimpsest {
namespace {

constexpr int kThickest = kSpace * 7 / 16;
constexpr int kNearest = kSpace / 4; // of a bow to the row of its heads
constexpr int kFarthest = kSpace * 9 / 4;
constexpr int kShort = kSpace * 2; // a bow between heads that are near is hardly bent
constexpr double kLeastSeen = 0.8; // of the columns between the heads

// The bow on one side of the heads (-1: above), followed from column to column.
class BowFollower {
public:
    BowFollower(const StaffPicture& picture, int from, int to, int row, int side)
        : m_picture(picture),
          m_from(from + kSpace * 7 / 8),
          m_to(to - kSpace * 7 / 8),
          m_row(row),
          m_side(side)
    {
    }

    [[nodiscard]] bool isThere() const
    {
        if (m_to - m_from < 3)
            return false;
        for (const double start : middlesAt(m_from + std::min(2, (m_to - m_from) / 4)))
            if (goesFrom(start))
                return true;
        return false;
    }

private:
    [[nodiscard]] bool goesFrom(double start) const
    {
        double at = start;
        int seen = 0;
        int lost = 0;   // columns since it was seen last
        int hidden = 0; // columns in which it may lie upon a line
        std::vector<double> away;
        for (int x = m_from; x <= m_to; ++x) {
            const double* nearest = nullptr;
            const std::vector<double> middles = middlesAt(x);
            const double reach = 2.5 + 0.3 * std::min(lost, 10);
            for (const double& middle : middles)
                if (std::fabs(middle - at) <= reach
                    && (nearest == nullptr || std::fabs(middle - at) < std::fabs(*nearest - at)))
                    nearest = &middle;
            if (nearest == nullptr) {
                ++lost;
                hidden += isOnLine(x, at) ? 1 : 0;
                continue;
            }
            lost = 0;
            at = *nearest;
            ++seen;
            away.push_back(m_side * (at - m_row));
        }
        const int columns = m_to - m_from + 1;
        if (seen < kLeastSeen * (columns - hidden) || seen < columns / 3 || seen < 3)
            return false;
        const double middle = away[away.size() / 2];
        const double ends = std::max(away.front(), away.back());
        const bool isBow = middle >= ends - 0.5 && std::fabs(away.front() - away.back()) < kSpace * 0.5;
        return isBow && (middle > ends + 0.5 || m_to - m_from < kShort);
    }

    // Middles of the thin strokes of a column that are no staff line.
    [[nodiscard]] std::vector<double> middlesAt(int x) const
    {
        std::vector<double> middles;
        const int first = m_side < 0 ? m_row - kFarthest : m_row + kNearest;
        const int last = m_side < 0 ? m_row - kNearest : m_row + kFarthest;
        for (int y = first; y <= last;) {
            if (!m_picture.all.at(x, y)) {
                ++y;
                continue;
            }
            const int top = y;
            while (m_picture.all.at(x, y) && y - top <= kThickest + kSpace)
                ++y;
            if (y - top <= kThickest && !isLine(top, y))
                middles.push_back((top + y - 1) / 2.0);
        }
        return middles;
    }

    [[nodiscard]] bool isOnLine(int x, double row) const
    {
        const double off = std::fabs(std::remainder(row - kTopLine, kSpace));
        return off <= 3
            && m_picture.all.at(x, static_cast<int>(std::lround(row + std::remainder(kTopLine - row, kSpace))));
    }

    // A run that is a staff line or a ledger line and no more; a bow upon a line is thicker than that.
    [[nodiscard]] bool isLine(int top, int bottom) const
    {
        const double middle = (top + bottom - 1) / 2.0;
        return bottom - top <= m_picture.lineWeight + 1 && std::fabs(std::remainder(middle - kTopLine, kSpace)) <= 1;
    }

    const StaffPicture& m_picture;
    int m_from;
    int m_to;
    int m_row;
    int m_side;
};

} // namespace

bool isTied(const StaffPicture& picture, int from, int to, int row)
{
    return BowFollower(picture, from, to, row, -1).isThere() || BowFollower(picture, from, to, row, 1).isThere();
}

} // namespace palimpsest
