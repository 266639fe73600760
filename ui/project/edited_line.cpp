#include "ui/project/edited_line.h"

#include <algorithm>
#include <utility>

namespace palimpsest {

namespace {

std::string joined(const std::vector<TextPiece>& pieces)
{
    std::string text;
    for (const TextPiece& piece : pieces)
        text += (text.empty() ? "" : " ") + piece.text;
    return text;
}

} // namespace

TextLine editedLine(const TextLine& line, const std::string& text)
{
    TextLine edited{ .text = text, .box = line.box, .confidence = std::nullopt, .pieces = {} };
    if (line.pieces.empty() || joined(line.pieces) == text) {
        edited.pieces = line.pieces;
        return edited;
    }
    std::size_t first = 0;
    std::size_t begin = 0; // of what is not accounted for, in `text`
    while (first < line.pieces.size()) {
        const std::string& piece = line.pieces[first].text;
        const std::size_t after = begin + piece.size();
        if (text.compare(begin, piece.size(), piece) != 0 || after >= text.size() || text[after] != ' ')
            break;
        edited.pieces.push_back(line.pieces[first++]);
        begin = after + 1;
    }
    std::size_t last = line.pieces.size();
    std::size_t end = text.size();
    while (last > first + 1) {
        const std::string& piece = line.pieces[last - 1].text;
        if (end < begin + piece.size() + 1 || text.compare(end - piece.size(), piece.size(), piece) != 0
            || text[end - piece.size() - 1] != ' ')
            break;
        end -= piece.size() + 1;
        --last;
    }
    if (first == last) { // more words than before behind pieces that all stayed: they belong to the last one
        --first;
        begin -= edited.pieces.back().text.size() + 1;
        edited.pieces.pop_back();
    }
    TextPiece changed = line.pieces[first];
    for (std::size_t i = first + 1; i < last; ++i)
        changed.box = united(changed.box, line.pieces[i].box);
    changed.text = text.substr(begin, end > begin ? end - begin : 0);
    changed.confidence.reset();
    changed.characterConfidences.clear();
    edited.pieces.push_back(std::move(changed));
    for (std::size_t i = last; i < line.pieces.size(); ++i)
        edited.pieces.push_back(line.pieces[i]);
    return edited;
}

} // namespace palimpsest
