#include "pipelines/export/xlsx_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <locale.h>
#include <map>
#include <optional>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <xlsxwriter.h>

#include "pipelines/export/exported_tables.h"
#include "pipelines/export/xml_text.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

constexpr std::size_t kMostDigits = 15;     // that Excel keeps of a number
constexpr std::size_t kMostLetters = 32767; // bytes, to be safe: Excel counts UTF-16 units
constexpr std::size_t kWidestColumn = 60;   // letters

// The library writes to a named file: this one exists in memory alone.
class MemoryFile {
public:
    MemoryFile() : m_file(::memfd_create("workbook", MFD_CLOEXEC)) { }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    [[nodiscard]] bool isOpen() const { return m_file >= 0; }
    [[nodiscard]] std::string name() const { return "/proc/self/fd/" + std::to_string(m_file); }
    [[nodiscard]] std::string content() const
    {
        const off_t size = ::lseek(m_file, 0, SEEK_END);
        std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
        std::size_t at = 0;
        while (at < bytes.size()) {
            const ssize_t got = ::pread(m_file, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
            if (got <= 0)
                return {};
            at += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    int m_file;
};

// How many decimals a text has that is a number and nothing else, so that Excel shows it as it was printed: 48.50, not
// 007 and not 1,5, which is another number elsewhere.
std::optional<std::size_t> decimalsOf(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    const std::string_view decimals = text.substr(std::min(point + 1, text.size()));
    const bool digits = !whole.empty() && std::all_of(whole.begin(), whole.end(), isDigit)
        && std::all_of(decimals.begin(), decimals.end(), isDigit) && (point == text.size() || !decimals.empty());
    if (!digits || (whole.size() > 1 && whole.front() == '0') || whole.size() + decimals.size() > kMostDigits)
        return std::nullopt;
    return decimals.size();
}

// Numbers of a file have points, whatever the user's language.
class PlainNumbers {
public:
    PlainNumbers() : m_plain(::newlocale(LC_NUMERIC_MASK, "C", nullptr)), m_before(::uselocale(m_plain)) { }
    PlainNumbers(const PlainNumbers&) = delete;
    PlainNumbers& operator=(const PlainNumbers&) = delete;
    ~PlainNumbers()
    {
        ::uselocale(m_before);
        if (m_plain != nullptr)
            ::freelocale(m_plain);
    }

private:
    locale_t m_plain;
    locale_t m_before;
};

class Workbook {
public:
    explicit Workbook(const std::string& file) : m_book(workbook_new(file.c_str())) { }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook()
    {
        if (m_book != nullptr)
            workbook_close(m_book);
    }

    void describe(const ExportInput& input)
    {
        std::tm created = {};
        lxw_doc_properties properties = {};
        std::string title = input.pages.empty() ? std::string() : xmlText(documentName(input.pages.front()));
        std::string comments = xmlText(input.producer);
        properties.title = title.data();
        properties.comments = comments.data();
        if (::strptime(input.created.c_str(), "%Y-%m-%dT%H:%M:%SZ", &created) != nullptr)
            properties.created = ::timegm(&created);
        workbook_set_properties(m_book, &properties);
    }

    Result<void> add(const Table& table, const std::string& name)
    {
        lxw_worksheet* sheet = workbook_add_worksheet(m_book, name.c_str());
        if (sheet == nullptr) // a page that is there twice
            sheet = workbook_add_worksheet(m_book, nullptr);
        const std::size_t headers = headerRows(table);
        if (headers > 0 && headers < table.rows)
            worksheet_freeze_panes(sheet, static_cast<lxw_row_t>(headers), 0);
        std::vector<std::size_t> widths(table.columns, 0);
        for (const TableCell& cell : table.cells) {
            PAL_TRY(write(sheet, cell));
            if (cell.columnSpan == 1)
                widths[cell.column] = std::max(widths[cell.column], std::min(cell.text.size(), kWidestColumn));
        }
        for (std::size_t column = 0; column < widths.size(); ++column) {
            const auto at = static_cast<lxw_col_t>(column);
            worksheet_set_column(sheet, at, at, static_cast<double>(widths[column]) + 2, nullptr);
        }
        return {};
    }

    void addEmpty() { workbook_add_worksheet(m_book, "No table"); }

    Result<void> finish()
    {
        const lxw_error error = workbook_close(std::exchange(m_book, nullptr));
        if (error == LXW_NO_ERROR)
            return {};
        return Error{ ErrorCode::FileAccess,
            std::string("the workbook cannot be put together: ") + lxw_strerror(error)
                + "; look for room in the folder of temporary files" };
    }

private:
    // One for each look: formats belong to the workbook and are shared by its cells.
    lxw_format* formatFor(const TextStyle& style, std::optional<std::size_t> decimals)
    {
        lxw_format*& format = m_formats[{ style, decimals }];
        if (format != nullptr)
            return format;
        format = workbook_add_format(m_book);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(format);
        if (style.bold)
            format_set_bold(format);
        if (style.italic)
            format_set_italic(format);
        if (style.superscript || style.subscript)
            format_set_font_script(format, style.superscript ? LXW_FONT_SUPERSCRIPT : LXW_FONT_SUBSCRIPT);
        if (decimals)
            format_set_num_format(format, ("0" + (*decimals > 0 ? "." + std::string(*decimals, '0') : "")).c_str());
        else
            format_set_num_format(format, "@"); // typed over, it stays text
        return format;
    }

    // Texts of one look each; none of them empty.
    struct Part {
        std::string text;
        TextStyle style;
    };
    static std::vector<Part> partsOf(const TableCell& cell)
    {
        std::vector<Part> parts;
        for (const StyledText& styled : styledParts(cell.text, cell.styles)) {
            Part part{ xmlText(styled.text), styled.style };
            part.style.bold = part.style.bold || cell.header;
            if (!part.text.empty())
                parts.push_back(std::move(part));
        }
        return parts;
    }

    void writeParts(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::vector<Part>& parts, lxw_format* format)
    {
        std::vector<lxw_rich_string_tuple> fragments;
        for (Part& part : parts)
            fragments.push_back(
                { part.style == TextStyle{} ? nullptr : formatFor(part.style, std::nullopt), part.text.data() });
        std::vector<lxw_rich_string_tuple*> list;
        for (lxw_rich_string_tuple& fragment : fragments)
            list.push_back(&fragment);
        list.push_back(nullptr);
        worksheet_write_rich_string(sheet, row, column, list.data(), format);
    }

    Result<void> write(lxw_worksheet* sheet, const TableCell& cell)
    {
        const std::string text = xmlText(cell.text);
        if (text.size() > kMostLetters)
            return Error{ ErrorCode::BadInput,
                "the cell in row " + std::to_string(cell.row + 1) + ", column " + std::to_string(cell.column + 1)
                    + " has " + std::to_string(text.size()) + " letters and Excel takes " + std::to_string(kMostLetters)
                    + "; write it as .csv or .html" };
        const auto row = static_cast<lxw_row_t>(cell.row);
        const auto column = static_cast<lxw_col_t>(cell.column);
        const std::optional<std::size_t> decimals = cell.header ? std::nullopt : decimalsOf(text);
        std::vector<Part> parts = partsOf(cell);
        const bool mixed = parts.size() > 1;
        const TextStyle look = parts.size() == 1 ? parts.front().style : TextStyle{ .bold = cell.header };
        lxw_format* const format = formatFor(look, mixed ? std::nullopt : decimals);
        if (cell.rowSpan > 1 || cell.columnSpan > 1)
            worksheet_merge_range(sheet, row, column, static_cast<lxw_row_t>(cell.row + cell.rowSpan - 1),
                static_cast<lxw_col_t>(cell.column + cell.columnSpan - 1), text.c_str(), format);
        if (mixed)
            writeParts(sheet, row, column, parts, format);
        else if (decimals)
            worksheet_write_number(sheet, row, column, std::strtod(text.c_str(), nullptr), format);
        else if (!text.empty())
            worksheet_write_string(sheet, row, column, text.c_str(), format);
        return {};
    }

    lxw_workbook* m_book;
    std::map<std::pair<TextStyle, std::optional<std::size_t>>, lxw_format*> m_formats;
};

std::string sheetName(const ExportInput& input, const ExportedTable& exported)
{
    const std::string number = std::to_string(exported.number);
    return input.pages.size() == 1 ? "Table " + number
                                   : "Page " + std::to_string(numberInFile(input, exported.page)) + ", table " + number;
}

} // namespace

Result<std::string> xlsxOf(const ExportInput& input)
{
    const MemoryFile file;
    if (!file.isOpen())
        return Error{ ErrorCode::FileAccess,
            std::string("there is no memory for the workbook: ") + std::strerror(errno) };
    const PlainNumbers plainNumbers;
    Workbook book(file.name());
    book.describe(input);
    const std::vector<ExportedTable> tables = exportedTables(input);
    for (const ExportedTable& exported : tables)
        PAL_TRY(book.add(*exported.table, sheetName(input, exported)));
    if (tables.empty())
        book.addEmpty();
    PAL_TRY(book.finish());
    std::string bytes = file.content();
    if (bytes.empty())
        return Error{ ErrorCode::FileAccess, "the workbook cannot be read back from memory" };
    return bytes;
}

} // namespace palimpsest
