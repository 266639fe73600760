#include "pipelines/export/placed_words.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "engine/base/text.h"
#include "pipelines/turned_box.h"

namespace palimpsest {
namespace {

constexpr std::string_view kSpaces = " \t\r\n\f\v";

// Symbols, not bytes; what is no UTF-8 counts byte by byte.
std::size_t symbolCount(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        at += std::max<std::size_t>(utf8SymbolBytes(text.substr(at)), 1);
    return count;
}

std::vector<PlacedWord> spreadOver(
    const RectF& place, std::string_view text, std::optional<double> confidence, int rotation)
{
    const RectF box = turnedBox(place, rotation);
    const double total = static_cast<double>(std::max<std::size_t>(symbolCount(text), 1));
    std::vector<PlacedWord> words;
    for (std::size_t at = text.find_first_not_of(kSpaces); at != std::string_view::npos;
         at = text.find_first_not_of(kSpaces, at)) {
        const std::size_t end = std::min(text.find_first_of(kSpaces, at), text.size());
        const std::string_view word = text.substr(at, end - at);
        const double before = static_cast<double>(symbolCount(text.substr(0, at)));
        const double after = before + static_cast<double>(symbolCount(word));
        const RectF upright{ box.left + box.width() * before / total, box.top, box.left + box.width() * after / total,
            box.bottom };
        words.push_back({ std::string(word), turnedBox(upright, 360 - rotation), confidence });
        at = end;
    }
    return words;
}

bool sameTexts(const std::vector<PlacedWord>& a, const std::vector<PlacedWord>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const PlacedWord& x, const PlacedWord& y) { return x.text == y.text; });
}

} // namespace

std::vector<PlacedWord> placedWords(const TextLine& line, int rotation)
{
    std::vector<PlacedWord> ofPieces;
    for (const TextPiece& piece : line.pieces) {
        std::vector<PlacedWord> words = spreadOver(piece.box, piece.text, piece.confidence, rotation);
        std::move(words.begin(), words.end(), std::back_inserter(ofPieces));
    }
    std::vector<PlacedWord> ofLine = spreadOver(line.box, line.text, line.confidence, rotation);
    if (sameTexts(ofPieces, ofLine))
        return ofPieces;
    if (ofPieces.size() == ofLine.size()) {
        for (std::size_t i = 0; i < ofLine.size(); ++i) {
            ofLine[i].box = ofPieces[i].box;
            ofLine[i].confidence = ofPieces[i].confidence;
        }
    }
    return ofLine;
}

} // namespace palimpsest
