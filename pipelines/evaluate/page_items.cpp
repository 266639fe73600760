#include "pipelines/evaluate/page_items.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

#include "pipelines/export/html_writer.h"

namespace palimpsest {
namespace {

bool beginsWith(std::string_view text, std::size_t at, std::string_view word)
{
    return text.size() - at >= word.size()
        && std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
            [](char a, char b) { return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b))); });
}

// The tables that stand in no other, each from its opening tag to its closing one.
std::vector<PageItem> tablesIn(std::string_view html)
{
    std::vector<PageItem> tables;
    std::size_t depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        if (beginsWith(html, at, "<table") && depth++ == 0)
            begin = at;
        if (!beginsWith(html, at, "</table") || depth == 0 || --depth > 0)
            continue;
        const std::size_t end = std::min(html.find('>', at), html.size() - 1) + 1;
        tables.push_back({ std::string(html.substr(begin, end - begin)), {} });
    }
    if (depth > 0) // the last one never ends
        tables.push_back({ std::string(html.substr(begin)), {} });
    return tables;
}

bool havePlaces(const std::vector<PageItem>& items)
{
    return std::all_of(items.begin(), items.end(), [](const PageItem& item) { return item.box.area() > 0; });
}

using Partners = std::vector<std::optional<std::size_t>>; // of each of the truth, among what was found

Partners partnersByPlace(const std::vector<PageItem>& truth, const std::vector<PageItem>& found)
{
    std::vector<std::tuple<double, std::size_t, std::size_t>> overlaps;
    for (std::size_t i = 0; i < truth.size(); ++i)
        for (std::size_t j = 0; j < found.size(); ++j)
            if (const double overlap = intersectionOverUnion(truth[i].box, found[j].box); overlap > 0)
                overlaps.emplace_back(-overlap, i, j);
    std::sort(overlaps.begin(), overlaps.end()); // the largest first, then in the order of the page
    Partners partners(truth.size());
    std::vector<bool> taken(found.size());
    for (const auto& [overlap, i, j] : overlaps) {
        if (partners[i] || taken[j])
            continue;
        partners[i] = j;
        taken[j] = true;
    }
    return partners;
}

Partners partnersByOrder(const std::vector<PageItem>& truth, const std::vector<PageItem>& found)
{
    Partners partners(truth.size());
    for (std::size_t i = 0; i < std::min(truth.size(), found.size()); ++i)
        partners[i] = i;
    return partners;
}

} // namespace

std::vector<PageItem> tablesOn(const Sample& sample)
{
    const auto* const tables = sample.result ? std::get_if<Tables>(&sample.result->content) : nullptr;
    if (tables == nullptr)
        return sample.texts.size() == 1 ? tablesIn(sample.texts[0]) : std::vector<PageItem>();
    std::vector<PageItem> items;
    for (const Table& table : tables->items)
        items.push_back({ tableHtml(table), table.box });
    return items;
}

std::vector<PageItem> moleculesOn(const Sample& sample)
{
    std::vector<PageItem> items;
    const auto* const molecules = sample.result ? std::get_if<Molecules>(&sample.result->content) : nullptr;
    if (molecules != nullptr) {
        for (const Molecule& molecule : molecules->items)
            items.push_back({ molecule.smiles, molecule.box });
        return items;
    }
    if (sample.texts.size() != 1)
        return items;
    const std::string& text = sample.texts[0];
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first != std::string::npos) // a name may stand behind the SMILES
            items.push_back({ line.substr(first, line.find_first_of(" \t\r", first) - first), {} });
        begin = end + 1;
    }
    return items;
}

std::vector<SamplePair> pairsOfItems(
    const SamplePair& page, std::vector<PageItem> (*itemsOn)(const Sample&), std::string_view thing, ScoreSheet& sheet)
{
    std::vector<PageItem> truth = itemsOn(page.truth);
    std::vector<PageItem> found = itemsOn(page.found);
    if (truth.empty() || std::max(truth.size(), found.size()) < 2)
        return { page };
    const Partners partners
        = havePlaces(truth) && havePlaces(found) ? partnersByPlace(truth, found) : partnersByOrder(truth, found);
    std::vector<bool> taken(found.size());
    std::vector<SamplePair> pairs;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const std::string name = page.name + ": " + std::string(thing) + " " + std::to_string(i + 1);
        std::string answer;
        if (partners[i]) {
            taken[*partners[i]] = true;
            answer = std::move(found[*partners[i]].text);
        }
        pairs.push_back({ name, { name, { std::move(answer) }, std::nullopt },
            { name, { std::move(truth[i].text) }, std::nullopt } });
    }
    for (std::size_t j = 0; j < found.size(); ++j)
        if (!taken[j])
            sheet.leaveOut(page.name + ": found " + std::string(thing) + " " + std::to_string(j + 1),
                "the truth has no such " + std::string(thing));
    return pairs;
}

} // namespace palimpsest
