#include "pipelines/decode/line_doubts.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/base/text.h"

namespace palimpsest {

namespace {

struct PlacedPiece {
    const TextPiece& piece;
    std::size_t begin = 0; // in the line's text
};

// Pieces follow one another with a space between them or none. What comes behind a piece that is not there has no
// place either: a person has written something else.
std::vector<PlacedPiece> placedPieces(const TextLine& line)
{
    std::vector<PlacedPiece> placed;
    std::size_t at = 0;
    for (const TextPiece& piece : line.pieces) {
        if (line.text.compare(at, piece.text.size(), piece.text) != 0 && at < line.text.size() && line.text[at] == ' ')
            ++at;
        if (line.text.compare(at, piece.text.size(), piece.text) != 0)
            break;
        placed.push_back({ piece, at });
        at += piece.text.size();
    }
    return placed;
}

std::size_t symbolBytes(std::string_view text, std::size_t at)
{
    return std::max<std::size_t>(utf8SymbolBytes(text.substr(at)), 1);
}

std::size_t characterCount(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += symbolBytes(text, at))
        ++count;
    return count;
}

// Joins what touches or stands in one word.
void add(std::vector<LineDoubt>& doubts, std::string_view text, const LineDoubt& doubt)
{
    if (!doubts.empty()) {
        LineDoubt& last = doubts.back();
        if (text.substr(last.end, doubt.begin - last.end).find(' ') == std::string_view::npos) {
            last.end = doubt.end;
            last.confidence = std::min(last.confidence, doubt.confidence);
            return;
        }
    }
    doubts.push_back(doubt);
}

bool isDoubtful(const TextPiece& piece, double threshold)
{
    const std::vector<float>& known = piece.characterConfidences;
    if (known.empty())
        return piece.confidence && *piece.confidence < threshold;
    return std::any_of(known.begin(), known.end(), [threshold](float value) { return value < threshold; });
}

void addDoubtsOf(const PlacedPiece& placed, double threshold, std::string_view text, std::vector<LineDoubt>& doubts)
{
    const TextPiece& piece = placed.piece;
    const std::vector<float>& confidences = piece.characterConfidences;
    if (confidences.empty()) {
        doubts.push_back({ placed.begin, placed.begin + piece.text.size(), *piece.confidence });
        return;
    }
    std::size_t at = 0;
    for (const float confidence : confidences) {
        const std::size_t end = at + symbolBytes(piece.text, at);
        if (confidence < threshold)
            add(doubts, text, { placed.begin + at, placed.begin + end, confidence });
        at = end;
    }
}

} // namespace

std::vector<LineDoubt> lineDoubts(const TextLine& line, double threshold)
{
    std::vector<LineDoubt> doubts;
    if (line.pieces.empty() && line.confidence && *line.confidence < threshold)
        doubts.push_back({ 0, line.text.size(), *line.confidence });
    const auto doubtful = [threshold](const TextPiece& piece) { return isDoubtful(piece, threshold); };
    if (std::none_of(line.pieces.begin(), line.pieces.end(), doubtful)) // most lines, of all pages, at every step
        return doubts;
    for (const PlacedPiece& placed : placedPieces(line))
        if (doubtful(placed.piece))
            addDoubtsOf(placed, threshold, line.text, doubts);
    return doubts;
}

RectF boxWithin(const TextLine& line, std::size_t begin, std::size_t end)
{
    std::optional<RectF> box;
    for (const PlacedPiece& placed : placedPieces(line)) {
        const std::string_view text = placed.piece.text;
        const std::size_t first = std::clamp(begin, placed.begin, placed.begin + text.size()) - placed.begin;
        const std::size_t last = std::clamp(end, placed.begin, placed.begin + text.size()) - placed.begin;
        if (first >= last)
            continue;
        const RectF& whole = placed.piece.box;
        const double step = whole.width() / static_cast<double>(characterCount(text));
        const auto from = static_cast<double>(characterCount(text.substr(0, first)));
        const auto to = static_cast<double>(characterCount(text.substr(0, last)));
        const RectF part{ whole.left + step * from, whole.top, whole.left + step * to, whole.bottom };
        box = box ? united(*box, part) : part;
    }
    return box.value_or(line.box);
}

} // namespace palimpsest
