#include "pipelines/export/markdown_writer.h"

#include <algorithm>
#include <cctype>

#include "engine/base/text.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

// Bytes above 127 are letters here; escaping one character too many shows the same.
bool isLetterOrDigit(char c)
{
    return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool isPunctuation(char c)
{
    return static_cast<unsigned char>(c) < 0x80 && std::ispunct(static_cast<unsigned char>(c)) != 0;
}

bool meansSomethingInside(std::string_view text, std::size_t at)
{
    const char c = text[at];
    const bool nextExists = at + 1 < text.size();
    switch (c) {
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '~':
        return true;
    case '_': // within a word it is only itself
        return at == 0 || !nextExists || !isLetterOrDigit(text[at - 1]) || !isLetterOrDigit(text[at + 1]);
    case '\\':
        return !nextExists || isPunctuation(text[at + 1]);
    case '&':
        return nextExists && (isLetterOrDigit(text[at + 1]) || text[at + 1] == '#');
    default:
        return false;
    }
}

// Where a line of this text would begin a heading, a list, a quotation or a rule: the place of the character to escape.
std::size_t startMarkAt(std::string_view text)
{
    const auto endsAt = [text](std::size_t at) { return at >= text.size() || isSpace(text[at]); };
    switch (text.front()) {
    case '>':
        return 0;
    case '#':
        return endsAt(std::min(text.find_first_not_of('#'), text.size())) ? 0 : std::string_view::npos;
    case '=':
        return text.find_first_not_of("= ") == std::string_view::npos ? 0 : std::string_view::npos;
    case '-':
        if (text.find_first_not_of("- ") == std::string_view::npos)
            return 0;
        [[fallthrough]];
    case '+':
        return endsAt(1) ? 0 : std::string_view::npos;
    default:
        break;
    }
    const auto mark = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
    const bool numbered
        = mark > 0 && mark < text.size() && (text[mark] == '.' || text[mark] == ')') && endsAt(mark + 1);
    return numbered ? mark : std::string_view::npos;
}

std::string escapedInside(std::string_view line)
{
    const std::string text = withValidUtf8(line);
    std::string markdown;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (meansSomethingInside(text, at))
            markdown += '\\';
        markdown += text[at];
    }
    return markdown;
}

std::string linesOf(std::string_view text)
{
    std::string markdown;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        markdown += markdownLine(text.substr(at, end - at)) + '\n';
        at = end + 1;
    }
    return markdown;
}

std::string textMarkdown(const OcrResult& result, const Provenance& provenance)
{
    std::string markdown;
    for (const Paragraph& paragraph : paragraphsOf(result, provenance)) {
        if (!markdown.empty())
            markdown += '\n';
        for (const TextLine* line : paragraph.lines)
            markdown += linesOf(line->text);
    }
    return markdown;
}

// Every line of the text through write(line).
template <typename Write> std::string linesInCell(std::string_view text, Write write)
{
    std::string markdown;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        markdown += (at == 0 ? "" : "<br>") + withReplaced(write(text.substr(at, end - at)), "|", "\\|");
        at = end + 1;
    }
    return markdown;
}

// A line break within a cell can only be said in HTML, and so can letters that are raised. Bold ones could be starred,
// but stars between letters and signs often mean nothing.
std::string cellMarkdown(const TableCell& cell)
{
    if (cell.styles.empty())
        return linesInCell(cell.text, markdownLine);
    std::string markdown;
    for (const StyledText& part : styledParts(cell.text, cell.styles))
        markdown += taggedText(linesInCell(part.text, escapedInside), part.style);
    return markdown;
}

std::string rowMarkdown(const std::vector<std::string>& cells)
{
    std::string row = "|";
    for (const std::string& cell : cells)
        row += (cell.empty() ? "" : " ") + cell + " |";
    return row + '\n';
}

// GitHub's tables have one header row: what stands above a column, from the top, is written into it.
std::vector<std::string> headerMarkdown(const Table& table, const TableGrid& grid)
{
    std::vector<std::string> header(table.columns);
    for (std::size_t column = 0; column < table.columns; ++column) {
        const TableCell* above = nullptr;
        for (std::size_t row = 0; row < headerRows(table); ++row) {
            const TableCell* const cell = grid.at(row, column);
            if (cell != nullptr && cell != above && !cell->text.empty())
                header[column] += (header[column].empty() ? "" : " / ") + cellMarkdown(*cell);
            above = cell;
        }
    }
    return header;
}

std::string tableMarkdown(const Table& table)
{
    const TableGrid grid = TableGrid::of(table);
    std::string markdown = rowMarkdown(headerMarkdown(table, grid));
    markdown += rowMarkdown(std::vector<std::string>(table.columns, "---"));
    for (std::size_t row = headerRows(table); row < table.rows; ++row) {
        std::vector<std::string> cells(table.columns);
        for (std::size_t column = 0; column < table.columns; ++column)
            if (const TableCell* const cell = grid.startingAt(row, column))
                cells[column] = cellMarkdown(*cell);
        markdown += rowMarkdown(cells);
    }
    return markdown;
}

std::string tablesMarkdown(const Tables& tables)
{
    std::string markdown;
    for (const Table& table : tables.items)
        markdown += (markdown.empty() ? "" : "\n") + tableMarkdown(table);
    return markdown;
}

std::string pageMarkdown(const PageResult& result)
{
    const PageContent& content = result.content;
    if (const auto* report = std::get_if<Report>(&content)) {
        std::string markdown = "> " + std::string(kReportNotice) + '\n';
        for (const ReportSection& section : report->sections)
            markdown += (section.heading.empty() ? "\n" : "\n## " + section.heading + "\n\n") + linesOf(section.text);
        return markdown;
    }
    if (const auto* parts = std::get_if<PageParts>(&content)) {
        std::string markdown;
        for (const PageResult& part : parts->parts)
            markdown += (markdown.empty() ? "" : "\n") + pageMarkdown(part);
        return markdown;
    }
    if (const auto* text = std::get_if<OcrResult>(&content))
        return textMarkdown(*text, result.provenance);
    if (const auto* tables = std::get_if<Tables>(&content))
        return tablesMarkdown(*tables);
    const auto* plain = std::get_if<PlainText>(&content);
    return plain == nullptr ? std::string() : linesOf(plain->text);
}

} // namespace

std::string markdownLine(std::string_view line)
{
    const std::string valid = withValidUtf8(line);
    std::string_view text = valid;
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1); // four of them would be code
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1); // two of them would be a break
    if (text.empty())
        return {};
    const std::size_t startMark = startMarkAt(text);
    std::string markdown;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at == startMark || meansSomethingInside(text, at))
            markdown += '\\';
        markdown += text[at];
    }
    return markdown;
}

std::string markdownOf(const ExportInput& input)
{
    std::string markdown;
    for (const ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        if (!markdown.empty())
            markdown += "\n---\n\n";
        markdown += pageMarkdown(*page.result);
    }
    return markdown;
}

} // namespace palimpsest
