#include "pipelines/molecule/thinned_ink.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace palimpsest {
namespace {

// The eight neighbours clockwise from the one above, 1 for ink; paper beyond the edge.
using Around = std::array<std::uint8_t, 8>;

class Thinning {
public:
    explicit Thinning(InkMap ink) : m_map(std::move(ink)), m_queued(m_map.ink.size(), 0) { }

    InkMap run() &&
    {
        for (std::size_t at = 0; at < m_map.ink.size(); ++at)
            if (m_map.ink[at] != 0 && !isWithin(at))
                m_border.push_back(at);
        bool changed = true;
        while (changed) {
            changed = pass(0);
            changed = pass(1) || changed;
        }
        for (std::size_t at = 0; at < m_map.ink.size(); ++at)
            if (m_map.ink[at] != 0 && isSpareCorner(around(at)))
                m_map.ink[at] = 0;
        return std::move(m_map);
    }

private:
    [[nodiscard]] std::uint8_t ink(std::size_t x, std::size_t y) const
    {
        return x < m_map.width && y < m_map.height ? m_map.ink[y * m_map.width + x] : std::uint8_t{ 0 };
    }

    [[nodiscard]] Around around(std::size_t at) const
    {
        const std::size_t x = at % m_map.width;
        const std::size_t y = at / m_map.width;
        // Left of column 0 and above row 0 wrap round to the largest number, which is beyond the edge.
        return { ink(x, y - 1), ink(x + 1, y - 1), ink(x + 1, y), ink(x + 1, y + 1), ink(x, y + 1), ink(x - 1, y + 1),
            ink(x - 1, y), ink(x - 1, y - 1) };
    }

    [[nodiscard]] bool isWithin(std::size_t at) const
    {
        const Around near = around(at);
        return std::count(near.begin(), near.end(), 1) == 8;
    }

    static int changesToInk(const Around& near)
    {
        int changes = 0;
        for (std::size_t i = 0; i < near.size(); ++i)
            changes += near[i] == 0 && near[(i + 1) % near.size()] != 0 ? 1 : 0;
        return changes;
    }

    static bool mayGo(const Around& near, int pass)
    {
        const auto count = std::count(near.begin(), near.end(), 1);
        if (count < 2 || count > 6 || changesToInk(near) != 1)
            return false;
        const bool up = near[0] != 0;
        const bool right = near[2] != 0;
        const bool down = near[4] != 0;
        const bool left = near[6] != 0;
        return pass == 0 ? !(up && right && down) && !(right && down && left)
                         : !(up && right && left) && !(up && down && left);
    }

    // A step of a staircase: its two neighbours touch each other as well.
    static bool isSpareCorner(const Around& near)
    {
        if (std::count(near.begin(), near.end(), 1) < 2)
            return false;
        int pieces = 0; // of the neighbours, corners counted as touching
        for (std::size_t i = 0; i < near.size(); i += 2) {
            const bool side = near[i] != 0;
            const bool corner = near[i + 1] != 0;
            const bool next = near[(i + 2) % near.size()] != 0;
            pieces += !side && (corner || next) ? 1 : 0;
        }
        return pieces == 1;
    }

    bool pass(int which)
    {
        std::vector<std::size_t> gone;
        std::vector<std::size_t> stay;
        for (const std::size_t at : m_border)
            (mayGo(around(at), which) ? gone : stay).push_back(at);
        for (const std::size_t at : gone)
            m_map.ink[at] = 0;
        for (const std::size_t at : stay)
            m_queued[at] = 1;
        for (const std::size_t at : gone)
            uncover(at, stay);
        for (const std::size_t at : stay)
            m_queued[at] = 0;
        m_border = std::move(stay);
        return !gone.empty();
    }

    void uncover(std::size_t at, std::vector<std::size_t>& border)
    {
        const std::size_t x = at % m_map.width;
        const std::size_t y = at / m_map.width;
        for (std::size_t row = y == 0 ? 0 : y - 1; row <= y + 1 && row < m_map.height; ++row)
            for (std::size_t column = x == 0 ? 0 : x - 1; column <= x + 1 && column < m_map.width; ++column) {
                const std::size_t near = row * m_map.width + column;
                if (m_map.ink[near] == 0 || m_queued[near] != 0)
                    continue;
                m_queued[near] = 1;
                border.push_back(near);
            }
    }

    InkMap m_map;
    std::vector<std::uint8_t> m_queued;
    std::vector<std::size_t> m_border;
};

std::vector<float> depthOf(const InkMap& ink)
{
    constexpr int kSide = 3;
    constexpr int kCorner = 4;
    const int width = static_cast<int>(ink.width);
    const int height = static_cast<int>(ink.height);
    std::vector<int> far(ink.ink.size());
    const auto see = [&](int x, int y, int step) {
        const bool inside = x >= 0 && y >= 0 && x < width && y < height;
        return step + (inside ? far[static_cast<std::size_t>(y) * ink.width + static_cast<std::size_t>(x)] : 0);
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * ink.width + static_cast<std::size_t>(x);
            if (ink.ink[at] != 0)
                far[at] = std::min({ see(x - 1, y, kSide), see(x, y - 1, kSide), see(x - 1, y - 1, kCorner),
                    see(x + 1, y - 1, kCorner) });
        }
    for (int y = height - 1; y >= 0; --y)
        for (int x = width - 1; x >= 0; --x) {
            const std::size_t at = static_cast<std::size_t>(y) * ink.width + static_cast<std::size_t>(x);
            if (ink.ink[at] != 0)
                far[at] = std::min({ far[at], see(x + 1, y, kSide), see(x, y + 1, kSide), see(x + 1, y + 1, kCorner),
                    see(x - 1, y + 1, kCorner) });
        }
    std::vector<float> depth(far.size());
    std::transform(far.begin(), far.end(), depth.begin(),
        [](int steps) { return steps == 0 ? 0.0F : static_cast<float>(steps) / kSide - 0.5F; });
    return depth;
}

} // namespace

ThinnedInk thinned(const InkMap& ink)
{
    return { Thinning(ink).run(), depthOf(ink) };
}

} // namespace palimpsest
