#include "pipelines/decode/smiles_syntax.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace palimpsest {
namespace {

constexpr std::size_t kRingNumbers = 1000; // %(999) is the largest that is written

constexpr std::array<std::string_view, 118> kElements{ "H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg",
    "Al", "Si", "P", "S", "Cl", "Ar", "K", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge",
    "As", "Se", "Br", "Kr", "Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn", "Sb",
    "Te", "I", "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb",
    "Lu", "Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po", "At", "Rn", "Fr", "Ra", "Ac",
    "Th", "Pa", "U", "Np", "Pu", "Am", "Cm", "Bk", "Cf", "Es", "Fm", "Md", "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs",
    "Mt", "Ds", "Rg", "Cn", "Nh", "Fl", "Mc", "Lv", "Ts", "Og" };

// What molecules are drawn of day by day: organic chemistry, its salts and its catalysts.
constexpr std::array<std::string_view, 31> kUsualElements{ "H", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "Se",
    "Br", "I", "Li", "Na", "K", "Mg", "Ca", "Al", "Zn", "Fe", "Cu", "Ni", "Co", "Mn", "Pd", "Pt", "Ru", "Rh", "Sn",
    "As" };
constexpr std::array<std::string_view, 9> kAromatic{ "b", "c", "n", "o", "p", "s", "se", "as", "te" };

template <std::size_t Count> bool isOneOf(const std::array<std::string_view, Count>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBond(char c)
{
    return std::string_view("-=#$:/\\~").find(c) != std::string_view::npos;
}

std::size_t digitsAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - at;
}

// The symbol that `text` starts with, the longest there is; aromatic ones as they stand.
std::string_view symbolAt(std::string_view text)
{
    for (const std::size_t size : { std::size_t{ 2 }, std::size_t{ 1 } }) {
        const std::string_view symbol = text.substr(0, size);
        if (symbol.size() == size && (isOneOf(kElements, symbol) || isOneOf(kAromatic, symbol)))
            return symbol;
    }
    return text.starts_with('*') ? text.substr(0, 1) : std::string_view();
}

// An atom that needs no brackets; empty: none.
std::string_view organicAt(std::string_view text)
{
    if (text.starts_with("Cl") || text.starts_with("Br"))
        return text.substr(0, 2);
    return std::string_view("BCNOPSFIbcnops*").find(text.front()) == std::string_view::npos ? std::string_view()
                                                                                            : text.substr(0, 1);
}

std::string asElement(std::string_view symbol)
{
    std::string element(symbol);
    if (!element.empty() && element[0] >= 'a' && element[0] <= 'z')
        element[0] = static_cast<char>(element[0] - 'a' + 'A');
    return element;
}

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) { }

    SmilesReading read()
    {
        while (m_at < m_text.size())
            step();
        if (m_bondWaits)
            warn(MoleculeFault::MisplacedBond);
        if (!m_branches.empty())
            warn(MoleculeFault::UnbalancedBranch);
        if (m_openRings.any())
            warn(MoleculeFault::OpenRing);
        m_reading.smiles = std::string(m_text);
        return std::move(m_reading);
    }

private:
    void warn(MoleculeFault fault, std::optional<std::size_t> atom = {})
    {
        std::vector<MoleculeWarning>& warnings = m_reading.warnings;
        const MoleculeWarning warning{ fault, atom };
        if (warnings.size() < kMostMoleculeWarnings
            && std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
            warnings.push_back(warning);
    }

    // Consumes at least one character.
    void step()
    {
        const char c = m_text[m_at];
        if (c == '[')
            return readBracket();
        if (const std::string_view organic = organicAt(m_text.substr(m_at)); !organic.empty()) {
            m_at += organic.size();
            return addAtom(organic);
        }
        if (isDigit(c) || c == '%')
            return readRing();
        ++m_at;
        if (isBond(c))
            return readBond();
        switch (c) {
        case '(':
            return openBranch();
        case ')':
            return closeBranch();
        case '.':
            if (!m_hasAtom || m_bondWaits)
                warn(MoleculeFault::MisplacedBond);
            m_hasAtom = false;
            m_bondWaits = false;
            return;
        default:
            warn(MoleculeFault::UnexpectedCharacter);
        }
    }

    void addAtom(std::string_view text)
    {
        m_reading.atoms.emplace_back(text);
        m_hasAtom = true;
        m_bondWaits = false;
        m_branchIsEmpty = false;
    }

    void readBracket()
    {
        const std::size_t close = m_text.find(']', m_at);
        if (close == std::string_view::npos) {
            warn(MoleculeFault::UnbalancedBracket, m_reading.atoms.size());
            const std::string_view rest = m_text.substr(m_at);
            m_at = m_text.size();
            return addAtom(rest);
        }
        const std::string_view inside = m_text.substr(m_at + 1, close - m_at - 1);
        const std::string element = elementOfBracket(inside);
        if (element.empty())
            warn(MoleculeFault::UnknownGroup, m_reading.atoms.size());
        else if (element != "*" && !isOneOf(kUsualElements, element))
            warn(MoleculeFault::UnusualElement, m_reading.atoms.size());
        addAtom(m_text.substr(m_at, close + 1 - m_at));
        m_at = close + 1;
    }

    // 1, %12 or %(123).
    void readRing()
    {
        const bool marked = m_text[m_at] == '%';
        const bool enclosed = m_text.substr(m_at).starts_with("%(");
        const std::size_t first = m_at + (enclosed ? 2 : marked ? 1 : 0);
        const std::size_t end = first
            + std::min(digitsAt(m_text, first),
                std::size_t{ enclosed ? 3U
                        : marked      ? 2U
                                      : 1U });
        const bool whole
            = enclosed ? end > first && m_text.substr(end).starts_with(')') : end - first == (marked ? 2 : 1);
        if (!whole || !m_hasAtom)
            warn(MoleculeFault::UnexpectedCharacter);
        m_at = whole ? end + (enclosed ? 1 : 0) : m_at + 1;
        if (!whole || !m_hasAtom)
            return;
        std::size_t number = 0;
        for (const char digit : m_text.substr(first, end - first))
            number = number * 10 + static_cast<std::size_t>(digit - '0');
        m_bondWaits = false; // it belonged to the ring
        m_openRings.flip(number);
    }

    void readBond()
    {
        if (!m_hasAtom || m_bondWaits)
            warn(MoleculeFault::MisplacedBond);
        m_bondWaits = true;
    }

    void openBranch()
    {
        if (!m_hasAtom || m_bondWaits || m_branchIsEmpty)
            warn(MoleculeFault::UnexpectedCharacter);
        m_branches.push_back(m_hasAtom);
        m_branchIsEmpty = true;
    }

    void closeBranch()
    {
        if (m_branches.empty())
            return warn(MoleculeFault::UnbalancedBranch);
        if (m_branchIsEmpty)
            warn(MoleculeFault::UnexpectedCharacter);
        if (m_bondWaits)
            warn(MoleculeFault::MisplacedBond);
        m_hasAtom = m_branches.back();
        m_branches.pop_back();
        m_bondWaits = false;
        m_branchIsEmpty = false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    SmilesReading m_reading;
    bool m_hasAtom = false;       // there is an atom to bond to
    bool m_bondWaits = false;     // a bond waits for its second atom
    bool m_branchIsEmpty = false; // nothing since "("
    std::vector<bool> m_branches; // of those that are open: whether there was an atom before
    std::bitset<kRingNumbers> m_openRings;
};

} // namespace

std::string elementOfBracket(std::string_view inside)
{
    std::size_t at = digitsAt(inside, 0);
    const std::string_view symbol = symbolAt(inside.substr(at));
    // "[R1]" and "[Ph]" begin with no element, "[Me]" and "[Cy]" go on with what no atom has.
    at += symbol.size();
    const auto skip = [&](std::string_view marks, std::size_t most) {
        for (std::size_t i = 0; i < most && at < inside.size() && marks.find(inside[at]) != std::string_view::npos; ++i)
            ++at;
    };
    skip("@", 2);
    for (const std::string_view shape : { "TH", "AL", "SP", "TB", "OH" })
        if (at > 0 && inside[at - 1] == '@' && inside.substr(at).starts_with(shape)) {
            at += 2 + digitsAt(inside, at + 2);
            break;
        }
    skip("H", 1);
    if (at > 0 && inside[at - 1] == 'H')
        at += digitsAt(inside, at);
    if (at < inside.size() && (inside[at] == '+' || inside[at] == '-')) {
        const char sign = inside[at];
        skip(std::string_view(&sign, 1), inside.size());
        at += digitsAt(inside, at);
    }
    if (at + 1 < inside.size() && inside[at] == ':' && digitsAt(inside, at + 1) > 0)
        at += 1 + digitsAt(inside, at + 1);
    return at == inside.size() ? asElement(symbol) : std::string();
}

SmilesReading readSmiles(std::string_view answer)
{
    const auto isInk = [](char c) { return c > ' ' && c < '\x7F'; };
    const auto first = std::find_if(answer.begin(), answer.end(), isInk);
    const auto last = std::find_if_not(first, answer.end(), isInk);
    std::string_view text(first, last);
    const bool tooLong = text.size() > kLongestSmiles;
    SmilesReading reading = Reader(text.substr(0, kLongestSmiles)).read();
    if (text.empty())
        reading.warnings.push_back({ MoleculeFault::EmptyAnswer, {} });
    if (tooLong)
        reading.warnings.insert(reading.warnings.begin(), { MoleculeFault::TooLarge, {} });
    if (std::any_of(last, answer.end(), isInk))
        reading.warnings.push_back({ MoleculeFault::UnexpectedCharacter, {} });
    return reading;
}

} // namespace palimpsest
