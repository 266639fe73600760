#include "pipelines/table/table_view.h"

#include <algorithm>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/tiling/paper.h"

namespace palimpsest {

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
