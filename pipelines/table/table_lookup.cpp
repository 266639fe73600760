#include "pipelines/table/table_lookup.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/text.h"
#include "pipelines/decode/normalised_text.h"
#include "pipelines/sequence_distance.h"
#include "pipelines/table/cell_layout.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

using Words = std::set<std::string>;

constexpr std::size_t kMostParts = 3;
constexpr std::size_t kLettersForOneWrong = 5;
constexpr std::size_t kLongestUnit = 3;

constexpr std::string_view kTotal = "total";
constexpr std::array<std::string_view, 11> kCalledTotal{ "totals", "sum", "overall", "altogether", "summe", "gesamt",
    "gesamtsumme", "gesamtbetrag", "insgesamt", "somme", "totale" };
// Of questions; they may help to find a row or a column, but need not stand there.
constexpr std::array<std::string_view, 45> kAskingWords{ "a", "amount", "an", "and", "are", "at", "by", "cost", "costs",
    "das", "de", "der", "des", "did", "die", "do", "does", "du", "est", "figure", "for", "how", "in", "is", "ist", "la",
    "le", "listed", "many", "much", "number", "of", "on", "price", "quel", "quelle", "the", "to", "under", "value",
    "was", "were", "what", "wie", "with" };

std::vector<std::string> wordListOf(std::string_view text)
{
    std::vector<std::string> words;
    for (const std::string& word : wordsOf(caseFolded(text))) {
        const std::string bare = withoutPunctuation(word);
        const bool isTotal = std::ranges::find(kCalledTotal, bare) != kCalledTotal.end();
        if (!bare.empty())
            words.push_back(isTotal ? std::string(kTotal) : bare);
    }
    return words;
}

// What stands in cells of one row or column.
struct Name {
    Words words = {};
    Words joined = {}; // neighbouring ones in a cell as one: a reading may part a word

    void add(std::string_view text)
    {
        const std::vector<std::string> list = wordListOf(text);
        words.insert(list.begin(), list.end());
        for (std::size_t first = 0; first < list.size(); ++first) {
            std::string run;
            for (std::size_t next = first; next < std::min(list.size(), first + kMostParts); ++next)
                joined.insert(run += list[next]);
        }
    }

    // Whether a word that was read with a wrong letter or two, or a gap, could be this one.
    [[nodiscard]] bool resembles(const std::string& word) const
    {
        const std::u32string letters = codePoints(word);
        return std::ranges::any_of(joined, [&letters](const std::string& other) {
            return sequenceDistance(codePoints(other), letters) <= letters.size() / kLettersForOneWrong;
        });
    }
};

// A word that begins with a digit, and none beside it that is longer than a unit or a currency: "EUR 7.00", "12 kg", no
// "A5".
bool isNumber(std::string_view text)
{
    bool some = false;
    for (const std::string& word : wordsOf(text)) {
        const auto first = std::ranges::find_if(
            word, [](char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; });
        if (first != word.end() && std::isdigit(static_cast<unsigned char>(*first)) != 0)
            some = true;
        else if (utf8SymbolCount(word) > kLongestUnit)
            return false;
    }
    return some;
}

// A row or a column: where it is, which words of the question name it, and how many others do.
struct Named {
    std::optional<std::size_t> place = {}; // empty: the question names none
    Words shared = {};
    std::size_t others = 0;
};

// What the question may mean.
struct Meaning {
    const Named* row = nullptr;
    const Named* column = nullptr;
    Words met = {};

    // The most words of the question, then the fewest others, then what is said by both.
    [[nodiscard]] auto rank() const
    {
        const auto others = static_cast<std::ptrdiff_t>(row->others + column->others);
        return std::tuple(met.size(), -others, (row->place ? 1 : 0) + (column->place ? 1 : 0));
    }
};

class Lookup {
public:
    Lookup(const Table& table, const Words& question)
        : m_table(table),
          m_grid(TableGrid::of(table)),
          m_question(question),
          m_headers(namingRows())
    {
    }

    // How many words of the question its place is found by; 0: not found.
    [[nodiscard]] std::size_t wordsMet() const { return m_wordsMet; }

    const TableCell* find()
    {
        const std::vector<Name> rowNames = namesOfRows();
        const std::vector<Name> columnNames = namesOfColumns();
        for (const std::vector<Name>* const names : { &rowNames, &columnNames })
            for (const Name& name : *names)
                m_exact.insert(name.words.begin(), name.words.end());
        const std::vector<Named> rows = namedBy(rowNames, m_headers);
        const std::vector<Named> columns = namedBy(columnNames, 0);
        const std::optional<Meaning> meant = bestOf(rows, columns);
        if (!meant || !coversQuestion(meant->met))
            return nullptr;
        m_wordsMet = meant->met.size();
        if (!meant->row->place && m_table.rows != m_headers + 1)
            return nullptr;
        const std::size_t row = meant->row->place.value_or(m_headers);
        return meant->column->place ? filled(m_grid.at(row, *meant->column->place))
                                    : onlyNumberOf(row, meant->row->shared.contains(std::string(kTotal)));
    }

private:
    // The header, and rows without numbers below it or at the top where there are numbers further down.
    [[nodiscard]] std::size_t namingRows() const
    {
        std::size_t named = m_table.rows; // above the first number
        for (const TableCell& cell : m_table.cells)
            if (isNumber(cell.text))
                named = std::min(named, cell.row);
        const std::size_t headers = headerRows(m_table);
        if (named < m_table.rows)
            return std::max(headers, std::min(named, kMostHeaderRows));
        return headers == 0 && m_table.rows > 1 ? 1 : headers;
    }

    // By what stands in a row and is no number.
    [[nodiscard]] std::vector<Name> namesOfRows() const
    {
        std::vector<Name> names;
        for (std::size_t row = m_headers; row < m_table.rows; ++row) {
            Name& name = names.emplace_back();
            for (std::size_t column = 0; column < m_table.columns; ++column) {
                const TableCell* const cell = m_grid.at(row, column);
                if (cell != nullptr && !isNumber(cell->text))
                    name.add(cell->text);
            }
        }
        return names;
    }

    [[nodiscard]] std::vector<Name> namesOfColumns() const
    {
        std::vector<Name> names(m_table.columns);
        for (std::size_t column = 0; column < m_table.columns; ++column)
            for (std::size_t row = 0; row < m_headers; ++row)
                if (const TableCell* const cell = m_grid.at(row, column))
                    names[column].add(cell->text);
        return names;
    }

    // Those that share a word with the question, and none; `first`: place of the first name. Words that stand nowhere
    // as they are may be some that were read wrong.
    [[nodiscard]] std::vector<Named> namedBy(const std::vector<Name>& names, std::size_t first) const
    {
        std::vector<Named> all(1);
        for (std::size_t i = 0; i < names.size(); ++i) {
            Named one{ first + i };
            for (const std::string& word : m_question)
                if (names[i].words.contains(word) || (!m_exact.contains(word) && names[i].resembles(word)))
                    one.shared.insert(word);
            one.others = names[i].words.size() - std::min(names[i].words.size(), one.shared.size());
            if (!one.shared.empty())
                all.push_back(std::move(one));
        }
        return all;
    }

    // Nothing where two are as good.
    static std::optional<Meaning> bestOf(const std::vector<Named>& rows, const std::vector<Named>& columns)
    {
        std::optional<Meaning> best;
        bool alone = false;
        for (const Named& row : rows)
            for (const Named& column : columns) {
                Meaning meaning{ &row, &column, row.shared };
                meaning.met.insert(column.shared.begin(), column.shared.end());
                if (meaning.met.empty() || (best && meaning.rank() < best->rank()))
                    continue;
                alone = !best || best->rank() < meaning.rank();
                best = std::move(meaning);
            }
        return alone ? best : std::nullopt;
    }

    [[nodiscard]] bool coversQuestion(const Words& met) const
    {
        return std::ranges::all_of(m_question, [&met](const std::string& word) {
            return met.contains(word) || std::ranges::find(kAskingWords, word) != kAskingWords.end();
        });
    }

    static const TableCell* filled(const TableCell* cell)
    {
        return cell != nullptr && !cell->text.empty() ? cell : nullptr;
    }

    // Of a row of totals the last: they are summed to the right.
    [[nodiscard]] const TableCell* onlyNumberOf(std::size_t row, bool isTotal) const
    {
        const TableCell* found = nullptr;
        for (std::size_t column = 0; column < m_table.columns; ++column) {
            const TableCell* const cell = m_grid.startingAt(row, column);
            if (cell == nullptr || !isNumber(cell->text))
                continue;
            if (found != nullptr && !isTotal)
                return nullptr;
            found = cell;
        }
        return found;
    }

    const Table& m_table;
    TableGrid m_grid;
    const Words& m_question;
    std::size_t m_headers;
    Words m_exact = {}; // of all names
    std::size_t m_wordsMet = 0;
};

} // namespace

const TableCell* lookUp(const Tables& tables, std::string_view question)
{
    const std::vector<std::string> list = wordListOf(question);
    const Words words(list.begin(), list.end());
    const TableCell* best = nullptr;
    std::size_t most = 0;
    for (const Table& table : tables.items) {
        Lookup lookup(table, words);
        const TableCell* const cell = lookup.find();
        if (cell == nullptr || lookup.wordsMet() < most)
            continue;
        if (lookup.wordsMet() == most)
            return nullptr; // two tables say something
        best = cell;
        most = lookup.wordsMet();
    }
    return best;
}

} // namespace palimpsest
