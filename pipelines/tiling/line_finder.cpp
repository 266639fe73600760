#include "pipelines/tiling/line_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
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
constexpr double kSmallestSpace = 0.3;            // of the usual advance: less is between letters
constexpr double kWiderThanLetters = 2.2;         // gaps of words are that much wider than those of letters
constexpr std::size_t kLongestWord = 24;          // letters and marks: a line of more has a gap between words
constexpr double kSameSize[] = { 0.6, 1.25 };     // of the page's usual line: ink heights that are one size of print
constexpr double kSmallLetters = 0.4;             // of it: "some" has neither ascender nor descender
constexpr double kOneHeight[] = { 0.5, 0.8 };     // of the tallest: from there a letter, and of its height
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

struct GapClasses {
    double ofLetters = 0; // the mean gap of either, in pixels
    double ofWords = 0;
};

// The cut that parts the gaps into two classes with the least variance within them (Otsu 1979). One gap alone is of
// neither.
GapClasses partedGaps(std::vector<int> gaps)
{
    std::sort(gaps.begin(), gaps.end());
    const double total = std::accumulate(gaps.begin(), gaps.end(), 0.0);
    double best = 0;
    GapClasses classes;
    double below = 0;
    for (std::size_t i = 0; i + 1 < gaps.size(); ++i) {
        below += gaps[i];
        const auto count = static_cast<double>(i + 1);
        const double rest = static_cast<double>(gaps.size()) - count;
        const GapClasses parted{ below / count, (total - below) / rest };
        const double distance = parted.ofWords - parted.ofLetters;
        if (count * rest * distance * distance > best) {
            best = count * rest * distance * distance;
            classes = parted;
        }
    }
    return classes;
}

// From one letter to the next, in pixels; 0 of one letter. `letters` from left to right.
double usualAdvance(std::span<const PixelBox> letters)
{
    if (letters.size() < 2)
        return 0;
    std::vector<int> advances;
    for (std::size_t i = 1; i < letters.size(); ++i)
        advances.push_back(letters[i].left - letters[i - 1].left);
    return medianOf(std::move(advances));
}

// A gap as wide as this parts two words. In one word the gaps differ, too, most of all where letters are of one width;
// on 680 lines in fonts of training every ninth had a gap too many by the two classes alone, every twentieth so.
double wordGapThreshold(std::vector<int> gaps, std::span<const PixelBox> letters, double lineHeight)
{
    const auto [ofLetters, ofWords] = partedGaps(std::move(gaps));
    const double least = std::max(kWordGaps[0] * lineHeight, kSmallestSpace * usualAdvance(letters));
    const double most = std::max(least, kWordGaps[1] * lineHeight);
    if (letters.size() <= kLongestWord && ofWords < kWiderThanLetters * ofLetters)
        return most;
    return std::clamp((ofLetters + ofWords) / 2, least, most);
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
    const double threshold = wordGapThreshold(std::move(gaps), letters, lineHeight);
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

bool isOfOneHeight(const std::vector<PixelBox>& letters)
{
    int tallest = 0;
    for (const PixelBox& letter : letters)
        tallest = std::max(tallest, letter.height());
    return std::none_of(letters.begin(), letters.end(), [&](const PixelBox& letter) {
        return letter.height() >= kOneHeight[0] * tallest && letter.height() < kOneHeight[1] * tallest;
    });
}

// The ink of "More" is lower than that of "puzzles" in the line above it. A line is as tall as print of its size: the
// page's usual one, or else the tallest one among the lines next to it.
std::vector<double> textHeights(const std::vector<LetterChain>& chains, const std::vector<int>& inkHeights)
{
    const double median = medianInkHeight(chains, inkHeights);
    std::vector<double> heights(inkHeights.begin(), inkHeights.end());
    for (std::size_t i = 0; i < chains.size(); ++i) {
        const double least = isOfOneHeight(chains[i].letters) ? kSmallLetters : kSameSize[0];
        const auto isSameSize = [least](double height, double other) {
            return height >= least * other && height <= kSameSize[1] * other;
        };
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
        lines.push_back({ chains[i].box, wordsOf(chains[i].letters, heights[i]), heights[i],
            static_cast<double>(chains[i].box.width()) / static_cast<double>(chains[i].letters.size()) });
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
