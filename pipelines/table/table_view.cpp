#include "pipelines/table/table_view.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "engine/image/square.h"

namespace palimpsest {
namespace {

using Colour = std::array<std::uint8_t, 3>;

// The usual colour along the edges of a box, channel by channel.
Colour paperAround(const RgbImage& page, const PixelBox& box)
{
    std::array<std::vector<std::uint8_t>, 3> levels;
    const auto look = [&](int x, int y) {
        const std::size_t at = (static_cast<std::size_t>(y) * page.width + static_cast<std::size_t>(x)) * 3;
        for (std::size_t channel = 0; channel < 3; ++channel)
            levels.at(channel).push_back(page.pixels[at + channel]);
    };
    for (int x = box.left; x < box.right; ++x) {
        look(x, box.top);
        look(x, box.bottom - 1);
    }
    for (int y = box.top; y < box.bottom; ++y) {
        look(box.left, y);
        look(box.right - 1, y);
    }
    Colour paper{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::vector<std::uint8_t>& all = levels.at(channel);
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
        std::nth_element(all.begin(), middle, all.end());
        paper.at(channel) = *middle;
    }
    return paper;
}

} // namespace

TableView::TableView(const RgbImage& page, std::vector<PixelBox> strips, int side) : m_strips(std::move(strips))
{
    int height = 0;
    for (const PixelBox& strip : m_strips)
        height += strip.height();
    const auto width = static_cast<std::size_t>(m_strips.front().width());
    m_picture.width = std::max(width, static_cast<std::size_t>(std::max(side, 1)));
    m_picture.height = static_cast<std::size_t>(std::max(height, side));
    const Colour paper = paperAround(page, m_strips.front());
    m_picture.pixels.reserve(m_picture.width * m_picture.height * 3);
    const auto addPaper = [&](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            m_picture.pixels.insert(m_picture.pixels.end(), paper.begin(), paper.end());
    };
    for (const PixelBox& strip : m_strips) {
        for (int y = strip.top; y < strip.bottom; ++y) {
            const auto row = page.pixels.begin()
                + static_cast<std::ptrdiff_t>(
                    (static_cast<std::size_t>(y) * page.width + static_cast<std::size_t>(strip.left)) * 3);
            m_picture.pixels.insert(m_picture.pixels.end(), row, row + static_cast<std::ptrdiff_t>(width * 3));
            addPaper(m_picture.width - width);
        }
    }
    addPaper(m_picture.width * (m_picture.height - static_cast<std::size_t>(height)));
}

RectF TableView::region() const
{
    return m_strips.back().toRectF(); // a header above it is there a second time
}

RectF TableView::toPage(const RectF& box, const Preprocessing& preprocessing) const
{
    const auto inPicture = [&](double x, double y) {
        return fromSquare({ x, y }, m_picture.width, m_picture.height, preprocessing);
    };
    const PointF near = inPicture(box.left, box.top);
    const PointF far = inPicture(box.right, box.bottom);
    // The strip that holds the middle; beyond the last one is the last one.
    std::size_t index = 0;
    double top = 0;
    while (index + 1 < m_strips.size() && (near.y + far.y) / 2 >= top + m_strips[index].height())
        top += m_strips[index++].height();
    const RectF strip = m_strips[index].toRectF();
    return { std::clamp(strip.left + near.x, strip.left, strip.right),
        std::clamp(strip.top + near.y - top, strip.top, strip.bottom),
        std::clamp(strip.left + far.x, strip.left, strip.right),
        std::clamp(strip.top + far.y - top, strip.top, strip.bottom) };
}

} // namespace palimpsest
