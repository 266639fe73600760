#include "pipelines/evaluate/grits.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/evaluate/matching_blocks.h"

namespace palimpsest {
namespace {

using Reward = std::function<double(std::size_t truth, std::size_t found)>;
using Alignment = std::vector<std::pair<std::size_t, std::size_t>>; // pairs of truth and found, last first

// The best sum of rewards of an order-keeping alignment, with its traces. Ties prefer to align, then to skip of the
// truth, then of what was found.
class Aligner {
public:
    double score(std::size_t truths, std::size_t founds, const Reward& reward)
    {
        m_width = founds + 1;
        m_scores.assign((truths + 1) * m_width, 0.0);
        m_steps.assign((truths + 1) * m_width, Step::SkipTruth);
        for (std::size_t j = 1; j <= founds; ++j)
            m_steps[j] = Step::SkipFound;
        for (std::size_t i = 1; i <= truths; ++i) {
            for (std::size_t j = 1; j <= founds; ++j) {
                const double aligned = m_scores[(i - 1) * m_width + j - 1] + reward(i - 1, j - 1);
                const double withoutTruth = m_scores[(i - 1) * m_width + j];
                const double withoutFound = m_scores[i * m_width + j - 1];
                const double best = std::max({ aligned, withoutTruth, withoutFound });
                m_scores[i * m_width + j] = best;
                m_steps[i * m_width + j] = aligned == best ? Step::Align
                    : withoutTruth == best                 ? Step::SkipTruth
                                                           : Step::SkipFound;
            }
        }
        return m_scores.back();
    }

    // Of the last score().
    [[nodiscard]] Alignment alignment() const
    {
        Alignment pairs;
        std::size_t i = m_scores.size() / m_width - 1;
        std::size_t j = m_width - 1;
        while (i > 0 || j > 0) {
            const Step step = m_steps[i * m_width + j];
            i -= step == Step::SkipFound ? 0 : 1;
            j -= step == Step::SkipTruth ? 0 : 1;
            if (step == Step::Align)
                pairs.emplace_back(i, j);
        }
        return pairs;
    }

private:
    enum class Step : unsigned char { Align, SkipTruth, SkipFound };
    std::size_t m_width = 1;
    std::vector<double> m_scores;
    std::vector<Step> m_steps;
};

GritsScore scored(const HtmlGrid& found, const HtmlGrid& truth, const Reward& slotReward)
{
    GritsScore score{ 0, found.slots.size(), truth.slots.size() };
    if (found.slots.empty() || truth.slots.empty())
        return score;
    Aligner outer;
    Aligner inner;
    outer.score(truth.rows, found.rows, [&](std::size_t i, std::size_t j) {
        return inner.score(truth.columns, found.columns,
            [&](std::size_t k, std::size_t l) { return slotReward(i * truth.columns + k, j * found.columns + l); });
    });
    const Alignment rows = outer.alignment();
    outer.score(truth.columns, found.columns, [&](std::size_t k, std::size_t l) {
        return inner.score(truth.rows, found.rows,
            [&](std::size_t i, std::size_t j) { return slotReward(i * truth.columns + k, j * found.columns + l); });
    });
    const Alignment columns = outer.alignment();
    for (const auto& [truthRow, foundRow] : rows)
        for (const auto& [truthColumn, foundColumn] : columns)
            score.reward += slotReward(truthRow * truth.columns + truthColumn, foundRow * found.columns + foundColumn);
    return score;
}

// The cell around one of its slots, which is the square from 0 to 1.
RectF aroundSlot(const HtmlGrid& grid, std::size_t slot)
{
    const GridCell& cell = grid.cells[grid.slots[slot]];
    const double left = static_cast<double>(cell.column) - static_cast<double>(slot % grid.columns);
    const double top = static_cast<double>(cell.row) - static_cast<double>(slot / grid.columns);
    return { left, top, left + static_cast<double>(cell.columnSpan), top + static_cast<double>(cell.rowSpan) };
}

std::vector<RectF> surroundings(const HtmlGrid& grid)
{
    std::vector<RectF> all;
    for (std::size_t slot = 0; slot < grid.slots.size(); ++slot)
        all.push_back(aroundSlot(grid, slot));
    return all;
}

double agreement(const std::u32string& truth, const std::u32string& found)
{
    const std::size_t letters = truth.size() + found.size();
    return letters == 0 ? 1.0 : 2.0 * static_cast<double>(matchedLength(truth, found)) / static_cast<double>(letters);
}

} // namespace

double GritsScore::precision() const
{
    return foundSlots == 0 ? 0 : reward / static_cast<double>(foundSlots);
}

double GritsScore::recall() const
{
    return truthSlots == 0 ? 0 : reward / static_cast<double>(truthSlots);
}

double GritsScore::f1() const
{
    const std::size_t slots = foundSlots + truthSlots;
    return slots == 0 ? 1.0 : 2 * reward / static_cast<double>(slots);
}

GritsScore gritsTopology(const HtmlGrid& found, const HtmlGrid& truth)
{
    const std::vector<RectF> foundAround = surroundings(found);
    const std::vector<RectF> truthAround = surroundings(truth);
    return scored(found, truth, [&](std::size_t i, std::size_t j) {
        return intersected(truthAround[i], foundAround[j]).area() / united(truthAround[i], foundAround[j]).area();
    });
}

GritsScore gritsContent(const HtmlGrid& found, const HtmlGrid& truth)
{
    // Many cells have the same text, and spanning ones many slots: every pair of texts is compared once.
    using TextNumbers = std::map<std::u32string_view, std::size_t>;
    const auto numberedSlots = [](const HtmlGrid& grid, TextNumbers& numbers) {
        std::vector<std::size_t> slots;
        for (const std::size_t cell : grid.slots)
            slots.push_back(numbers.emplace(grid.cells[cell].text, numbers.size()).first->second);
        return slots;
    };
    TextNumbers truthNumbers;
    TextNumbers foundNumbers;
    const std::vector<std::size_t> truthTexts = numberedSlots(truth, truthNumbers);
    const std::vector<std::size_t> foundTexts = numberedSlots(found, foundNumbers);
    constexpr double kUnknown = -1.0;
    std::vector<double> known(truthNumbers.size() * foundNumbers.size(), kUnknown);
    return scored(found, truth, [&](std::size_t i, std::size_t j) {
        double& reward = known[truthTexts[i] * foundNumbers.size() + foundTexts[j]];
        if (reward == kUnknown)
            reward = agreement(truth.cells[truth.slots[i]].text, found.cells[found.slots[j]].text);
        return reward;
    });
}

} // namespace palimpsest
