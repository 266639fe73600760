#include "pipelines/document/text_layer.h"

#include <QList>
#include <QString>
#include <algorithm>
#include <cstddef>
#include <utility>

#include "pipelines/tiling/line_finder.h"

namespace palimpsest {
namespace {

constexpr std::size_t kFewestLetters = 16; // and digits
constexpr double kLeastLetters = 0.5;      // of all symbols
constexpr double kMostSignless = 0.02;     // of all symbols: those that stand for no sign
constexpr double kMostMisread = 0.01;      // of all symbols: UTF-8 taken for another encoding
constexpr double kLeastCovered = 0.75;     // of the print that is seen

// Private use is what fonts give that do not say which letters they draw.
bool isSignless(QChar::Category category)
{
    return category == QChar::Other_Control || category == QChar::Other_NotAssigned
        || category == QChar::Other_PrivateUse || category == QChar::Other_Surrogate;
}

bool isReadable(const std::vector<OwnWord>& words)
{
    std::size_t symbols = 0;
    std::size_t letters = 0;
    std::size_t signless = 0;
    std::size_t misread = 0;
    for (const OwnWord& word : words) {
        char32_t before = 0;
        for (const char32_t symbol : QString::fromStdString(word.text).toUcs4()) {
            ++symbols;
            letters += QChar::isLetterOrNumber(symbol) || QChar::isMark(symbol) ? 1 : 0;
            signless += isSignless(QChar::category(symbol)) || symbol == QChar::ReplacementCharacter ? 1 : 0;
            // The first byte of a letter beyond ASCII, and a second one: what "\u00fc" becomes in Latin-1.
            misread += (before == 0xC2 || before == 0xC3) && symbol >= 0x80 && symbol <= 0xBF ? 1 : 0;
            before = symbol;
        }
    }
    const auto share
        = [symbols](std::size_t count) { return static_cast<double>(count) / static_cast<double>(symbols); };
    return letters >= kFewestLetters && share(letters) >= kLeastLetters && share(signless) <= kMostSignless
        && share(misread) <= kMostMisread;
}

// By the width of the words that are seen; a page on which no line is found shows nothing else.
bool coversThePrint(const std::vector<OwnWord>& words, const RgbImage& page)
{
    double seen = 0;
    double covered = 0;
    for (const FoundLine& line : findLines(page))
        for (const PixelBox& word : line.words) {
            const RectF box = word.toRectF();
            double shared = 0;
            for (const OwnWord& own : words)
                shared += intersected(own.box, box).area();
            seen += box.width();
            covered += shared >= 0.5 * box.area() ? box.width() : 0;
        }
    return covered >= kLeastCovered * seen;
}

void append(TextLine& line, TextPiece piece)
{
    line.text += (line.pieces.empty() ? "" : " ") + piece.text;
    line.box = line.pieces.empty() ? piece.box : united(line.box, piece.box);
    line.pieces.push_back(std::move(piece));
}

RectF onPage(const RectF& box, const RgbImage& page)
{
    const auto width = static_cast<double>(page.width);
    const auto height = static_cast<double>(page.height);
    return { std::clamp(box.left, 0.0, width), std::clamp(box.top, 0.0, height), std::clamp(box.right, 0.0, width),
        std::clamp(box.bottom, 0.0, height) };
}

template <typename Belongs> OcrResult piecesThat(const OcrResult& text, const Belongs& belong)
{
    OcrResult chosen;
    for (const TextLine& line : text.lines) {
        TextLine left;
        for (const TextPiece& piece : line.pieces)
            if (belong(piece.box))
                append(left, piece);
        if (!left.pieces.empty())
            chosen.lines.push_back(std::move(left));
    }
    return chosen;
}

bool isMostlyIn(const RectF& box, const RectF& part)
{
    return intersected(box, part).area() > 0.5 * box.area();
}

} // namespace

std::optional<OcrResult> textLayerOf(const std::vector<OwnWord>& words, const RgbImage& page)
{
    if (!isReadable(words) || !coversThePrint(words, page))
        return std::nullopt;
    OcrResult text;
    bool begins = true;
    for (const OwnWord& word : words) {
        const RectF box = onPage(word.box, page);
        if (!word.text.empty() && box.area() > 0) { // outside the page nobody sees it
            if (std::exchange(begins, false))
                text.lines.emplace_back();
            append(text.lines.back(), { .text = word.text, .box = box, .confidence = std::nullopt });
        }
        begins = begins || word.endsLine;
    }
    return text;
}

OcrResult textWithin(const OcrResult& text, const RectF& part)
{
    return piecesThat(text, [&part](const RectF& box) { return isMostlyIn(box, part); });
}

OcrResult textOutside(const OcrResult& text, const std::vector<RectF>& parts)
{
    return piecesThat(text, [&parts](const RectF& box) {
        return std::none_of(parts.begin(), parts.end(), [&box](const RectF& part) { return isMostlyIn(box, part); });
    });
}

} // namespace palimpsest
