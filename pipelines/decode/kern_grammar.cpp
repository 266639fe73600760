#include "pipelines/decode/kern_grammar.h"

namespace palimpsest {
namespace {

constexpr std::size_t kMostSpines = 16;
constexpr std::size_t kLongestField = 64;

bool isOneOf(std::string_view letters, char letter)
{
    return letters.find(letter) != std::string_view::npos;
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool isPitch(char letter)
{
    return (letter >= 'a' && letter <= 'g') || (letter >= 'A' && letter <= 'G') || letter == 'r';
}

} // namespace

bool KernGrammar::isField(std::string_view text) const
{
    return m_letters == text.size() && std::string_view(m_first.data(), text.size()) == text;
}

bool KernGrammar::fieldIsComplete() const
{
    switch (m_row) {
    case Row::Header:
        return m_letters == kHeader.size();
    case Row::Interpretation:
    case Row::Barline:
        return m_letters > 0;
    case Row::Notes:
        return isField(".") || (m_lengthSeen && m_pitch != '\0');
    case Row::Unknown:
        break;
    }
    return false;
}

bool KernGrammar::mayEnd() const
{
    if (m_ended)
        return m_letters == 0;
    return m_row == Row::Interpretation && m_fields + 1 == m_spines && m_spinesBehind == 0 && isField("*-");
}

bool KernGrammar::take(char letter)
{
    if (m_ended)
        return false;
    if (letter == '\t')
        return endField();
    if (letter == '\n')
        return endRow();
    if (letter < ' ' || letter >= '\x7F' || m_letters >= kLongestField)
        return false;
    const bool taken = m_letters == 0 ? begin(letter) : goOn(letter);
    if (m_letters < m_first.size())
        m_first.at(m_letters) = letter;
    ++m_letters;
    return taken;
}

bool KernGrammar::begin(char letter)
{
    if (m_row == Row::Unknown)
        m_row = m_spines == 0 ? Row::Header
            : letter == '*'   ? Row::Interpretation
            : letter == '='   ? Row::Barline
                              : Row::Notes;
    switch (m_row) {
    case Row::Header:
    case Row::Interpretation:
        return letter == '*';
    case Row::Barline:
        return letter == '=';
    default:
        m_lengthSeen = isDigit(letter) || letter == 'q';
        return letter == '.' || m_lengthSeen || isOneOf("[({", letter);
    }
}

bool KernGrammar::goOn(char letter)
{
    switch (m_row) {
    case Row::Header:
        return m_letters < kHeader.size() && letter == kHeader[m_letters];
    case Row::Interpretation:
        if (letter == '^' && m_letters == 1 && m_spinesBehind + 1 + m_spines - m_fields > kMostSpines)
            return false;
        // "*-", "*^" and "*v" are whole fields.
        if (m_letters == 2 && m_first[0] == '*' && isOneOf("-^", m_first[1]))
            return false;
        return letter != ' ' && !(letter == '*' && m_letters == 1);
    case Row::Barline:
        return isDigit(letter) || isOneOf("=|!:;-", letter);
    default:
        break;
    }
    if (isField("."))
        return false;    // nothing sounds anew
    if (letter == ' ') { // the next note of a chord
        const bool complete = m_lengthSeen && m_pitch != '\0';
        m_lengthSeen = false;
        m_pitch = '\0';
        return complete;
    }
    if (isDigit(letter) || letter == '.' || letter == '%') {
        m_lengthSeen = m_lengthSeen || isDigit(letter);
        return m_pitch == '\0';
    }
    if (isPitch(letter)) {
        const bool fits = m_lengthSeen && (m_pitch == '\0' || m_pitch == letter);
        m_pitch = letter;
        return fits;
    }
    if (letter == 'q')
        m_lengthSeen = true;
    return m_pitch != '\0' || letter == 'q' || isOneOf("[({", letter);
}

void KernGrammar::closeField()
{
    const bool joins = isField("*v");
    m_spinesBehind += isField("*^") ? 2 : isField("*-") || (joins && m_joinBefore) ? 0 : 1;
    m_joinBefore = joins;
    m_letters = 0;
    m_lengthSeen = false;
    m_pitch = '\0';
}

bool KernGrammar::endField()
{
    const bool header = m_row == Row::Header;
    if (!fieldIsComplete() || m_fields + 1 >= (header ? kMostSpines : m_spines))
        return false;
    closeField();
    ++m_fields;
    return true;
}

bool KernGrammar::endRow()
{
    if (!fieldIsComplete() || (m_row != Row::Header && m_fields + 1 != m_spines))
        return false;
    closeField();
    m_spines = m_spinesBehind;
    m_ended = m_spines == 0;
    m_row = Row::Unknown;
    m_fields = 0;
    m_spinesBehind = 0;
    m_joinBefore = false;
    return true;
}

} // namespace palimpsest
