#include "pipelines/tiling/tile_merger.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

constexpr double kSeenWhereItIs = 0.3; // overlap of the model's box with the ink, below which the ink is believed
constexpr double kDuplicate = 0.5;     // shared width of two boxes with the same text, of the narrower

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

// Share of the narrower box's width that the other covers.
double sharedWidth(const RectF& a, const RectF& b)
{
    const double narrower = std::min(a.width(), b.width());
    return narrower > 0 ? (std::min(a.right, b.right) - std::max(a.left, b.left)) / narrower : 0;
}

// Whether two texts of one piece were read from the same print. A piece is a stretch of one line, so that the same
// words above each other are one print that was read twice.
bool isSamePrint(const TextPiece& a, const TextPiece& b)
{
    return a.text == b.text && sharedWidth(a.box, b.box) >= kDuplicate;
}

// Adds a text, or puts it in the place of one of the same print that was read with less confidence.
void addOnce(std::vector<TextPiece>& texts, TextPiece text)
{
    const auto same
        = std::find_if(texts.begin(), texts.end(), [&](const TextPiece& other) { return isSamePrint(other, text); });
    if (same == texts.end())
        texts.push_back(std::move(text));
    else if (text.confidence.value_or(0) > same->confidence.value_or(0))
        *same = std::move(text);
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

std::vector<PlainLine> linesOf(std::string_view text)
{
    std::vector<PlainLine> lines;
    std::size_t before = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        const std::size_t characters = utf8SymbolCount(line);
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
        for (const LocatedText* item : itemsOf[piece])
            addOnce(readings[piece].texts,
                { item->text, boxOnPage(tile, piece, *item, itemsOf[piece].size() == 1), item->textConfidence, answer,
                    item->characterConfidences });
        WeightedConfidence confidence;
        for (const TextPiece& text : readings[piece].texts)
            confidence.add(text);
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
