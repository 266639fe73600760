#include "pipelines/export/page_parts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "pipelines/protocol/result_words.h"

namespace palimpsest {
namespace {

// Appends what a part found; its answers now stand behind `offset` others.
struct Append {
    const PageContent& part;
    std::size_t offset;

    void operator()(OcrResult& whole) const
    {
        for (TextLine line : std::get<OcrResult>(part).lines) {
            for (TextPiece& piece : line.pieces)
                piece.answer += offset;
            whole.lines.push_back(std::move(line));
        }
    }
    void operator()(Detections& whole) const
    {
        for (DetectedObject object : std::get<Detections>(part).items) {
            object.answer += offset;
            whole.items.push_back(std::move(object));
        }
        whole.noise += std::get<Detections>(part).noise;
    }
    void operator()(Segments& whole) const
    {
        for (Segment segment : std::get<Segments>(part).items) {
            segment.object.answer += offset;
            whole.items.push_back(std::move(segment));
        }
    }
    void operator()(Tables& whole) const
    {
        for (Table table : std::get<Tables>(part).items) {
            for (TableCell& cell : table.cells)
                cell.answer += offset;
            whole.items.push_back(std::move(table));
        }
    }
    void operator()(Molecules& whole) const
    {
        for (Molecule molecule : std::get<Molecules>(part).items) {
            molecule.answer += offset;
            whole.items.push_back(std::move(molecule));
        }
    }
    // Several texts are paragraphs of one, which nobody is sure of as a whole.
    void operator()(PlainText& whole) const
    {
        const PlainText& found = std::get<PlainText>(part);
        whole.text += '\n' + found.text;
        whole.confidence.reset();
        for (DetectedObject phrase : found.phrases) {
            phrase.answer += offset;
            whole.phrases.push_back(std::move(phrase));
        }
    }
    void operator()(Scores& whole) const
    {
        for (ScoreSystem system : std::get<Scores>(part).systems) {
            system.answer += offset;
            whole.systems.push_back(std::move(system));
        }
    }
    void operator()(Report& whole) const
    {
        const Report& found = std::get<Report>(part);
        whole.sections.insert(whole.sections.end(), found.sections.begin(), found.sections.end());
        whole.confidence.reset();
    }
    void operator()(PageParts&) const { } // parts have none
};

void append(PageResult& whole, const PageResult& part)
{
    std::visit(Append{ part.content, whole.provenance.answers.size() }, whole.content);
    whole.partial = whole.partial || part.partial;
    std::copy(
        part.provenance.answers.begin(), part.provenance.answers.end(), std::back_inserter(whole.provenance.answers));
}

bool isAmong(std::string_view kind, std::span<const std::string_view> kinds)
{
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// The kind of the parts that go into the file; empty: none does.
std::string_view chosenKind(std::span<const std::string_view> kinds, const PageParts& page)
{
    for (const std::string_view kind : kinds)
        if (std::any_of(page.parts.begin(), page.parts.end(),
                [kind](const PageResult& part) { return kindOf(part.content) == kind; }))
            return kind;
    return {};
}

template <std::size_t... Index> PageContent emptyContent(std::string_view kind, std::index_sequence<Index...>)
{
    PageContent content;
    ((kContentKinds.at(Index) == kind ? static_cast<void>(content.emplace<Index>()) : void()), ...);
    return content;
}

PageResult merged(std::span<const std::string_view> kinds, const PageResult& page, const PageParts& parts)
{
    PageResult whole{ page };
    const std::string_view kind = chosenKind(kinds, parts);
    whole.content = emptyContent(kinds.front(), std::make_index_sequence<kContentKinds.size()>());
    bool first = true;
    for (const PageResult& part : parts.parts) {
        if (kindOf(part.content) != kind)
            continue;
        if (std::exchange(first, false)) {
            whole.content = part.content;
            whole.partial = part.partial;
            whole.provenance = part.provenance;
        } else {
            append(whole, part);
        }
    }
    return whole;
}

} // namespace

ExportInput inputFor(std::span<const std::string_view> kinds, ExportInput input)
{
    if (isAmong("parts", kinds))
        return input;
    for (ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        if (const auto* const parts = std::get_if<PageParts>(&page.result->content))
            page.result = merged(kinds, *page.result, *parts);
    }
    return input;
}

std::string leftOutBy(std::span<const std::string_view> kinds, const ExportInput& input)
{
    std::string sentence;
    if (isAmong("parts", kinds))
        return sentence;
    for (const ExportPage& page : input.pages) {
        const auto* const parts = page.result ? std::get_if<PageParts>(&page.result->content) : nullptr;
        if (parts == nullptr)
            continue;
        std::map<std::string_view, std::size_t> missing;
        for (const PageResult& part : parts->parts)
            if (kindOf(part.content) != chosenKind(kinds, *parts))
                ++missing[kindOf(part.content)];
        for (const auto& [kind, count] : missing)
            sentence += (sentence.empty() ? "page " : ", page ") + std::to_string(page.pageNumber) + ": "
                + std::to_string(count) + " of kind '" + std::string(kind) + "'";
    }
    return sentence;
}

} // namespace palimpsest
