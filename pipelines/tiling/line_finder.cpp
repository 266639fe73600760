#include "pipelines/tiling/line_finder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/letter_chains.h"
#include "pipelines/tiling/reading_order.h"

namespace palimpsest {
namespace {

constexpr int kSmallestLetter = 5;                // pixels; less is no print that could be read
constexpr double kLetterHeights[] = { 0.4, 5.0 }; // of the usual letter
constexpr double kWidestLetter = 12.0;            // usual heights: a word whose letters touch
constexpr double kRuleAspect = 15.0;              // longer than that for its thickness: no letter
constexpr double kWordGaps[] = { 0.15, 0.45 };    // of the line height: the threshold lies between
constexpr double kSameSize[] = { 0.6, 1.25 };     // of the page's usual line: ink heights that are one size of print
constexpr double kNextLine = 0.8;                 // of the taller line's height: white between two lines of a title

double usualLetterHeight(const std::vector<InkComponent>& components)
{
    // Weighted by height, so that specks do not outvote letters.
    std::vector<int> heights;
    double total = 0;
    for (const InkComponent& component : components) {
        const PixelBox& box = component.box;
        if (box.height() < kSmallestLetter || box.width() > 4 * box.height() || box.height() > 8 * box.width())
            continue;
        heights.push_back(box.height());
        total += box.height();
    }
    std::sort(heights.begin(), heights.end());
    double below = 0;
    for (const int height : heights)
        if ((below += height) * 2 >= total)
            return height;
    return 0;
}

bool isRule(const PixelBox& box, double letterHeight)
{
    const bool flat = box.width() > 8 * letterHeight && box.height() < 0.35 * letterHeight;
    const bool upright = box.height() > 1.5 * letterHeight && box.height() > kRuleAspect * box.width();
    return flat || upright;
}

// No letter is a filled square: a corner of a picture or of a coloured box.
bool isBlock(const InkComponent& component)
{
    const PixelBox& box = component.box;
    const bool square = box.width() <= 2 * box.height() && box.height() <= 2 * box.width();
    return square && component.pixelCount * 20 >= static_cast<std::size_t>(box.width() * box.height()) * 19;
}

// Between the usual gap of two letters and that of two words: the cut that parts the gaps into two classes with the
// least variance within them (Otsu 1979).
double wordGapThreshold(std::vector<int> gaps, double lineHeight)
{
    std::sort(gaps.begin(), gaps.end());
    double best = 0;
    double threshold = 0;
    double total = 0;
    for (const int gap : gaps)
        total += gap;
    double below = 0;
    for (std::size_t i = 0; i + 1 < gaps.size(); ++i) {
        below += gaps[i];
        const auto count = static_cast<double>(i + 1);
        const double rest = static_cast<double>(gaps.size()) - count;
        const double distance = (total - below) / rest - below / count;
        if (count * rest * distance * distance > best) {
            best = count * rest * distance * distance;
            threshold = ((total - below) / rest + below / count) / 2;
        }
    }
    return std::clamp(threshold, kWordGaps[0] * lineHeight, kWordGaps[1] * lineHeight);
}

std::vector<PixelBox> wordsOf(std::vector<PixelBox> letters, double lineHeight)
{
    std::sort(letters.begin(), letters.end(), [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
    std::vector<int> gaps;
    int right = letters.front().right;
    for (const PixelBox& letter : letters) {
        if (letter.left > right)
            gaps.push_back(letter.left - right);
        right = std::max(right, letter.right);
    }
    const double threshold = wordGapThreshold(std::move(gaps), lineHeight);
    std::vector<PixelBox> words;
    for (const PixelBox& letter : letters) {
        if (!words.empty() && letter.left - words.back().right < threshold)
            words.back() = united(words.back(), letter);
        else
            words.push_back(letter);
    }
    return words;
}

// The rows that a stretch of some letters takes: the line's ink height, without what a climbing line adds to it.
int inkHeight(LetterChain& chain)
{
    constexpr std::size_t kStretch = 12;
    std::sort(chain.letters.begin(), chain.letters.end(),
        [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
    int highest = 0;
    for (std::size_t first = 0; first < chain.letters.size(); first += kStretch / 2) {
        PixelBox band = chain.letters[first];
        for (std::size_t i = first; i < std::min(first + kStretch, chain.letters.size()); ++i)
            band = united(band, chain.letters[i]);
        highest = std::max(highest, band.height());
    }
    return highest;
}

// Of lines weighted by their letters: the body of the page, not its page number.
int medianInkHeight(const std::vector<LetterChain>& chains, const std::vector<int>& heightOf)
{
    std::vector<int> heights;
    for (std::size_t i = 0; i < chains.size(); ++i)
        heights.insert(heights.end(), chains[i].letters.size(), heightOf[i]);
    return medianOf(std::move(heights));
}

bool isSameSize(double height, double other)
{
    return height >= kSameSize[0] * other && height <= kSameSize[1] * other;
}

// The ink of "More" is lower than that of "puzzles" in the line above it. A line is as tall as print of its size: the
// page's usual one, or else the tallest one among the lines next to it.
std::vector<double> textHeights(const std::vector<LetterChain>& chains, const std::vector<int>& inkHeights)
{
    const double median = medianInkHeight(chains, inkHeights);
    std::vector<double> heights(inkHeights.begin(), inkHeights.end());
    for (std::size_t i = 0; i < chains.size(); ++i) {
        if (isSameSize(inkHeights[i], median)) {
            heights[i] = median;
            continue;
        }
        for (std::size_t k = 0; k < chains.size(); ++k) {
            const PixelBox& box = chains[i].box;
            const PixelBox& other = chains[k].box;
            const bool isNext = sharedColumns(box, other) > 0
                && std::max(box.top, other.top) - std::min(box.bottom, other.bottom) < kNextLine * inkHeights[k];
            if (isNext && isSameSize(inkHeights[i], inkHeights[k]) && !isSameSize(inkHeights[k], median))
                heights[i] = std::max<double>(heights[i], inkHeights[k]);
        }
    }
    return heights;
}

} // namespace

std::vector<FoundLine> findLines(const RgbImage& page)
{
    const std::vector<InkComponent> components = findComponents(findInk(page));
    const double usual = usualLetterHeight(components);
    if (usual <= 0)
        return {};
    std::vector<PixelBox> letters;
    std::vector<PixelBox> marks;
    const double smallestMark = std::max(2.0, 0.0036 * usual * usual); // pixels; less is a speck
    for (const InkComponent& component : components) {
        const PixelBox& box = component.box;
        if (isRule(box, usual) || box.height() > kLetterHeights[1] * usual || box.width() > kWidestLetter * usual)
            continue;
        const bool tall = box.height() >= std::max<double>(kSmallestLetter, kLetterHeights[0] * usual);
        if (tall && !isBlock(component))
            letters.push_back(box);
        if (!tall && static_cast<double>(component.pixelCount) >= smallestMark && box.width() <= 3 * usual)
            marks.push_back(box);
    }
    std::vector<LetterChain> chains = chainLetters(std::move(letters), std::move(marks));
    if (chains.empty())
        return {};
    std::vector<int> inkHeights;
    for (LetterChain& chain : chains)
        inkHeights.push_back(inkHeight(chain));
    const std::vector<double> heights = textHeights(chains, inkHeights);
    std::vector<FoundLine> lines;
    for (std::size_t i = 0; i < chains.size(); ++i)
        lines.push_back({ chains[i].box, wordsOf(chains[i].letters, heights[i]), heights[i] });
    return inReadingOrder(std::move(lines));
}

double medianTextHeight(std::span<const FoundLine> lines)
{
    std::vector<double> heights;
    for (const FoundLine& line : lines)
        heights.push_back(line.textHeight);
    return medianOf(std::move(heights));
}

} // namespace palimpsest
