#include "ui/project/result_items.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>

#include "pipelines/decode/line_doubts.h"
#include "pipelines/decode/report_sections.h"
#include "pipelines/export/delimited_table.h"
#include "pipelines/molecule/read_molecule.h"
#include "pipelines/music/checked_kern.h"
#include "ui/project/edited_line.h"

namespace palimpsest {

namespace {

QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

// Characters of a QString that those bytes become.
qsizetype lengthOf(const std::string& text, std::size_t begin, std::size_t end)
{
    return QString::fromUtf8(text.data() + begin, static_cast<qsizetype>(end - begin)).size();
}

// Leading tabs are empty cells, so that only the end is cut.
QString withoutLastBreak(const QString& text)
{
    return text.endsWith(QLatin1Char('\n')) ? text.chopped(1) : text;
}

ResultItem itemOf(const DetectedObject& object, const PixelMask* mask)
{
    return { textOf(object.label), rectOf(object.box), object.confidence, object.state == BoxState::Valid, mask };
}

// What the window needs to know of one kind.
template <typename Content> struct KindOf;

template <> struct KindOf<OcrResult> {
    static constexpr ContentView kView = ContentView::Lines;
    static auto& items(auto& content) { return content.lines; }
    static ResultItem item(const TextLine& line) { return { textOf(line.text), rectOf(line.box), line.confidence }; }
    static void setText(TextLine& line, const QString& text) { line = editedLine(line, text.toStdString()); }
    static std::vector<TextSpan> doubts(const TextLine& line, double threshold)
    {
        std::vector<TextSpan> spans;
        for (const LineDoubt& doubt : lineDoubts(line, threshold)) {
            const qsizetype start = lengthOf(line.text, 0, doubt.begin);
            spans.push_back({ start, lengthOf(line.text, doubt.begin, doubt.end) });
        }
        return spans;
    }
    static QRectF boxOf(const TextLine& line, const TextSpan& span)
    {
        const QString text = textOf(line.text);
        const auto bytes = [&text](qsizetype end) { return static_cast<std::size_t>(text.left(end).toUtf8().size()); };
        return rectOf(boxWithin(line, bytes(span.start), bytes(span.start + span.length)));
    }
};

template <> struct KindOf<Detections> {
    static constexpr ContentView kView = ContentView::Objects;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const DetectedObject& object) { return itemOf(object, nullptr); }
    static void setText(DetectedObject& object, const QString& text) { object.label = text.toStdString(); }
};

template <> struct KindOf<Segments> {
    static constexpr ContentView kView = ContentView::Objects;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const Segment& segment)
    {
        return itemOf(segment.object, segment.mask ? &*segment.mask : nullptr);
    }
    static void setText(Segment& segment, const QString& text) { segment.object.label = text.toStdString(); }
    static void setMask(Segment& segment, PixelMask mask)
    {
        if (mask.width > 0 && mask.height > 0) {
            const auto left = static_cast<double>(mask.left);
            const auto top = static_cast<double>(mask.top);
            segment.object.box
                = { left, top, left + static_cast<double>(mask.width), top + static_cast<double>(mask.height) };
            segment.object.state = BoxState::Valid;
        }
        segment.codes.reset();
        segment.mask = std::move(mask);
    }
};

// A text is its own only item and stays, if empty, where it is removed.
template <> struct KindOf<PlainText> {
    static constexpr ContentView kView = ContentView::Text;
    static ResultItem item(const PlainText& text) { return { textOf(text.text), {}, text.confidence }; }
    // A phrase that is not in the text any more says nothing about the page.
    static void setText(PlainText& text, const QString& edited)
    {
        text.text = edited.toStdString();
        std::erase_if(text.phrases,
            [&text](const DetectedObject& phrase) { return text.text.find(phrase.label) == std::string::npos; });
    }
};

// A table as one copies it: a row a line, its cells parted by tabs. Its form stays: what is written where no cell
// begins is passed over.
template <> struct KindOf<Tables> {
    static constexpr ContentView kView = ContentView::Tables;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const Table& table)
    {
        return { withoutLastBreak(textOf(tabbedText(table))), rectOf(table.box), leastConfidence(table) };
    }
    static void setText(Table& table, const QString& text)
    {
        const QStringList rows = text.split(QLatin1Char('\n'));
        for (TableCell& cell : table.cells) {
            const QStringList fields = rows.value(static_cast<qsizetype>(cell.row)).split(QLatin1Char('\t'));
            std::string written = fields.value(static_cast<qsizetype>(cell.column)).toStdString();
            cell.styles = runsAfterEdit(cell.styles, cell.text, written);
            cell.text = std::move(written);
        }
    }

private:
    // One doubtful cell among many sure ones is what a person has to look at.
    static std::optional<double> leastConfidence(const Table& table)
    {
        std::optional<double> least;
        for (const TableCell& cell : table.cells)
            if (cell.confidence)
                least = std::min(least.value_or(1), *cell.confidence);
        return least;
    }
};

template <> struct KindOf<Molecules> {
    static constexpr ContentView kView = ContentView::Molecules;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const Molecule& molecule)
    {
        return { textOf(molecule.smiles), rectOf(molecule.box), molecule.confidence, !molecule.canonical.empty() };
    }
    static void setText(Molecule& molecule, const QString& text)
    {
        Molecule corrected = readMolecule(text.trimmed().toStdString());
        corrected.box = molecule.box;
        corrected.answer = molecule.answer;
        molecule = std::move(corrected);
    }
};

template <> struct KindOf<Scores> {
    static constexpr ContentView kView = ContentView::Scores;
    static auto& items(auto& content) { return content.systems; }
    static ResultItem item(const ScoreSystem& system)
    {
        return { textOf(system.kern).trimmed(), rectOf(system.box), system.confidence, system.warnings.empty() };
    }
    static void setText(ScoreSystem& system, const QString& text)
    {
        ScoreSystem corrected = checkKern(text.toStdString(), Pickup::Allowed).system;
        corrected.box = system.box;
        corrected.answer = system.answer;
        system = std::move(corrected);
    }
};

template <> struct KindOf<Report> {
    static constexpr ContentView kView = ContentView::Text;
    static ResultItem item(const Report& report)
    {
        QStringList sections{ notice() };
        for (const ReportSection& section : report.sections)
            sections << (section.heading.empty() ? QString() : textOf(section.heading + ": ")) + textOf(section.text);
        return { sections.join(QStringLiteral("\n\n")), {}, report.confidence };
    }
    static void setText(Report& report, const QString& text)
    {
        const QString own = text.startsWith(notice()) ? text.sliced(notice().size()) : text;
        report.sections = reportSections(own.toStdString());
    }

private:
    static QString notice()
    {
        return QString::fromUtf8(kReportNotice.data(), static_cast<qsizetype>(kReportNotice.size()));
    }
};

// Its items are those of its parts, one after the other.
template <> struct KindOf<PageParts> {
    static constexpr ContentView kView = ContentView::Lines;
    static auto& parts(auto& content) { return content.parts; }
};

template <typename Content> constexpr bool kHasItems = requires(Content& content)
{
    KindOf<Content>::items(content);
};

template <typename Content> constexpr bool kHasParts = requires(Content& content)
{
    KindOf<Content>::parts(content);
};

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
