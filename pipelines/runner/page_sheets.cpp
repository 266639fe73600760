#include "pipelines/runner/page_sheets.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipelines/document/result_placement.h"

namespace palimpsest {
namespace {

RectF within(const RectF& box, const RgbImage& image)
{
    const auto width = static_cast<double>(image.width);
    const auto height = static_cast<double>(image.height);
    return { std::clamp(box.left, 0.0, width), std::clamp(box.top, 0.0, height), std::clamp(box.right, 0.0, width),
        std::clamp(box.bottom, 0.0, height) };
}

} // namespace

const RgbImage& PageSheets::sheet(Posture posture)
{
    if (posture == Posture::AsItCame)
        return m_page.image;
    if (!m_straight)
        m_straight = straightenPage(m_page);
    return m_straight->page.image;
}

std::optional<double> PageSheets::inkFraction() const
{
    return m_straight ? std::optional(m_straight->measurement.inkFraction) : std::nullopt;
}

RectF PageSheets::onto(Posture posture, const RectF& box)
{
    const RgbImage& target = sheet(posture);
    return within(posture == Posture::Straight ? m_straight->rotation.toStraight(box) : box, target);
}

RectF PageSheets::back(Posture posture, const RectF& box)
{
    sheet(posture);
    return within(posture == Posture::Straight ? m_straight->rotation.toOriginal(box) : box, m_page.image);
}

void PageSheets::toPage(PageResult& found, Posture posture, const PixelBox& part)
{
    const RgbImage& from = sheet(posture);
    placeOnPage(found, static_cast<std::size_t>(part.left), static_cast<std::size_t>(part.top), from);
    if (posture == Posture::Straight)
        moveToOriginal(found, m_straight->rotation, m_page.image);
}

PixelBox pixelsOf(const RectF& box, const RgbImage& sheet)
{
    const auto width = static_cast<int>(sheet.width);
    const auto height = static_cast<int>(sheet.height);
    PixelBox pixels{ std::clamp(static_cast<int>(std::floor(box.left)), 0, width - 1),
        std::clamp(static_cast<int>(std::floor(box.top)), 0, height - 1),
        std::clamp(static_cast<int>(std::ceil(box.right)), 1, width),
        std::clamp(static_cast<int>(std::ceil(box.bottom)), 1, height) };
    pixels.right = std::max(pixels.right, pixels.left + 1);
    pixels.bottom = std::max(pixels.bottom, pixels.top + 1);
    return pixels;
}

RgbImage cut(const RgbImage& sheet, const PixelBox& part)
{
    RgbImage piece{ static_cast<std::size_t>(part.width()), static_cast<std::size_t>(part.height()), {} };
    piece.pixels.reserve(piece.width * piece.height * 3);
    for (int y = part.top; y < part.bottom; ++y) {
        const auto row = sheet.pixels.begin()
            + static_cast<std::ptrdiff_t>(
                (static_cast<std::size_t>(y) * sheet.width + static_cast<std::size_t>(part.left)) * 3);
        piece.pixels.insert(piece.pixels.end(), row, row + static_cast<std::ptrdiff_t>(piece.width * 3));
    }
    return piece;
}

void paintOut(RgbImage& sheet, const PixelBox& part)
{
    std::array<std::vector<std::uint8_t>, 3> edge;
    const auto at = [&sheet](int x, int y) {
        return (static_cast<std::size_t>(y) * sheet.width + static_cast<std::size_t>(x)) * 3;
    };
    const auto look = [&](int x, int y) {
        for (std::size_t channel = 0; channel < 3; ++channel)
            edge[channel].push_back(sheet.pixels[at(x, y) + channel]);
    };
    for (int x = part.left; x < part.right; ++x) {
        look(x, part.top);
        look(x, part.bottom - 1);
    }
    for (int y = part.top; y < part.bottom; ++y) {
        look(part.left, y);
        look(part.right - 1, y);
    }
    std::array<std::uint8_t, 3> paper{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const auto middle = edge[channel].begin() + static_cast<std::ptrdiff_t>(edge[channel].size() / 2);
        std::nth_element(edge[channel].begin(), middle, edge[channel].end());
        paper[channel] = *middle;
    }
    for (int y = part.top; y < part.bottom; ++y)
        for (int x = part.left; x < part.right; ++x)
            std::copy(paper.begin(), paper.end(), sheet.pixels.begin() + static_cast<std::ptrdiff_t>(at(x, y)));
}

} // namespace palimpsest
