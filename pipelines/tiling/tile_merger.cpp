#include "pipelines/tiling/tile_merger.h"

#include <algorithm>
#include <string>
#include <utility>

namespace palimpsest {
namespace {

constexpr double kSeenWhereItIs = 0.3; // overlap of the model's box with the ink, below which the ink is believed
constexpr double kDuplicate = 0.5;     // overlap of two boxes with the same text

RectF boxOnPage(const Tile& tile, std::size_t piece, const LocatedText& item, bool alone)
{
    const RectF ink = tile.pieces[piece].source.toRectF();
    if (item.state != BoxState::Valid)
        return ink;
    const RectF seen = intersected(tile.toPage(item.box, piece), ink);
    if (seen.width() <= 0 || seen.height() <= 0)
        return ink;
    // One of several texts covers a part of the ink only.
    return !alone || intersectionOverUnion(seen, ink) >= kSeenWhereItIs ? seen : ink;
}

bool isDuplicate(const std::vector<TextPiece>& texts, const TextPiece& text)
{
    return std::any_of(texts.begin(), texts.end(), [&](const TextPiece& other) {
        return other.text == text.text && intersectionOverUnion(other.box, text.box) >= kDuplicate;
    });
}

// Mean confidence of texts, weighted by their length; empty when one is not known.
class WeightedConfidence {
public:
    void add(const TextPiece& text)
    {
        const auto length = static_cast<double>(text.text.size());
        m_known = m_known && text.confidence.has_value();
        m_sum += length * text.confidence.value_or(0);
        m_weight += length;
    }
    [[nodiscard]] std::optional<double> value() const
    {
        return m_known && m_weight > 0 ? std::optional(m_sum / m_weight) : std::nullopt;
    }

private:
    double m_sum = 0;
    double m_weight = 0;
    bool m_known = true;
};

struct PlainLine {
    std::string text;
    std::size_t firstCharacter = 0; // of the whole text
    std::size_t characters = 0;
};

std::size_t characterCount(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<PlainLine> linesOf(std::string_view text)
{
    std::vector<PlainLine> lines;
    std::size_t before = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        const std::size_t characters = characterCount(line);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos)
            lines.push_back({ std::string(line), before, characters });
        before += characters + 1;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

std::vector<PieceReading> readPieces(const Tile& tile, std::span<const LocatedText> items, std::size_t answer)
{
    std::vector<std::vector<const LocatedText*>> itemsOf(tile.pieces.size());
    for (const LocatedText& item : items)
        if (!item.text.empty())
            itemsOf[tile.pieceAt(item.box)].push_back(&item);
    std::vector<PieceReading> readings(tile.pieces.size());
    for (std::size_t piece = 0; piece < readings.size(); ++piece) {
        std::stable_sort(itemsOf[piece].begin(), itemsOf[piece].end(),
            [](const LocatedText* a, const LocatedText* b) { return a->box.left < b->box.left; });
        WeightedConfidence confidence;
        for (const LocatedText* item : itemsOf[piece]) {
            TextPiece text{ item->text, boxOnPage(tile, piece, *item, itemsOf[piece].size() == 1), item->textConfidence,
                answer, item->characterConfidences };
            if (isDuplicate(readings[piece].texts, text))
                continue;
            confidence.add(text);
            readings[piece].texts.push_back(std::move(text));
        }
        readings[piece].confidence = confidence.value();
    }
    return readings;
}

std::vector<PieceReading> readPieces(const Tile& tile, std::string_view text, std::optional<double> confidence,
    std::size_t answer, std::span<const float> characterConfidences)
{
    std::vector<PieceReading> readings(tile.pieces.size());
    const auto pieceOf = [&](const PlainLine& line, const RectF& box) {
        TextPiece piece{ line.text, box, confidence, answer };
        if (!characterConfidences.empty()) {
            const auto own = characterConfidences.subspan(line.firstCharacter, line.characters);
            piece.characterConfidences.assign(own.begin(), own.end());
        }
        return piece;
    };
    const std::vector<PlainLine> lines = linesOf(text);
    if (lines.size() == tile.pieces.size()) {
        for (std::size_t i = 0; i < lines.size(); ++i)
            readings[i] = { { pieceOf(lines[i], tile.pieces[i].source.toRectF()) }, confidence };
    } else if (!lines.empty()) {
        for (const PlainLine& line : lines)
            readings.front().texts.push_back(pieceOf(line, tile.region()));
        readings.front().confidence = confidence;
    }
    return readings;
}

OcrResult assembleLines(std::span<const LinePiece> pieces, std::span<const PieceReading> readings)
{
    OcrResult result;
    for (std::size_t first = 0; first < pieces.size();) {
        TextLine line;
        WeightedConfidence confidence;
        std::size_t i = first;
        for (; i < pieces.size() && pieces[i].line == pieces[first].line; ++i) {
            bool joined = pieces[i].continuesWord;
            for (const TextPiece& text : readings[i].texts) {
                if (!line.text.empty() && !joined)
                    line.text += ' ';
                joined = false;
                line.text += text.text;
                line.box = line.pieces.empty() ? text.box : united(line.box, text.box);
                confidence.add(text);
                line.pieces.push_back(text);
            }
        }
        if (!line.pieces.empty()) {
            line.confidence = confidence.value();
            result.lines.push_back(std::move(line));
        }
        first = i;
    }
    return result;
}

} // namespace palimpsest
