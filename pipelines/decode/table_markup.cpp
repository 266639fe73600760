#include "pipelines/decode/table_markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/text.h"
#include "pipelines/decode/composed_text.h"
#include "pipelines/decode/location_tokens.h"
#include "pipelines/decode/markup_tokens.h"
#include "pipelines/decode/mean_log_probability.h"

namespace palimpsest {
namespace {

// The text of a cell as a browser shows it: white space is one space, none at the ends of a line.
class CellText {
public:
    void add(std::string_view text)
    {
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (isSpace(c)) {
                m_space = true;
            } else if (byte >= 0x20 && byte != 0x7F) {
                if (m_space && !m_text.empty() && m_text.back() != '\n')
                    append(' ');
                m_space = false;
                append(c);
            }
        }
    }

    void breakLine()
    {
        m_space = false;
        append('\n');
    }

    // Whether the tag is one of a style. An end without a beginning means nothing.
    bool addTag(std::string_view tag, bool opens)
    {
        for (std::size_t i = 0; i < kStyleTags.size(); ++i) {
            const auto& [member, known] = kStyleTags.at(i);
            if (known != tag)
                continue;
            std::size_t& open = m_open.at(i);
            open = opens ? open + 1 : open - std::min<std::size_t>(open, 1);
            m_style.*member = open > 0;
            return true;
        }
        return false;
    }

    // Into the cell; false where bytes were no UTF-8. Begins anew.
    bool moveTo(TableCell& cell)
    {
        std::size_t first = std::min(m_text.find_first_not_of('\n'), m_text.size());
        const std::size_t last = std::max(m_text.find_last_not_of('\n') + 1, first);
        plainSpaces(first, last);
        bool valid = true;
        while (first < last) {
            const TextStyle style = m_styles[first];
            std::size_t end = first;
            while (end < last && m_styles[end] == style)
                ++end;
            const std::string bytes = m_text.substr(first, end - first);
            valid = valid && withValidUtf8(bytes) == bytes;
            const std::string text = composed(bytes);
            if (style != TextStyle{})
                cell.styles.push_back({ cell.text.size(), cell.text.size() + text.size(), style });
            cell.text += text;
            first = end;
        }
        *this = {};
        return valid;
    }

private:
    static bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

    void append(char c)
    {
        m_text += c;
        m_styles.push_back(m_style);
    }

    // Nobody sees how white space is set, but for that between two letters set alike.
    void plainSpaces(std::size_t first, std::size_t last)
    {
        for (std::size_t at = first; at < last;) {
            std::size_t end = at;
            while (end < last && isSpace(m_text[end]))
                ++end;
            const bool within = at > first && end < last && m_styles[at - 1] == m_styles[end];
            std::fill(m_styles.begin() + static_cast<std::ptrdiff_t>(at),
                m_styles.begin() + static_cast<std::ptrdiff_t>(end), within ? m_styles[end] : TextStyle{});
            at = end + 1;
        }
    }

    std::string m_text;
    std::vector<TextStyle> m_styles; // of each byte
    TextStyle m_style;
    std::array<std::size_t, kStyleTags.size()> m_open{}; // tags of each style
    bool m_space = false;
};

class TableBuilder {
public:
    TableBuilder(std::span<const AnswerPiece> pieces, CoordinateOrder order) : m_pieces(pieces), m_order(order) { }

    TableAnswer build(Markup markup, StopReason stopReason)
    {
        m_answer.warnings = std::move(markup.warnings);
        for (const MarkupToken& token : markup.tokens)
            add(token);
        if (m_inTable && stopReason == StopReason::EndOfSequence)
            warn(AnswerWarning::UnclosedTable);
        closeTable(m_pieces.size());
        if (stopReason == StopReason::TokenLimit)
            warn(AnswerWarning::TokenLimit);
        if (stopReason == StopReason::Loop)
            warn(AnswerWarning::Loop);
        return std::move(m_answer);
    }

private:
    void warn(AnswerWarning warning)
    {
        std::vector<AnswerWarning>& all = m_answer.warnings;
        if (std::find(all.begin(), all.end(), warning) == all.end())
            all.push_back(warning);
    }

    void add(const MarkupToken& token)
    {
        if (m_inCell && !m_cellStarted) {
            m_cellStarted = true;
            m_cellPiece = token.firstPiece;
        }
        if (token.kind == MarkupToken::Kind::Text)
            return addText(token.text);
        const bool opens = token.kind == MarkupToken::Kind::Open;
        const std::string_view tag = token.text;
        if (tag == "td" || tag == "th") {
            closeCell(token.firstPiece);
            if (opens)
                openCell(token);
        } else if (tag == "tr") {
            closeRow(token.firstPiece);
            if (opens)
                openRow();
        } else if (tag == "thead" || tag == "tbody" || tag == "tfoot") {
            closeGroup(token.firstPiece);
            openTable();
            m_inHead = opens && tag == "thead";
        } else if (tag == "table") {
            closeTable(token.firstPiece);
            if (opens)
                openTable();
        } else if (tag == "br") {
            if (m_inCell)
                m_text.breakLine();
        } else if (!m_text.addTag(tag, opens) && tag != "html" && tag != "body") {
            warn(AnswerWarning::StrippedMarkup);
        }
    }

    void addText(std::string_view text)
    {
        if (m_inCell)
            m_text.add(text);
        else if (text.find_first_not_of(" \t\r\n") != std::string_view::npos)
            warn(AnswerWarning::LooseText);
    }

    void openTable()
    {
        if (m_inTable)
            return;
        m_inTable = true;
        m_inHead = false;
    }

    void openRow()
    {
        openTable();
        m_inRow = true;
    }

    void openCell(const MarkupToken& tag)
    {
        if (!m_inRow)
            openRow();
        m_inCell = true;
        m_cellStarted = false;
        m_cell = {};
        m_text = {}; // a style that was open outside cells is none of theirs
        m_cell.header = m_inHead || tag.text == "th";
        for (const MarkupAttribute& attribute : tag.attributes) {
            if (attribute.name == "rowspan")
                m_cell.rowSpan = spanOf(attribute.value);
            else if (attribute.name == "colspan")
                m_cell.columnSpan = spanOf(attribute.value);
            else if (attribute.name == "coords")
                m_cell.box = boxOfBins(attribute.bins);
            else
                warn(AnswerWarning::StrippedMarkup);
        }
    }

    // What is no whole number from 1 on means 1, as in HTML.
    std::size_t spanOf(std::string_view value)
    {
        std::size_t span = 1;
        const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), span);
        if (failure == std::errc::invalid_argument || span == 0)
            return 1;
        if (failure == std::errc{} && span <= kMostCellSpan)
            return span;
        warn(AnswerWarning::LargeTable);
        return kMostCellSpan;
    }

    std::optional<RectF> boxOfBins(const std::vector<int>& bins)
    {
        if (bins.size() != 4) {
            warn(AnswerWarning::TruncatedBox);
            return std::nullopt;
        }
        const RectF box = boxOf({ bins[0], bins[1], bins[2], bins[3] }, m_order);
        if (box.width() > 0 && box.height() > 0)
            return box;
        warn(box.width() < 0 || box.height() < 0 ? AnswerWarning::InvertedBox : AnswerWarning::DegenerateBox);
        return std::nullopt;
    }

    // How sure the model was of the text and of its end: a cell without text has an end, too.
    [[nodiscard]] std::optional<double> confidence(std::size_t closingPiece) const
    {
        MeanLogProbability mean;
        for (std::size_t i = m_cellPiece; m_cellStarted && i <= closingPiece && i < m_pieces.size(); ++i)
            mean.add(m_pieces[i].logProbability);
        return mean.confidence();
    }

    void closeCell(std::size_t closingPiece)
    {
        if (!m_inCell)
            return;
        m_inCell = false;
        if (!m_text.moveTo(m_cell))
            warn(AnswerWarning::InvalidText);
        m_cell.confidence = confidence(closingPiece);
        place();
    }

    // Below what reaches down from above, cut where it meets that.
    void place()
    {
        while (m_column < m_reach.size() && m_reach[m_column] > m_row)
            ++m_column;
        if (m_row >= kMostAnswerRows || m_column >= kMostAnswerColumns)
            return warn(AnswerWarning::LargeTable);
        m_reach.resize(std::max(m_reach.size(), m_column + 1), 0);
        std::size_t end = m_column;
        while (end < m_column + m_cell.columnSpan && (end >= m_reach.size() || m_reach[end] <= m_row))
            ++end;
        if (end < m_column + m_cell.columnSpan)
            warn(AnswerWarning::OverlappingCells);
        if (end > kMostAnswerColumns) {
            warn(AnswerWarning::LargeTable);
            end = kMostAnswerColumns;
        }
        m_reach.resize(std::max(m_reach.size(), end), 0);
        std::fill(m_reach.begin() + static_cast<std::ptrdiff_t>(m_column),
            m_reach.begin() + static_cast<std::ptrdiff_t>(end), m_row + m_cell.rowSpan);
        m_cell.row = m_row;
        m_cell.column = m_column;
        m_cell.columnSpan = end - m_column;
        m_table.columns = std::max(m_table.columns, end);
        m_table.cells.push_back(std::move(m_cell));
        m_column = end;
    }

    void closeRow(std::size_t closingPiece)
    {
        closeCell(closingPiece);
        if (!m_inRow)
            return;
        m_inRow = false;
        m_column = 0;
        if (m_row < kMostAnswerRows)
            ++m_row;
        else
            warn(AnswerWarning::LargeTable);
    }

    void closeGroup(std::size_t closingPiece)
    {
        closeRow(closingPiece);
        for (auto cell = m_table.cells.rbegin(); cell != m_table.cells.rend() && cell->row >= m_groupRow; ++cell) {
            if (cell->row + cell->rowSpan <= m_row)
                continue;
            cell->rowSpan = m_row - cell->row;
            warn(AnswerWarning::UnevenRows);
        }
        m_groupRow = m_row;
        std::fill(m_reach.begin(), m_reach.end(), 0);
    }

    void closeTable(std::size_t closingPiece)
    {
        if (!m_inTable)
            return;
        closeGroup(closingPiece);
        m_inTable = false;
        m_table.rows = m_row;
        std::size_t held = 0;
        for (const TableCell& cell : m_table.cells)
            held += cell.rowSpan * cell.columnSpan;
        if (held < m_table.rows * m_table.columns)
            warn(AnswerWarning::UnevenRows);
        if (!m_table.cells.empty())
            m_answer.tables.push_back(std::move(m_table));
        m_table = {};
        m_reach.clear();
        m_row = 0;
        m_groupRow = 0;
    }

    std::span<const AnswerPiece> m_pieces;
    CoordinateOrder m_order;
    TableAnswer m_answer;

    bool m_inTable = false;
    bool m_inHead = false;
    bool m_inRow = false;
    bool m_inCell = false;
    Table m_table;
    std::size_t m_row = 0;
    std::size_t m_groupRow = 0;       // where the group of rows began
    std::size_t m_column = 0;         // of the next cell, at the least
    std::vector<std::size_t> m_reach; // by column: the row that the cells above do not reach any more

    TableCell m_cell;
    CellText m_text;
    bool m_cellStarted = false; // something follows the opening tag
    std::size_t m_cellPiece = 0;
};

} // namespace

TableAnswer parseTableMarkup(std::span<const AnswerPiece> pieces, CoordinateOrder order, StopReason stopReason)
{
    return TableBuilder(pieces, order).build(readMarkup(pieces), stopReason);
}

} // namespace palimpsest
