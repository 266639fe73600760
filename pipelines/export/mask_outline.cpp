#include "pipelines/export/mask_outline.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace palimpsest {
namespace {

// Directions in which an edge leaves a corner, clockwise, inside on the right: a turn to the right is + 1.
constexpr unsigned kEast = 0;
constexpr unsigned kSouth = 1;
constexpr unsigned kWest = 2;
constexpr unsigned kNorth = 3;
constexpr std::array<std::ptrdiff_t, 4> kStepX{ 1, 0, -1, 0 };
constexpr std::array<std::ptrdiff_t, 4> kStepY{ 0, 1, 0, -1 };

class OutlineTracer {
public:
    explicit OutlineTracer(const PixelMask& mask)
        : m_mask(mask),
          m_columns(mask.width + 1),
          m_leaving(m_columns * (mask.height + 1), 0)
    {
        for (std::size_t y = 0; y < mask.height; ++y)
            for (std::size_t x = 0; x < mask.width; ++x)
                if (isInside(x, y))
                    addEdges(x, y);
    }

    std::vector<MaskRing> rings()
    {
        std::vector<MaskRing> rings;
        for (std::size_t corner = 0; corner < m_leaving.size(); ++corner) {
            while (m_leaving[corner] != 0)
                rings.push_back(trace(corner));
        }
        return rings;
    }

private:
    [[nodiscard]] bool isInside(std::size_t x, std::size_t y) const // x and y may have wrapped below zero
    {
        return x < m_mask.width && y < m_mask.height && m_mask.pixels[y * m_mask.width + x] != 0;
    }

    void addEdges(std::size_t x, std::size_t y)
    {
        const std::size_t corner = y * m_columns + x;
        const auto leave = [this](std::size_t from, unsigned direction) {
            m_leaving[from] = static_cast<std::uint8_t>(m_leaving[from] | 1U << direction);
        };
        if (!isInside(x, y - 1))
            leave(corner, kEast);
        if (!isInside(x + 1, y))
            leave(corner + 1, kSouth);
        if (!isInside(x, y + 1))
            leave(corner + m_columns + 1, kWest);
        if (!isInside(x - 1, y))
            leave(corner + m_columns, kNorth);
    }

    // One point at each turn.
    MaskRing trace(std::size_t start)
    {
        MaskRing ring;
        double doubleArea = 0;
        std::size_t corner = start;
        unsigned direction = kEast;
        while ((m_leaving[corner] >> direction & 1U) == 0)
            ++direction;
        const unsigned first = direction;
        for (;;) {
            m_leaving[corner] = static_cast<std::uint8_t>(m_leaving[corner] & ~(1U << direction));
            const auto x = static_cast<std::ptrdiff_t>(corner % m_columns);
            const auto y = static_cast<std::ptrdiff_t>(corner / m_columns);
            doubleArea += static_cast<double>(x * kStepY[direction] - y * kStepX[direction]);
            corner = static_cast<std::size_t>(
                (y + kStepY[direction]) * static_cast<std::ptrdiff_t>(m_columns) + x + kStepX[direction]);
            const unsigned next = nextDirection(corner, direction);
            const bool closed = next == kNowhere; // only the start has an edge that was left already
            if ((closed ? first : next) != direction)
                ring.points.push_back(pointAt(corner));
            if (closed)
                break;
            direction = next;
        }
        ring.hole = doubleArea < 0;
        return ring;
    }

    static constexpr unsigned kNowhere = 4;

    // To the right first, which keeps pixels apart that touch at a corner alone.
    [[nodiscard]] unsigned nextDirection(std::size_t corner, unsigned came) const
    {
        for (const unsigned turn : { 1U, 0U, 3U }) {
            const unsigned direction = (came + turn) % 4;
            if ((m_leaving[corner] >> direction & 1U) != 0)
                return direction;
        }
        return kNowhere;
    }

    [[nodiscard]] PointF pointAt(std::size_t corner) const
    {
        return { static_cast<double>(m_mask.left + corner % m_columns),
            static_cast<double>(m_mask.top + corner / m_columns) };
    }

    const PixelMask& m_mask;
    std::size_t m_columns; // of corners
    std::vector<std::uint8_t> m_leaving;
};

double distanceToLine(const PointF& point, const PointF& from, const PointF& to)
{
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double length = std::hypot(dx, dy);
    if (length == 0)
        return std::hypot(point.x - from.x, point.y - from.y);
    return std::abs((point.x - from.x) * dy - (point.y - from.y) * dx) / length;
}

// Ramer 1972, Douglas & Peucker 1973, between the first point and the one farthest from it and back.
std::vector<PointF> straightened(const std::vector<PointF>& ring, double tolerance)
{
    const std::size_t count = ring.size();
    std::size_t farthest = 0;
    for (std::size_t i = 1; i < count; ++i)
        if (std::hypot(ring[i].x - ring[0].x, ring[i].y - ring[0].y)
            > std::hypot(ring[farthest].x - ring[0].x, ring[farthest].y - ring[0].y))
            farthest = i;
    std::vector<bool> kept(count + 1, false);
    kept[0] = kept[farthest] = true;
    std::vector<std::pair<std::size_t, std::size_t>> open{ { 0, farthest }, { farthest, count } };
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        std::size_t worst = from;
        double worstDistance = tolerance;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double distance = distanceToLine(ring[i], ring[from], ring[to % count]);
            if (distance > worstDistance) {
                worst = i;
                worstDistance = distance;
            }
        }
        if (worst == from)
            continue;
        kept[worst] = true;
        open.emplace_back(from, worst);
        open.emplace_back(worst, to);
    }
    std::vector<PointF> points;
    for (std::size_t i = 0; i < count; ++i)
        if (kept[i])
            points.push_back(ring[i]);
    return points;
}

} // namespace

std::vector<MaskRing> maskOutline(const PixelMask& mask, double tolerance)
{
    std::vector<MaskRing> rings = OutlineTracer(mask).rings();
    for (MaskRing& ring : rings) {
        std::vector<PointF> points = straightened(ring.points, tolerance);
        if (points.size() >= 3)
            ring.points = std::move(points);
    }
    return rings;
}

} // namespace palimpsest
