#include "pipelines/music/kern_score.h"

#include <algorithm>

namespace palimpsest {

Fraction KernNote::quarters() const
{
    if (grace)
        return {};
    const Fraction plain = reciprocal == 0 ? Fraction(8) : Fraction(4 * static_cast<std::int64_t>(divisor), reciprocal);
    // n dots: the length times 2 - 1/2^n.
    const std::int64_t parts = std::int64_t{ 1 } << dots;
    return { plain.top * (2 * parts - 1), plain.bottom * parts };
}

std::size_t KernNote::count(char mark) const
{
    return static_cast<std::size_t>(
        std::count(openings.begin(), openings.end(), mark) + std::count(marks.begin(), marks.end(), mark));
}

std::vector<std::size_t> spinesBehind(const KernRow& interpretation)
{
    std::vector<std::size_t> spines;
    const std::vector<KernCell>& cells = interpretation.cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string& text = cells[i].text;
        if (text == "*-")
            continue;
        if (text == "*v" && i > 0 && cells[i - 1].text == "*v")
            continue;
        spines.push_back(i);
        if (text == "*^")
            spines.push_back(i);
    }
    return spines;
}

std::string noteText(const KernNote& note)
{
    std::string text = note.openings;
    if (!note.grace || note.reciprocal != 0)
        text += std::to_string(note.reciprocal);
    if (note.divisor != 1)
        text += '%' + std::to_string(note.divisor);
    text.append(static_cast<std::size_t>(note.dots), '.');
    if (note.rest) {
        text += 'r';
    } else {
        const int octave = note.step >= 0 ? note.step / 7 : (note.step - 6) / 7; // from that of C4, downwards rounded
        const auto letter = static_cast<std::size_t>(note.step - 7 * octave);
        const char name = octave >= 0 ? "cdefgab"[letter] : "CDEFGAB"[letter];
        text.append(static_cast<std::size_t>(octave >= 0 ? octave + 1 : -octave), name);
        text.append(static_cast<std::size_t>(std::abs(note.alteration)), note.alteration > 0 ? '#' : '-');
        if (note.natural)
            text += 'n';
    }
    return text + note.marks;
}

std::string kernText(const KernScore& score)
{
    std::string text;
    for (const KernRow& row : score.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const KernCell& cell = row.cells[i];
            text += i == 0 ? "" : "\t";
            for (std::size_t k = 0; k < cell.notes.size(); ++k)
                text += (k == 0 ? "" : " ") + noteText(cell.notes[k]);
            if (cell.notes.empty())
                text += cell.text;
        }
        text += '\n';
    }
    return text;
}

} // namespace palimpsest
