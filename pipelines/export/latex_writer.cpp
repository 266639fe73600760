#include "pipelines/export/latex_writer.h"

#include <array>
#include <string_view>
#include <utility>

#include "pipelines/export/exported_tables.h"
#include "pipelines/export/xml_text.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

// What TeX would take for something else, in any of its font encodings.
std::string_view written(char c)
{
    using Mark = std::pair<char, std::string_view>;
    static constexpr std::array<Mark, 17> marks{ { { '\\', "\\textbackslash{}" }, { '&', "\\&" }, { '%', "\\%" },
        { '$', "\\$" }, { '#', "\\#" }, { '_', "\\_" }, { '{', "\\{" }, { '}', "\\}" }, { '~', "\\textasciitilde{}" },
        { '^', "\\textasciicircum{}" }, { '<', "\\textless{}" }, { '>', "\\textgreater{}" }, { '|', "\\textbar{}" },
        { '"', "{''}" }, { '\n', " " }, { '\r', " " }, { '\t', " " } } };
    for (const auto& [mark, text] : marks)
        if (mark == c)
            return text;
    return {};
}

std::string escaped(std::string_view text)
{
    const std::string valid = xmlText(text);
    std::string latex;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const char c = valid[i];
        const std::string_view mark = written(c);
        // Two of these in a row would be a dash or a quotation mark.
        const bool joins = i > 0 && c == valid[i - 1] && (c == '-' || c == '\'' || c == '`' || c == ',');
        latex += joins ? "{}" : "";
        latex += mark.empty() ? std::string_view(&c, 1) : mark;
    }
    return latex;
}

// As kStyleTags has them.
constexpr std::array<std::string_view, kStyleTags.size()> kStyleCommands{ "\\textbf", "\\textit", "\\textsuperscript",
    "\\textsubscript" };

std::string textLatex(const TableCell& cell)
{
    std::string latex;
    for (const StyledText& part : styledParts(cell.text, cell.styles)) {
        std::string text = escaped(part.text);
        for (std::size_t i = kStyleTags.size(); i-- > 0;)
            if (part.style.*kStyleTags.at(i).first)
                text = std::string(kStyleCommands.at(i)) + "{" + text + "}";
        latex += text;
    }
    // Behind the end of a row these would be its arguments.
    if (latex.starts_with("[") || latex.starts_with("*"))
        latex.insert(0, "{}");
    return latex;
}

std::string cellLatex(const TableCell& cell, bool first)
{
    std::string text = first ? textLatex(cell) : std::string();
    if (first && cell.rowSpan > 1)
        text = "\\multirow{" + std::to_string(cell.rowSpan) + "}{*}{" + text + "}";
    if (cell.columnSpan > 1)
        text = "\\multicolumn{" + std::to_string(cell.columnSpan) + "}{c}{" + text + "}";
    return text;
}

std::string tabular(const Table& table)
{
    const TableGrid grid = TableGrid::of(table);
    const std::size_t headers = headerRows(table);
    std::string latex = "\\begin{tabular}{" + std::string(table.columns, 'l') + "}\n\\toprule\n";
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (row == headers && headers > 0)
            latex += "\\midrule\n";
        for (std::size_t column = 0; column < table.columns;) {
            const TableCell* const cell = grid.at(row, column);
            latex += column == 0 ? "" : " & ";
            latex += cell == nullptr ? std::string() : cellLatex(*cell, cell->row == row);
            column += cell == nullptr ? 1 : cell->columnSpan;
        }
        latex += " \\\\\n";
    }
    return latex + "\\bottomrule\n\\end{tabular}\n";
}

} // namespace

std::string latexOf(const ExportInput& input)
{
    return "% \\usepackage{booktabs,multirow}\n" + joinedTables(input, "\n", tabular);
}

} // namespace palimpsest
