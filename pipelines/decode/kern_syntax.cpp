#include "pipelines/decode/kern_syntax.h"

#include <algorithm>
#include <utility>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr int kLargestReciprocal = 2048;
constexpr std::size_t kMostDots = 4;
constexpr std::size_t kMostAccidentals = 3;
constexpr std::size_t kMostOctaves = 6; // letters of one pitch

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isPitch(char c)
{
    return (c >= 'a' && c <= 'g') || (c >= 'A' && c <= 'G');
}

std::size_t runOf(std::string_view text, std::size_t at, char c)
{
    std::size_t end = at;
    while (end < text.size() && text[end] == c)
        ++end;
    return end - at;
}

// Digits as a number up to kLargestReciprocal; moves `at` behind them.
std::optional<int> numberAt(std::string_view text, std::size_t& at)
{
    if (at >= text.size() || !isDigit(text[at]))
        return std::nullopt;
    int number = 0;
    while (at < text.size() && isDigit(text[at])) {
        number = number * 10 + (text[at] - '0');
        ++at;
        if (number > kLargestReciprocal)
            return std::nullopt;
    }
    return number;
}

// At most so many bytes, whole symbols only.
std::string cutShort(std::string text)
{
    if (text.size() <= kLongestLine)
        return text;
    std::size_t size = kLongestLine;
    while (size > 0 && isUtf8Continuation(text[size]))
        --size;
    text.resize(size);
    return text;
}

// Lines without carriage returns, control characters, the marks between the parts of **ekern, and blanks at their ends.
// But for comments they are ASCII.
std::vector<std::string> linesOf(std::string_view answer)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < answer.size() && lines.size() <= kMostKernLines;) {
        const std::size_t end = std::min(answer.find('\n', at), answer.size());
        std::string line = withValidUtf8(answer.substr(at, std::min(end - at, kLongestLine)));
        const bool comment = line.starts_with("!!");
        std::erase_if(line, [comment](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return (byte < 0x20 && c != '\t') || byte == 0x7F || (!comment && (byte > 0x7F || c == '@'));
        });
        line = cutShort(std::move(line));
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
            line.pop_back();
        lines.push_back(std::move(line)); // empty ones keep the count of lines
        at = end + 1;
    }
    return lines;
}

std::string withoutSpacesAround(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::vector<std::string> fieldsOf(std::string_view line)
{
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find('\t', at), line.size());
        fields.push_back(withoutSpacesAround(line.substr(at, end - at)));
        at = end + 1;
    }
    return fields;
}

std::vector<KernNote> notesOf(std::string_view field)
{
    std::vector<KernNote> notes;
    for (std::size_t at = 0; at <= field.size();) {
        const std::size_t end = std::min(field.find(' ', at), field.size());
        const std::string_view token = field.substr(at, end - at);
        at = end + 1;
        if (token.empty())
            continue;
        std::optional<KernNote> note = readKernNote(token);
        if (!note)
            return {};
        notes.push_back(*std::move(note));
    }
    return notes;
}

KernRowKind kindOf(std::string_view line)
{
    if (line.starts_with('!'))
        return KernRowKind::Comment;
    if (line.starts_with("**"))
        return KernRowKind::Exclusive;
    if (line.starts_with('*'))
        return KernRowKind::Interpretation;
    return line.starts_with('=') ? KernRowKind::Barline : KernRowKind::Notes;
}

// What a spine has in a row that says nothing of it.
std::string fillerOf(const KernRow& row)
{
    switch (row.kind) {
    case KernRowKind::Barline:
        return row.cells.empty() ? "=" : row.cells.front().text;
    case KernRowKind::Exclusive:
        return "**kern";
    case KernRowKind::Interpretation:
        return "*";
    default:
        return ".";
    }
}

class Reader {
public:
    KernReading read(std::string_view answer)
    {
        const std::vector<std::string> lines = linesOf(answer);
        for (m_line = 1; m_line <= lines.size(); ++m_line) {
            const std::string& line = lines[m_line - 1];
            if (line.empty())
                continue;
            if (m_line > kMostKernLines || m_reading.score.rows.size() >= kMostKernLines) {
                warn(ScoreFault::TooLarge);
                break;
            }
            if (m_ended) {
                warn(ScoreFault::RowsAfterEnd);
                break;
            }
            readLine(line);
        }
        if (m_reading.spines == 0)
            m_reading = { {}, 0, { { ScoreFault::EmptyAnswer, {}, {} } }, {} };
        else if (!m_ended)
            terminate();
        return std::move(m_reading);
    }

private:
    void warn(ScoreFault fault)
    {
        const ScoreWarning warning{ fault, {}, m_line };
        std::vector<ScoreWarning>& warnings = m_reading.warnings;
        if (warnings.size() < kMostScoreWarnings && (warnings.empty() || warnings.back() != warning))
            warnings.push_back(warning);
    }

    void readLine(const std::string& line)
    {
        KernRow row{ kindOf(line), {} };
        if (row.kind == KernRowKind::Comment) {
            row.cells.push_back({ {}, line });
            if (line.starts_with("!!")) // those of single spines say nothing to anybody here
                add(std::move(row));
            return;
        }
        std::vector<std::string> fields = fieldsOf(line);
        if (m_spines == 0)
            begin(row, fields.size());
        if (row.kind == KernRowKind::Exclusive)
            return; // begun, or a second one in the middle, which means nothing
        for (std::string& field : fields)
            row.cells.push_back(cellOf(row.kind, std::move(field)));
        fit(row);
        if (row.kind == KernRowKind::Interpretation)
            follow(row);
        add(std::move(row));
    }

    void add(KernRow row)
    {
        m_reading.score.rows.push_back(std::move(row));
        m_reading.lines.push_back(m_line);
    }

    void begin(const KernRow& first, std::size_t fields)
    {
        if (first.kind != KernRowKind::Exclusive)
            warn(ScoreFault::NoHeader);
        if (fields > kMostSpines)
            warn(ScoreFault::TooLarge);
        m_spines = std::min(fields, kMostSpines);
        m_reading.spines = m_spines;
        add({ KernRowKind::Exclusive, std::vector<KernCell>(m_spines, KernCell{ {}, "**kern" }) });
    }

    KernCell cellOf(KernRowKind kind, std::string field)
    {
        if (kind == KernRowKind::Interpretation && !field.starts_with('*')) {
            warn(ScoreFault::UnknownToken);
            return { {}, "*" };
        }
        if (kind == KernRowKind::Barline && !field.starts_with('=')) {
            warn(ScoreFault::UnevenBarline);
            return { {}, "=" };
        }
        if (kind != KernRowKind::Notes || field == ".")
            return { {}, std::move(field) };
        std::vector<KernNote> notes = notesOf(field);
        if (!notes.empty())
            return { std::move(notes), {} };
        warn(ScoreFault::UnknownToken);
        // What begins like another kind of row would be read as one the next time.
        const bool misleading = field.empty() || std::string_view("*=!").find(field.front()) != std::string_view::npos;
        return { {}, misleading ? "." : std::move(field) };
    }

    void fit(KernRow& row)
    {
        if (row.cells.size() == m_spines)
            return;
        warn(ScoreFault::SpineCount);
        row.cells.resize(m_spines, KernCell{ {}, fillerOf(row) });
    }

    // The spines behind an interpretation. What would make too many of them, or join one with nothing, does nothing.
    void follow(KernRow& row)
    {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto joins = [&](std::size_t k) { return k < row.cells.size() && row.cells[k].text == "*v"; };
            std::string& text = row.cells[i].text;
            const bool alone = text == "*v" && !joins(i + 1) && (i == 0 || !joins(i - 1));
            if (alone || text == "*+" || text == "*x") {
                warn(ScoreFault::SpineCount);
                text = "*";
            }
        }
        if (spinesBehind(row).size() > kMostSpines) {
            warn(ScoreFault::TooLarge);
            for (KernCell& cell : row.cells)
                if (cell.text == "*^")
                    cell.text = "*";
        }
        m_spines = spinesBehind(row).size();
        m_ended = m_spines == 0;
    }

    void terminate()
    {
        m_reading.warnings.push_back({ ScoreFault::Unterminated, {}, {} });
        add({ KernRowKind::Interpretation, std::vector<KernCell>(m_spines, KernCell{ {}, "*-" }) });
    }

    KernReading m_reading;
    std::size_t m_spines = 0; // that are open
    std::size_t m_line = 0;
    bool m_ended = false;
};

} // namespace

std::optional<KernNote> readKernNote(std::string_view token)
{
    KernNote note;
    std::size_t at = 0;
    while (at < token.size() && std::string_view("[({&<").find(token[at]) != std::string_view::npos)
        ++at;
    note.openings = std::string(token.substr(0, at));
    const std::optional<int> reciprocal = numberAt(token, at);
    if (reciprocal && at < token.size() && token[at] == '%') {
        ++at;
        const std::optional<int> divisor = numberAt(token, at);
        if (!divisor || *divisor == 0)
            return std::nullopt;
        note.divisor = *divisor;
    }
    const std::size_t dots = runOf(token, at, '.');
    if (dots > kMostDots || at + dots >= token.size())
        return std::nullopt;
    note.dots = static_cast<int>(dots);
    at += dots;
    const std::size_t early = runOf(token, at, 'q') + runOf(token, at, 'Q'); // some write it before the pitch
    const std::string graceMarks(token.substr(at, early));
    at += early;
    if (at >= token.size())
        return std::nullopt;
    const char name = token[at];
    if (name == 'r') {
        note.rest = true;
        ++at;
    } else if (isPitch(name)) {
        const std::size_t letters = runOf(token, at, name);
        if (letters > kMostOctaves)
            return std::nullopt;
        at += letters;
        const bool high = name >= 'a';
        const char lower = high ? name : static_cast<char>(name - 'A' + 'a');
        const int letter = static_cast<int>(std::string_view("cdefgab").find(lower));
        const int octaves = static_cast<int>(letters);
        note.step = letter + 7 * (high ? octaves - 1 : -octaves);
        const std::size_t sharps = runOf(token, at, '#');
        const std::size_t flats = runOf(token, at, '-');
        if (std::max(sharps, flats) > kMostAccidentals)
            return std::nullopt;
        note.alteration = static_cast<int>(sharps) - static_cast<int>(flats);
        at += sharps + flats;
        if (at < token.size() && token[at] == 'n') {
            note.natural = true;
            ++at;
        }
    } else {
        return std::nullopt;
    }
    note.marks = graceMarks + std::string(token.substr(at));
    note.grace = note.marks.find('q') != std::string::npos || note.marks.find('Q') != std::string::npos;
    // A second length or pitch is no mark.
    if (std::any_of(note.marks.begin(), note.marks.end(), [](char c) { return isDigit(c) || isPitch(c) || c == 'r'; }))
        return std::nullopt;
    if (!reciprocal && !note.grace)
        return std::nullopt;
    note.reciprocal = reciprocal.value_or(0);
    return note;
}

KernReading readKern(std::string_view answer)
{
    return Reader().read(answer);
}

} // namespace palimpsest
