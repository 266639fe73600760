#include "pipelines/tiling/letter_chains.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "engine/base/median.h"

namespace palimpsest {
namespace {

constexpr double kColumnGap = 2.0;   // line heights without ink that part two lines side by side
constexpr double kTallestBand = 2.6; // heights of a letter, of the letters before it on its line
constexpr double kHighestMark = 0.6; // of the line it belongs to: commas, quotes, small raised numbers
constexpr double kMarkReach = 0.35;  // line heights above and below a line in which its marks may lie
constexpr double kMarkColumns = 1.5; // line heights before and behind it: dashes and bullets at its beginning
constexpr double kAside = 0.5;       // of a row: how much a column parts a mark from its line
constexpr std::size_t kBandLetters = 6;
constexpr std::size_t kMostStrayLetters = 2;

void sortFromLeft(std::vector<PixelBox>& boxes)
{
    std::sort(boxes.begin(), boxes.end(),
        [](const PixelBox& a, const PixelBox& b) { return a.left != b.left ? a.left < b.left : a.top < b.top; });
}

// The chains that have not ended yet, while letters come from left to right.
class OpenChains {
public:
    OpenChains(std::vector<LetterChain>& chains, int tallestLetter, int usualLetter)
        : m_chains(chains),
          m_tallest(tallestLetter),
          m_usual(usualLetter)
    {
    }

    void open(std::size_t chain) { m_open.push_back(chain); }

    // The chain that a letter continues: the one it shares most rows with among those it is near to.
    LetterChain* continuedBy(const PixelBox& letter)
    {
        std::erase_if(m_open, [&](std::size_t i) {
            const LetterChain& chain = m_chains[i];
            return letter.left - chain.box.right > kColumnGap * std::max(m_tallest, chain.band.height());
        });
        LetterChain* best = nullptr;
        double bestShare = 0.5;
        for (const std::size_t i : m_open) {
            LetterChain& chain = m_chains[i];
            const int taller = std::max(chain.band.height(), letter.height());
            const int smaller = std::min(chain.band.height(), letter.height());
            if (letter.left - chain.box.right > kColumnGap * taller || letter.height() > 2.2 * chain.band.height())
                continue;
            // An initial, or a stroke of a picture: the lines beside it begin by themselves.
            if (chain.band.height() > kTallestBand * std::max(letter.height(), m_usual))
                continue;
            const double share = static_cast<double>(sharedRows(chain.band, letter)) / smaller;
            if (share >= bestShare) {
                bestShare = share;
                best = &chain;
            }
        }
        return best;
    }

private:
    std::vector<LetterChain>& m_chains;
    std::vector<std::size_t> m_open;
    int m_tallest;
    int m_usual;
};

int medianHeight(const std::vector<PixelBox>& letters)
{
    std::vector<int> heights;
    for (const PixelBox& letter : letters)
        heights.push_back(letter.height());
    return medianOf(std::move(heights));
}

// Chains by the rows they reach to, so that looking for one near a place does not look at all of them.
class ChainsByRow {
public:
    explicit ChainsByRow(std::vector<LetterChain>& chains) : m_chains(chains)
    {
        for (std::size_t i = 0; i < chains.size(); ++i) {
            const int reach = static_cast<int>(std::ceil(kMarkReach * chains[i].box.height()));
            const std::size_t last = stripOf(chains[i].box.bottom + reach);
            if (last >= m_strips.size())
                m_strips.resize(last + 1);
            for (std::size_t strip = stripOf(chains[i].box.top - reach); strip <= last; ++strip)
                m_strips[strip].push_back(i);
        }
    }

    template <typename Visit> void near(const PixelBox& box, Visit visit)
    {
        for (std::size_t strip = stripOf(box.top); strip <= stripOf(box.bottom) && strip < m_strips.size(); ++strip)
            for (const std::size_t i : m_strips[strip])
                if (!m_chains[i].letters.empty())
                    visit(m_chains[i]);
    }

private:
    static std::size_t stripOf(int row) { return static_cast<std::size_t>(std::max(0, row)) / 32; }

    std::vector<LetterChain>& m_chains;
    std::vector<std::vector<std::size_t>> m_strips;
};

// The line that a mark stands in or beside, among those that are much higher than itself; none: it stands alone.
LetterChain* lineOfMark(ChainsByRow& rows, const PixelBox& mark)
{
    LetterChain* best = nullptr;
    double nearest = 0;
    rows.near(mark, [&](LetterChain& chain) {
        const double height = chain.box.height();
        if (mark.height() > kHighestMark * height || sharedColumns(chain.box, mark) < -kMarkColumns * height
            || sharedRows(chain.box, mark) < -kMarkReach * height)
            return;
        const int aside = std::max(0, -sharedColumns(chain.box, mark));
        const double middles = std::abs(chain.box.top + chain.box.bottom - mark.top - mark.bottom) / 2.0;
        const double distance = (middles + kAside * aside) / height;
        if (best == nullptr || distance < nearest) {
            best = &chain;
            nearest = distance;
        }
    });
    return best;
}

// The longer line that one or two letters lie in, row by row.
LetterChain* lineAround(ChainsByRow& rows, const LetterChain& stray)
{
    LetterChain* found = nullptr;
    rows.near(stray.box, [&](LetterChain& chain) {
        if (found == nullptr && chain.letters.size() > stray.letters.size()
            && sharedRows(stray.box, chain.box) >= 0.6 * stray.box.height()
            && sharedColumns(stray.box, chain.box) >= -chain.box.height())
            found = &chain;
    });
    return found;
}

// Parts of letters and high commas can start a line of their own (the bars of '=', the ring of a broken 'g'): back to
// the line they belong to.
void mergeStrays(std::vector<LetterChain>& chains, ChainsByRow& rows)
{
    for (LetterChain& stray : chains) {
        if (stray.letters.size() > kMostStrayLetters)
            continue;
        LetterChain* home = lineAround(rows, stray);
        if (home == nullptr)
            home = lineOfMark(rows, stray.box);
        if (home == nullptr)
            continue;
        for (const PixelBox& letter : stray.letters)
            home->add(letter);
        stray.letters.clear();
    }
}

} // namespace

void LetterChain::add(const PixelBox& letter)
{
    letters.push_back(letter);
    box = united(box, letter);
    band = letter;
    for (std::size_t i = letters.size() - std::min(letters.size(), kBandLetters); i < letters.size(); ++i)
        band = united(band, letters[i]);
}

std::vector<LetterChain> chainLetters(std::vector<PixelBox> letters, std::vector<PixelBox> marks)
{
    sortFromLeft(letters);
    sortFromLeft(marks);
    int tallest = 0;
    for (const PixelBox& letter : letters)
        tallest = std::max(tallest, letter.height());
    std::vector<LetterChain> chains;
    OpenChains open(chains, tallest, letters.empty() ? 0 : medianHeight(letters));
    for (const PixelBox& letter : letters) {
        if (LetterChain* chain = open.continuedBy(letter)) {
            chain->add(letter);
        } else {
            open.open(chains.size());
            chains.emplace_back(letter);
        }
    }
    ChainsByRow rows(chains);
    mergeStrays(chains, rows);
    for (const PixelBox& mark : marks)
        if (LetterChain* line = lineOfMark(rows, mark))
            line->add(mark);
    std::erase_if(chains, [](const LetterChain& chain) { return chain.letters.empty(); });
    return chains;
}

} // namespace palimpsest
