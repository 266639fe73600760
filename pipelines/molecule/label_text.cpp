#include "pipelines/molecule/label_text.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "pipelines/molecule/label_names.h"

namespace palimpsest {
namespace {

struct Unit {
    std::string_view letters;
    std::string_view smiles;
    std::size_t count = 1;
};

bool isHydrogen(const Unit& unit)
{
    return unit.letters == "H";
}
bool isHalogen(const Unit& unit)
{
    return unit.letters == "F" || unit.letters == "Cl" || unit.letters == "Br" || unit.letters == "I";
}

bool isStroke(char letter)
{
    return letter == 'I' || letter == 'l' || letter == '|' || letter == '1';
}

// What a model of print takes a chemist's letters for. An iodine stands alone: beside other letters its stroke is part
// of an H, the l of a Cl, or the end of a bond.
std::string withoutConfusions(std::string_view text)
{
    std::string letters;
    for (const char letter : text) {
        const char before = letters.empty() ? '\0' : letters.back();
        if (before == 'F' && isStroke(letter))
            letters.back() = 'H';
        else if (before == 'C' && (isStroke(letter) || letter == 'i'))
            letters += 'l';
        else if (isStroke(letter) && letter != '1')
            letters += text.size() == 1 ? "I" : "";
        else if (letter == '0')
            letters += 'O';
        else if (letter == '8' && before == '\0')
            letters += 'B';
        else if (letter == '5' && before == '\0')
            letters += 'S';
        else if (before == '\0' && (letter == 'c' || letter == 'o' || letter == 's'))
            letters += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        else if (std::isalnum(static_cast<unsigned char>(letter)) != 0)
            letters += letter;
    }
    return letters;
}

// In the order they stand; nothing where a letter is part of no name.
std::optional<std::vector<Unit>> unitsOf(std::string_view letters)
{
    const auto names = labelNames();
    std::vector<Unit> units;
    while (!letters.empty()) {
        if (std::isdigit(static_cast<unsigned char>(letters.front())) != 0) {
            if (units.empty())
                return std::nullopt;
            const std::size_t end = std::min(letters.find_first_not_of("0123456789"), letters.size());
            units.back().count
                = static_cast<std::size_t>(std::stoul(std::string(letters.substr(0, std::min(end, std::size_t{ 3 })))));
            letters.remove_prefix(end);
            continue;
        }
        const auto name = std::find_if(names.begin(), names.end(),
            [&letters](const LabelName& known) { return letters.substr(0, known.letters.size()) == known.letters; });
        if (name == names.end())
            return std::nullopt;
        units.push_back({ name->letters, name->smiles });
        letters.remove_prefix(name->letters.size());
    }
    return units;
}

// A chain that begins at the bond: C, O2, Me is C(=O)OC.
class ChainWriter {
public:
    explicit ChainWriter(std::vector<Unit> units) : m_units(std::move(units)) { }

    // Empty where the units are no chain.
    std::string write() &&
    {
        std::string smiles;
        while (m_at < m_units.size()) {
            const Unit unit = m_units[m_at++];
            if (isHydrogen(unit) && !smiles.empty())
                continue;
            const std::string next = nextOf(unit, smiles.empty());
            if (next.empty())
                return {};
            smiles += next;
        }
        return smiles;
    }

private:
    [[nodiscard]] bool is(std::size_t ahead, std::string_view letters, std::size_t count = 1) const
    {
        return m_at + ahead < m_units.size() && m_units[m_at + ahead].letters == letters
            && m_units[m_at + ahead].count == count;
    }
    [[nodiscard]] bool endsAfter(std::size_t units) const { return m_at + units >= m_units.size(); }

    std::string nextOf(const Unit& unit, bool first)
    {
        if (unit.letters == "N" && unit.count == 3)
            return "N=[N+]=[N-]";
        if (unit.count > 1)
            return {};
        if (unit.letters == "C")
            return carbon(first);
        if (unit.letters == "N" && is(0, "O", 2))
            return skip(1, "[N+](=O)[O-]");
        if (unit.letters == "N" && is(0, "O") && endsAfter(1))
            return skip(1, "N=O");
        if (unit.letters == "S" && is(0, "O", 2))
            return skip(1, "S(=O)(=O)");
        if (unit.letters == "S" && is(0, "O", 3))
            return skip(1, "S(=O)(=O)O");
        return std::string(unit.smiles) + branches();
    }

    std::string carbon(bool first)
    {
        if (is(0, "O", 2))
            return skip(1, "C(=O)O");
        if (is(0, "O") && is(1, "O"))
            return skip(2, "C(=O)O");
        if (is(0, "H") && is(1, "O") && endsAfter(2))
            return skip(2, "C=O");
        if (is(0, "O") && !endsAfter(1) && !is(1, "H"))
            return skip(1, "C(=O)");
        if (is(0, "N") && endsAfter(1) && first)
            return skip(1, "C#N");
        return "C" + branches();
    }

    // What stands several times, and halogens: all at the same atom.
    std::string branches()
    {
        std::string all;
        while (m_at < m_units.size()
            && (isHydrogen(m_units[m_at]) || m_units[m_at].count > 1 || isHalogen(m_units[m_at]))) {
            const Unit unit = m_units[m_at];
            if (!isHydrogen(unit) && !isHalogen(unit)
                && std::islower(static_cast<unsigned char>(unit.letters.back())) == 0)
                break; // O2 and the like say something else
            ++m_at;
            for (std::size_t i = 0; i < unit.count && !isHydrogen(unit) && i < 4; ++i)
                all += "(" + std::string(unit.smiles) + ")";
        }
        return all;
    }

    std::string skip(std::size_t units, std::string_view smiles)
    {
        m_at += units;
        return std::string(smiles);
    }

    std::vector<Unit> m_units;
    std::size_t m_at = 0;
};

// From right to left a count stands behind its unit all the same, but hydrogens before the atom they belong to.
std::vector<Unit> reversed(std::vector<Unit> units)
{
    std::reverse(units.begin(), units.end());
    return units;
}

} // namespace

LabelMeaning meaningOf(std::string_view text, double anchor)
{
    LabelMeaning meaning{ {}, 0, withoutConfusions(text) };
    std::optional<std::vector<Unit>> units = unitsOf(meaning.letters);
    if (!units || units->empty())
        return meaning;
    const auto heavy = std::count_if(units->begin(), units->end(), [](const Unit& unit) { return !isHydrogen(unit); });
    const auto hydrogens
        = [](int sum, const Unit& unit) { return sum + (isHydrogen(unit) ? static_cast<int>(unit.count) : 0); };
    meaning.hydrogens = std::accumulate(units->begin(), units->end(), 0, hydrogens);
    if (heavy == 0) {
        meaning.smiles = "[H]";
        return meaning;
    }
    if (heavy == 1) {
        // H2N, NH2 and Cl: whatever side the bond comes from.
        const auto atom
            = std::find_if(units->begin(), units->end(), [](const Unit& unit) { return !isHydrogen(unit); });
        meaning.smiles = atom->count == 1 || atom->letters == "N" ? ChainWriter({ *atom }).write() : std::string();
        return meaning;
    }
    meaning.smiles = ChainWriter(anchor > 0.5 ? reversed(std::move(*units)) : std::move(*units)).write();
    return meaning;
}

} // namespace palimpsest
