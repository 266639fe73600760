#include "tests/support/drawn_page.h"

#include <algorithm>
#include <cmath>

#include "tests/support/random_tensor.h"

namespace palimpsest {

DrawnPage::DrawnPage(int width, int height, Grey paper)
{
    m_image.width = static_cast<std::size_t>(width);
    m_image.height = static_cast<std::size_t>(height);
    m_image.pixels.assign(m_image.width * m_image.height * 3, paper.level);
}

void DrawnPage::fill(const PixelBox& box, Grey level)
{
    for (int y = std::max(0, box.top); y < std::min(box.bottom, static_cast<int>(m_image.height)); ++y)
        for (int x = std::max(0, box.left); x < std::min(box.right, static_cast<int>(m_image.width)); ++x)
            std::fill_n(m_image.pixels.begin()
                    + static_cast<std::ptrdiff_t>(
                        (static_cast<std::size_t>(y) * m_image.width + static_cast<std::size_t>(x)) * 3),
                3, level.level);
}

void DrawnPage::shade(int darkest)
{
    for (std::size_t i = 0; i < m_image.pixels.size(); ++i) {
        const std::size_t x = i / 3 % m_image.width;
        const int less = darkest * static_cast<int>(x) / static_cast<int>(m_image.width);
        m_image.pixels[i] = static_cast<std::uint8_t>(std::max(0, m_image.pixels[i] - less));
    }
}

void DrawnPage::addNoise(double deviation, std::uint64_t seed)
{
    const std::vector<float> noise = randomNormal(m_image.width * m_image.height, seed, static_cast<float>(deviation));
    for (std::size_t i = 0; i < m_image.pixels.size(); ++i)
        m_image.pixels[i]
            = static_cast<std::uint8_t>(std::clamp(static_cast<float>(m_image.pixels[i]) + noise[i / 3], 0.0F, 255.0F));
}

std::vector<PixelBox> DrawnPage::line(
    int left, int top, int size, const std::vector<int>& letters, Grey ink, double climb)
{
    std::vector<PixelBox> words;
    int x = left;
    int drawn = 0;
    for (const int count : letters) {
        PixelBox word{ x, top + size, x, top };
        for (int i = 0; i < count; ++i, ++drawn) {
            const int rise = static_cast<int>(std::lround(climb * (x - left) / 100));
            PixelBox letter{ x, top + size / 4 - rise, x + size * 3 / 8, top + size * 3 / 4 - rise };
            if (drawn % 3 == 0)
                letter.top -= size / 4;
            if (drawn % 5 == 0)
                letter.bottom += size / 4;
            const int stroke = std::max(1, size / 12);
            fill({ letter.left, letter.top, letter.right, letter.top + stroke }, ink);
            fill({ letter.left, letter.bottom - stroke, letter.right, letter.bottom }, ink);
            fill({ letter.left, letter.top, letter.left + stroke, letter.bottom }, ink);
            fill({ letter.right - stroke, letter.top, letter.right, letter.bottom }, ink);
            word = united(word, letter);
            x = letter.right + std::max(1, size / 16);
        }
        words.push_back(word);
        x = word.right + size / 4;
    }
    return words;
}

PixelBox unitedAll(const std::vector<PixelBox>& boxes)
{
    PixelBox all = boxes.front();
    for (const PixelBox& box : boxes)
        all = united(all, box);
    return all;
}

} // namespace palimpsest
