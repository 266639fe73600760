#include "pipelines/decode/smiles_grammar.h"

#include <string_view>

namespace palimpsest {
namespace {

bool isOneOf(std::string_view letters, char letter)
{
    return letters.find(letter) != std::string_view::npos;
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool isLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

} // namespace

bool SmilesGrammar::mayEnd() const
{
    return m_place == Place::AfterAtom && m_branches == 0 && m_openRings.none();
}

bool SmilesGrammar::takeAtom(char letter)
{
    if (letter != '[' && !isOneOf("BCNOPSFIbcnops*", letter))
        return false;
    m_before = letter;
    m_place = letter == '[' ? Place::Bracket : Place::AfterAtom;
    m_symbolSeen = false;
    m_ringsOfAtom.reset();
    return true;
}

// A ring is closed at another atom than it was opened at.
bool SmilesGrammar::takeRing(std::size_t number)
{
    if (m_ringsOfAtom.test(number))
        return false;
    m_openRings.flip(number);
    m_ringsOfAtom.set(number);
    m_place = Place::AfterAtom;
    m_before = '\0';
    return true;
}

bool SmilesGrammar::take(char letter)
{
    switch (m_place) {
    case Place::AtomWanted:
        return takeAtom(letter);
    case Place::BranchOpened:
        if (isOneOf("-=#$:/\\", letter)) {
            m_place = Place::AtomWanted;
            return true;
        }
        return takeAtom(letter);
    case Place::RingBond:
        if (isDigit(letter))
            return takeRing(static_cast<std::size_t>(letter - '0'));
        if (letter == '%') {
            m_place = Place::Percent;
            return true;
        }
        return takeAtom(letter);
    case Place::Bracket:
        if (letter == ']') {
            m_place = Place::AfterAtom;
            m_before = '\0';
            return m_symbolSeen;
        }
        m_symbolSeen = m_symbolSeen || isLetter(letter) || letter == '*';
        return isLetter(letter) || isDigit(letter) || isOneOf("@+-:*", letter);
    case Place::Percent:
        m_percent = static_cast<std::size_t>(letter - '0');
        m_place = Place::PercentDigit;
        return isDigit(letter) && letter != '0';
    case Place::PercentDigit:
        return isDigit(letter) && takeRing(m_percent * 10 + static_cast<std::size_t>(letter - '0'));
    case Place::AfterAtom:
        break;
    }
    if ((m_before == 'C' && letter == 'l') || (m_before == 'B' && letter == 'r')) {
        m_before = '\0';
        return true;
    }
    if (isDigit(letter))
        return takeRing(static_cast<std::size_t>(letter - '0'));
    switch (letter) {
    case '%':
        m_place = Place::Percent;
        return true;
    case '(':
        m_place = Place::BranchOpened;
        return ++m_branches <= kMostBranches;
    case ')':
        m_before = '\0';
        return m_branches-- > 0;
    case '.':
        m_place = Place::AtomWanted;
        return true;
    default:
        break;
    }
    if (isOneOf("-=#$:/\\", letter)) {
        m_place = Place::RingBond;
        return true;
    }
    return takeAtom(letter);
}

} // namespace palimpsest
