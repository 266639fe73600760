#include "pipelines/music/joined_kern.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "pipelines/decode/kern_syntax.h"

namespace palimpsest {
namespace {

// Signs that a system repeats at its beginning: what stands there holds until another of its kind comes.
constexpr std::array<std::string_view, 4> kRepeatedSigns{ "*clef", "*k[", "*M", "*met(" };

bool isTerminator(const KernRow& row)
{
    return row.kind == KernRowKind::Interpretation && spinesBehind(row).empty();
}

std::size_t openSpines(const KernScore& score)
{
    for (auto row = score.rows.rbegin(); row != score.rows.rend(); ++row)
        if (row->kind != KernRowKind::Comment)
            return row->cells.size();
    return 0;
}

class Joiner {
public:
    std::vector<KernScore> join(std::span<const ScoreSystem> systems)
    {
        for (const ScoreSystem& system : systems)
            add(readKern(system.kern));
        return std::move(m_scores);
    }

private:
    void add(KernReading reading)
    {
        if (reading.spines == 0)
            return;
        const bool goesOn = !m_scores.empty() && openSpines(m_scores.back()) == reading.spines;
        if (!goesOn) {
            m_scores.emplace_back();
            m_signs.assign(reading.spines, {});
        } else {
            m_scores.back().rows.pop_back(); // its terminator
        }
        bool atBeginning = goesOn;
        for (KernRow& row : reading.score.rows) {
            if (goesOn && row.kind == KernRowKind::Exclusive)
                continue;
            if (row.kind == KernRowKind::Notes || row.kind == KernRowKind::Barline)
                atBeginning = atBeginning && row.kind == KernRowKind::Barline;
            if (row.kind == KernRowKind::Interpretation && !isTerminator(row) && !remember(row, atBeginning))
                continue;
            m_scores.back().rows.push_back(std::move(row));
        }
    }

    // Notes the signs of a row; at the beginning of a system, takes those away that hold already. False: none is left.
    bool remember(KernRow& row, bool atBeginning)
    {
        if (row.cells.size() != m_signs.size())
            return true; // spines are split: no beginning of a system
        bool anythingLeft = false;
        for (std::size_t spine = 0; spine < row.cells.size(); ++spine) {
            std::string& text = row.cells[spine].text;
            for (std::size_t kind = 0; kind < kRepeatedSigns.size(); ++kind) {
                if (!text.starts_with(kRepeatedSigns.at(kind)))
                    continue;
                const bool holds = m_signs[spine].at(kind) == text;
                m_signs[spine].at(kind) = text;
                if (holds && atBeginning)
                    text.assign(1, '*'); // g++ 12 takes the assignment of a literal for an overlap
                break;
            }
            anythingLeft = anythingLeft || text != "*";
        }
        return anythingLeft;
    }

    std::vector<KernScore> m_scores;
    std::vector<std::array<std::string, kRepeatedSigns.size()>> m_signs; // of every staff
};

} // namespace

std::vector<KernScore> joinedScores(std::span<const ScoreSystem> systems)
{
    return Joiner().join(systems);
}

std::string joinedKern(std::span<const ScoreSystem> systems)
{
    std::string text;
    for (const KernScore& score : joinedScores(systems))
        text += kernText(score);
    return text;
}

} // namespace palimpsest
