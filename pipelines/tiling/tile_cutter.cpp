#include "pipelines/tiling/tile_cutter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "engine/image/resize.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

constexpr double kMargin = 8;                // tile pixels left free on every side
constexpr double kCharacterWidth = 0.4;      // of the text height, on average
constexpr double kLineSpacing = 0.8;         // of the text height, between two pieces in a tile
constexpr double kSmallestWord = 0.64;       // of the text height: a long word is made that small before it is cut
constexpr double kLargeModelTextHeight = 18; // pixels, where the manifest does not say
constexpr double kLargeModelSmallest = 12;
constexpr int kSamePaper = 48; // levels between the papers of two pieces in one tile

using Colour = std::array<std::uint8_t, 3>;

double roomFor(const TileLayout& layout)
{
    return static_cast<double>(layout.side) - 2 * kMargin;
}

// Cuts [first, last) words of one line, and a word that is too wide by itself into equal parts.
class LineCutter {
public:
    LineCutter(const FoundLine& line, std::size_t index, const TileLayout& layout)
        : m_line(line),
          m_index(index),
          m_scale(layout.textHeight / line.textHeight),
          m_room(roomFor(layout))
    {
        const double width = static_cast<double>(line.box.width()) * m_scale;
        if (width > m_room && layout.smallestTextHeight < layout.textHeight)
            m_scale *= std::max(layout.smallestTextHeight / layout.textHeight, m_room / width);
        m_limit = m_room;
        if (layout.charactersPerLine > 0 && !hasAtMost(layout.charactersPerLine))
            m_limit = std::min(
                m_room, static_cast<double>(layout.charactersPerLine) * kCharacterWidth * line.textHeight * m_scale);
    }

    std::vector<LinePiece> cut()
    {
        for (std::size_t first = 0; first < m_line.words.size();) {
            const std::size_t last = endOfPiece(first);
            add(std::span(m_line.words).subspan(first, last - first));
            first = last;
        }
        return std::move(m_pieces);
    }

private:
    // Letters that stand wide apart are few, however long the line is.
    [[nodiscard]] bool hasAtMost(std::size_t characters) const
    {
        return m_line.box.width() <= static_cast<double>(characters) * m_line.advance;
    }

    [[nodiscard]] double width(std::size_t first, std::size_t last) const
    {
        return static_cast<double>(m_line.words[last - 1].right - m_line.words[first].left) * m_scale;
    }

    // Pieces of about equal width, none wider than the limit: the word gap nearest to where the next cut should be.
    [[nodiscard]] std::size_t endOfPiece(std::size_t first) const
    {
        const std::size_t count = m_line.words.size();
        const double rest = width(first, count);
        if (rest <= m_limit)
            return count;
        const double target = rest / std::ceil(rest / m_limit);
        std::size_t best = first + 1;
        for (std::size_t last = first + 2; last < count && width(first, last) <= m_limit; ++last)
            if (std::fabs(width(first, last) - target) < std::fabs(width(first, best) - target))
                best = last;
        return best;
    }

    void add(std::span<const PixelBox> words)
    {
        PixelBox source = words.front();
        for (const PixelBox& word : words)
            source = united(source, word);
        std::vector<double> gaps;
        for (std::size_t i = 1; i < words.size(); ++i)
            gaps.push_back((words[i - 1].right + words[i].left - 2 * source.left) / (2.0 * source.width()));

        const double width = static_cast<double>(source.width()) * m_scale;
        const auto parts = static_cast<int>(std::max(1.0, std::ceil(width * kSmallestWord / m_room)));
        for (int part = 0; part < parts; ++part) {
            PixelBox box = source;
            box.left = source.left + source.width() * part / parts;
            box.right = source.left + source.width() * (part + 1) / parts;
            const double fitting = std::min(m_scale, m_room / std::max(1, box.width()));
            m_pieces.push_back(
                { m_index, box, fitting, part > 0, parts == 1 ? std::move(gaps) : std::vector<double>{} });
        }
    }

    const FoundLine& m_line;
    std::size_t m_index;
    double m_scale;
    double m_room;
    double m_limit = 0;
    std::vector<LinePiece> m_pieces;
};

// A pixel or two more than the ink, so that blurred edges come along.
PixelBox widened(const PixelBox& box, double scale, const RgbImage& page)
{
    const int edge = std::max(1, static_cast<int>(std::lround(1.0 / scale)));
    return onPage({ box.left - edge, box.top - edge, box.right + edge, box.bottom + edge }, page);
}

// Letters cover the smaller part of their box, so the median of each channel is the paper's.
Colour paperOf(const RgbImage& crop)
{
    Colour colour{};
    const std::size_t pixels = crop.width * crop.height;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::array<std::size_t, 256> histogram{};
        for (std::size_t i = 0; i < pixels; ++i)
            ++histogram[crop.pixels[i * 3 + channel]];
        std::size_t below = 0;
        std::size_t level = 0;
        while (level < 255 && (below += histogram[level]) * 2 < pixels)
            ++level;
        colour[channel] = static_cast<std::uint8_t>(level);
    }
    return colour;
}

bool samePaper(const Colour& a, const Colour& b)
{
    for (std::size_t channel = 0; channel < 3; ++channel)
        if (std::abs(a[channel] - b[channel]) > kSamePaper)
            return false;
    return true;
}

// Pieces chosen for one tile, scaled but not yet placed.
struct Stack {
    std::vector<std::size_t> pieces; // their indices
    std::vector<PixelBox> sources;
    std::vector<RgbImage> strips;
    Colour paper{};
    double height = 0; // with the spaces between them
};

Tile drawn(const Stack& stack, const TileLayout& layout, std::size_t index)
{
    Tile tile{ index, { layout.side, layout.side, {} }, {} };
    tile.image.pixels.resize(layout.side * layout.side * 3);
    for (std::size_t i = 0; i < tile.image.pixels.size(); ++i)
        tile.image.pixels[i] = stack.paper[i % 3];
    const auto side = static_cast<double>(layout.side);
    double y = std::max(0.0, (side - stack.height) / 2);
    for (std::size_t i = 0; i < stack.strips.size(); ++i) {
        const RgbImage& strip = stack.strips[i];
        const auto top = static_cast<std::size_t>(y);
        const auto left = static_cast<std::size_t>(kMargin);
        for (std::size_t row = 0; row < strip.height && top + row < layout.side; ++row)
            std::copy_n(strip.pixels.begin() + static_cast<std::ptrdiff_t>(row * strip.width * 3), strip.width * 3,
                tile.image.pixels.begin() + static_cast<std::ptrdiff_t>(((top + row) * layout.side + left) * 3));
        const RectF place{ kMargin / side, static_cast<double>(top) / side,
            (kMargin + static_cast<double>(strip.width)) / side, static_cast<double>(top + strip.height) / side };
        tile.pieces.push_back({ stack.pieces[i], stack.sources[i], place });
        y += static_cast<double>(strip.height) + kLineSpacing * layout.textHeight;
    }
    return tile;
}

} // namespace

TileLayout tileLayout(const TextLimits& limits, const TaskCapability& capability, std::size_t side)
{
    TileLayout layout;
    layout.side = side;
    layout.kernel = capability.preprocessing.kernel;
    layout.charactersPerLine = limits.charactersPerLine;
    const bool stated = limits.preferredHeight > 0;
    layout.textHeight = stated ? limits.preferredHeight : kLargeModelTextHeight;
    layout.smallestTextHeight = stated ? layout.textHeight : kLargeModelSmallest;
    const double rows = roomFor(layout) / (layout.textHeight * (1 + kLineSpacing));
    layout.linesPerTile = limits.linesPerTile > 0 ? limits.linesPerTile : static_cast<std::size_t>(std::max(1.0, rows));
    return layout;
}

std::vector<LinePiece> cutLines(std::span<const FoundLine> lines, const TileLayout& layout)
{
    std::vector<LinePiece> pieces;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (LinePiece& piece : LineCutter(lines[i], i, layout).cut())
            pieces.push_back(std::move(piece));
    return pieces;
}

std::vector<Tile> drawTiles(const RgbImage& page, std::span<const LinePiece> pieces, const TileLayout& layout)
{
    std::vector<Tile> tiles;
    Stack stack;
    const auto flush = [&] {
        if (!stack.strips.empty())
            tiles.push_back(drawn(stack, layout, tiles.size()));
        stack = {};
    };
    const double room = roomFor(layout);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const LinePiece& piece = pieces[i];
        const PixelBox source = widened(piece.source, piece.scale, page);
        const double scale = std::min({ piece.scale, room / source.width(), room / source.height() });
        const RgbImage crop = pageCrop(page, source);
        const auto width = static_cast<std::size_t>(std::max(1L, std::lround(source.width() * scale)));
        const auto height = static_cast<std::size_t>(std::max(1L, std::lround(source.height() * scale)));
        const Colour paper = paperOf(crop);
        const double spacing = stack.strips.empty() ? 0 : kLineSpacing * layout.textHeight;
        if (stack.strips.size() >= layout.linesPerTile || stack.height + spacing + static_cast<double>(height) > room
            || (!stack.strips.empty() && !samePaper(stack.paper, paper)))
            flush();
        if (stack.strips.empty())
            stack.paper = paper;
        else
            stack.height += kLineSpacing * layout.textHeight;
        stack.height += static_cast<double>(height);
        stack.strips.push_back(resize(crop, width, height, layout.kernel));
        stack.sources.push_back(source);
        stack.pieces.push_back(i);
    }
    flush();
    return tiles;
}

} // namespace palimpsest
