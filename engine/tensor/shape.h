#pragma once
// Up to four extents, outermost first; the last dimension is contiguous.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>

#include "engine/base/check.h"

namespace palimpsest {

class Shape {
public:
    static constexpr std::size_t kMaxRank = 4;

    Shape() = default;
    Shape(std::initializer_list<std::size_t> extents)
    {
        PAL_CHECK(extents.size() <= kMaxRank);
        for (const std::size_t extent : extents)
            m_extents[m_rank++] = extent;
    }

    [[nodiscard]] std::size_t rank() const { return m_rank; }
    [[nodiscard]] std::size_t operator[](std::size_t i) const
    {
        PAL_DCHECK(i < m_rank);
        return m_extents[i];
    }
    [[nodiscard]] std::size_t back() const { return m_rank == 0 ? 1 : m_extents[m_rank - 1]; }

    [[nodiscard]] std::size_t elementCount() const
    {
        std::size_t count = 1;
        for (std::size_t i = 0; i < m_rank; ++i)
            count *= m_extents[i];
        return count;
    }

    void append(std::size_t extent)
    {
        PAL_CHECK(m_rank < kMaxRank);
        m_extents[m_rank++] = extent;
    }

    friend bool operator==(const Shape&, const Shape&) = default;

    // "[588, 1152]"
    [[nodiscard]] std::string toString() const
    {
        std::string text = "[";
        for (std::size_t i = 0; i < m_rank; ++i)
            text += (i == 0 ? "" : ", ") + std::to_string(m_extents[i]);
        return text + "]";
    }

private:
    std::array<std::size_t, kMaxRank> m_extents{};
    std::size_t m_rank = 0;
};

} // namespace palimpsest
