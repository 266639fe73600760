#include "ui/project/result_items.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "ui/project/kind_of.h"

namespace palimpsest {

using namespace kinds;

namespace {

ItemPlace placeAmong(std::span<const PageResult> parts, std::size_t index)
{
    ItemPlace place{ 0, index };
    while (place.part < parts.size() && place.item >= itemCount(parts[place.part].content))
        place.item -= itemCount(parts[place.part++].content);
    return place;
}

// The content that the item is of, and its place there: those of its part where the page was read in parts.
template <typename Content> std::pair<Content*, std::size_t> ownContent(Content& content, std::size_t index)
{
    auto* const page = std::get_if<PageParts>(&content);
    const ItemPlace place = page != nullptr ? placeAmong(page->parts, index) : ItemPlace{};
    if (page == nullptr || place.part >= page->parts.size())
        return { &content, index };
    return { &page->parts[place.part].content, place.item };
}

// A text that has no place of its own stands where it was read.
ResultItem itemOfPart(const PageResult& part, std::size_t index)
{
    ResultItem item = itemAt(part.content, index);
    if (item.box.isNull() && part.region)
        item.box = rectOf(part.region->box);
    return item;
}

template <typename Visitor> auto visitKind(const PageContent& content, Visitor visitor)
{
    return std::visit(
        [&visitor]<typename Content>(const Content& held) { return visitor(KindOf<Content>(), held); }, content);
}

} // namespace

ContentView viewOf(const PageContent& content)
{
    return visitKind(content, [](auto kind, const auto&) { return decltype(kind)::kView; });
}

std::vector<TextSpan> doubtsOf(const PageContent& content, std::size_t index, double threshold)
{
    if (const auto [own, place] = ownContent(content, index); own != &content)
        return doubtsOf(*own, place, threshold);
    return visitKind(content, [&]<typename Content>(KindOf<Content> kind, const Content& held) {
        if constexpr (kHasItems<Content>) {
            const auto& item = kind.items(held).at(index);
            if constexpr (requires { kind.doubts(item, threshold); })
                return kind.doubts(item, threshold);
        }
        const ResultItem item = itemAt(content, index);
        const bool doubtful = item.confidence && *item.confidence < threshold;
        return doubtful ? std::vector<TextSpan>{ { 0, item.text.size() } } : std::vector<TextSpan>{};
    });
}

QRectF boxOfSpan(const PageContent& content, std::size_t index, const TextSpan& span)
{
    if (const auto [own, place] = ownContent(content, index); own != &content) {
        const QRectF box = boxOfSpan(*own, place, span);
        return box.isNull() ? itemAt(content, index).box : box;
    }
    return visitKind(content, [&]<typename Content>(KindOf<Content> kind, const Content& held) {
        if constexpr (kHasItems<Content>) {
            const auto& item = kind.items(held).at(index);
            if constexpr (requires { kind.boxOf(item, span); })
                return kind.boxOf(item, span);
        }
        return itemAt(content, index).box;
    });
}

bool isEditable(const PageContent& content)
{
    return visitKind(content, []<typename Content>(KindOf<Content>, const Content&) {
        return requires(Content & changed)
        {
            KindOf<Content>::setText(changed, QString());
        }
        || kHasItems<Content> || kHasParts<Content>;
    });
}

std::size_t itemCount(const PageContent& content)
{
    return visitKind(content, []<typename Content>(KindOf<Content> kind, const Content& held) -> std::size_t {
        if constexpr (kHasParts<Content>)
            return std::accumulate(held.parts.begin(), held.parts.end(), std::size_t{ 0 },
                [](std::size_t count, const PageResult& part) { return count + itemCount(part.content); });
        else if constexpr (kHasItems<Content>)
            return kind.items(held).size();
        else
            return 1;
    });
}

ResultItem itemAt(const PageContent& content, std::size_t index)
{
    return visitKind(content, [index]<typename Content>(KindOf<Content> kind, const Content& held) {
        ResultItem item;
        if constexpr (kHasParts<Content>) {
            const ItemPlace place = placeAmong(kind.parts(held), index);
            return itemOfPart(kind.parts(held).at(place.part), place.item);
        } else if constexpr (kHasItems<Content>) {
            item = kind.item(kind.items(held).at(index));
        } else {
            item = kind.item(held);
        }
        item.view = kind.kView;
        return item;
    });
}

PageContent withItemText(const PageContent& content, std::size_t index, const QString& text)
{
    return visitKind(content, [&]<typename Content>(KindOf<Content> kind, Content changed) -> PageContent {
        if constexpr (kHasParts<Content>) {
            const ItemPlace place = placeAmong(kind.parts(changed), index);
            PageContent& part = kind.parts(changed).at(place.part).content;
            part = withItemText(part, place.item, text);
        } else if constexpr (kHasItems<Content>)
            kind.setText(kind.items(changed).at(index), text);
        else if constexpr (requires { kind.setText(changed, text); })
            kind.setText(changed, text);
        return changed;
    });
}

bool canHaveMask(const PageContent& content, std::size_t index)
{
    return visitKind(*ownContent(content, index).first, []<typename Content>(KindOf<Content>, const Content&) {
        return requires(Segment & item)
        {
            KindOf<Content>::setMask(item, PixelMask());
        };
    });
}

PageContent withItemMask(const PageContent& content, std::size_t index, PixelMask mask)
{
    return visitKind(content, [&]<typename Content>(KindOf<Content> kind, Content changed) -> PageContent {
        if constexpr (kHasParts<Content>) {
            const ItemPlace place = placeAmong(kind.parts(changed), index);
            PageContent& part = kind.parts(changed).at(place.part).content;
            part = withItemMask(part, place.item, std::move(mask));
        } else if constexpr (kHasItems<Content>)
            if constexpr (requires { kind.setMask(kind.items(changed).at(index), PixelMask()); })
                kind.setMask(kind.items(changed).at(index), std::move(mask));
        return changed;
    });
}

PageContent withoutItem(const PageContent& content, std::size_t index)
{
    return visitKind(content, [index]<typename Content>(KindOf<Content> kind, Content changed) -> PageContent {
        if constexpr (kHasParts<Content>) {
            const ItemPlace place = placeAmong(kind.parts(changed), index);
            PageContent& part = kind.parts(changed).at(place.part).content;
            part = withoutItem(part, place.item);
        } else if constexpr (kHasItems<Content>) {
            auto& items = kind.items(changed);
            items.erase(std::next(items.begin(), static_cast<std::ptrdiff_t>(index)));
        } else if constexpr (requires { kind.setText(changed, QString()); }) {
            kind.setText(changed, QString());
        }
        return changed;
    });
}

const Table* tableAt(const PageContent& content, std::size_t index)
{
    const auto [own, place] = ownContent(content, index);
    const auto* const tables = std::get_if<Tables>(own);
    return tables != nullptr && place < tables->items.size() ? &tables->items[place] : nullptr;
}

const Molecule* moleculeAt(const PageContent& content, std::size_t index)
{
    const auto [own, place] = ownContent(content, index);
    const auto* const molecules = std::get_if<Molecules>(own);
    return molecules != nullptr && place < molecules->items.size() ? &molecules->items[place] : nullptr;
}

const ScoreSystem* systemAt(const PageContent& content, std::size_t index)
{
    const auto [own, place] = ownContent(content, index);
    const auto* const scores = std::get_if<Scores>(own);
    return scores != nullptr && place < scores->systems.size() ? &scores->systems[place] : nullptr;
}

PageContent withTable(const PageContent& content, std::size_t index, Table table)
{
    PageContent changed = content;
    const auto [own, place] = ownContent(changed, index);
    if (auto* const tables = std::get_if<Tables>(own))
        tables->items.at(place) = std::move(table);
    return changed;
}

std::span<const PageResult> partsOf(const PageResult& result)
{
    const auto* const page = std::get_if<PageParts>(&result.content);
    return page != nullptr ? std::span(page->parts) : std::span(&result, 1);
}

std::span<const PageRegion> unreadOf(const PageResult& result)
{
    const auto* const page = std::get_if<PageParts>(&result.content);
    return page != nullptr ? std::span(page->unread) : std::span<const PageRegion>();
}

std::optional<ItemPlace> placeOfItem(const PageResult& result, std::size_t item)
{
    const std::span<const PageResult> parts = partsOf(result);
    const ItemPlace place = placeAmong(parts, item);
    return place.part < parts.size() ? std::optional(place) : std::nullopt;
}

std::size_t firstItemOf(const PageResult& result, std::size_t part)
{
    std::size_t first = 0;
    for (const PageResult& before : partsOf(result).first(part))
        first += itemCount(before.content);
    return first;
}

QRectF rectOf(const RectF& box)
{
    return { QPointF(std::min(box.left, box.right), std::min(box.top, box.bottom)),
        QPointF(std::max(box.left, box.right), std::max(box.top, box.bottom)) };
}

} // namespace palimpsest
