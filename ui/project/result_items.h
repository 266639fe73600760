#pragma once
// Every kind of result as rows of items: what lists, overlays and the review queue show without knowing the kind. This
// is the one place in the window that asks for the alternatives of PageContent: a new one does not compile until it has
// its answers here. Pure functions.

#include <QRectF>
#include <QString>
#include <optional>
#include <span>

#include "pipelines/page_result.h"

namespace palimpsest {

// Characters of an item's text.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

// How a kind is shown.
enum class ContentView {
    Lines,   // text with a place on the page
    Objects, // labels with boxes and masks
    Text,    // one text for the page
    Tables,  // a grid each
    Molecules,
    Scores, // systems of music
};

// Whether an item is corrected in a view of its own, below the list.
[[nodiscard]] constexpr bool hasCard(ContentView view)
{
    return view == ContentView::Tables || view == ContentView::Molecules || view == ContentView::Scores;
}

struct ResultItem {
    QString text;
    QRectF box; // page pixels of the result; null: the whole page
    std::optional<double> confidence;
    bool trusted = true;                   // false: a box that is not to be measured
    const PixelMask* mask = nullptr;       // of the result, as long as it lives
    ContentView view = ContentView::Lines; // of its own kind, which may be one of several on the page
};

// Where an item of a page stands that was read in parts.
struct ItemPlace {
    std::size_t part = 0;
    std::size_t item = 0; // of the part
};

[[nodiscard]] ContentView viewOf(const PageContent& content);
[[nodiscard]] std::size_t itemCount(const PageContent& content);
[[nodiscard]] ResultItem itemAt(const PageContent& content, std::size_t index);
// Where in the item's text the model was less sure than that, from left to right; where it is not known of a part of
// the text, of all of it.
[[nodiscard]] std::vector<TextSpan> doubtsOf(const PageContent& content, std::size_t index, double threshold);
// Where they stand on the page, about; where that is not known, the item's box.
[[nodiscard]] QRectF boxOfSpan(const PageContent& content, std::size_t index, const TextSpan& span);
// Whether the text of items can be corrected and items can be removed.
[[nodiscard]] bool isEditable(const PageContent& content);
[[nodiscard]] PageContent withItemText(const PageContent& content, std::size_t index, const QString& text);
// Whether the item has a mask, or can be given one.
[[nodiscard]] bool canHaveMask(const PageContent& content, std::size_t index);
// The item's box becomes that of the mask, where it has a pixel; what the model had coded no longer holds.
[[nodiscard]] PageContent withItemMask(const PageContent& content, std::size_t index, PixelMask mask);
[[nodiscard]] PageContent withoutItem(const PageContent& content, std::size_t index);

// The item itself, for the view of its kind; nullptr: it is of another kind, or not there.
[[nodiscard]] const Table* tableAt(const PageContent& content, std::size_t index);
[[nodiscard]] const Molecule* moleculeAt(const PageContent& content, std::size_t index);
[[nodiscard]] const ScoreSystem* systemAt(const PageContent& content, std::size_t index);
[[nodiscard]] PageContent withTable(const PageContent& content, std::size_t index, Table table);
// What was read by itself, in reading order: the parts of the page, or the whole of it as the only one.
[[nodiscard]] std::span<const PageResult> partsOf(const PageResult& result);
[[nodiscard]] std::span<const PageRegion> unreadOf(const PageResult& result);
// Nullopt: there is no such item.
[[nodiscard]] std::optional<ItemPlace> placeOfItem(const PageResult& result, std::size_t item);
[[nodiscard]] std::size_t firstItemOf(const PageResult& result, std::size_t part);
[[nodiscard]] QRectF rectOf(const RectF& box);

} // namespace palimpsest
