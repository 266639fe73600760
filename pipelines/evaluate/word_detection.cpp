#include "pipelines/evaluate/word_detection.h"

#include <algorithm>
#include <vector>

#include "pipelines/evaluate/polygon_overlap.h"

namespace palimpsest {
namespace {

constexpr double kEnough = 0.5; // of an overlap, and of a found word that lies on an illegible one

double share(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<PointF> cornersOf(const PageWord& word)
{
    const RectF& box = word.box;
    return !word.outline.empty() ? word.outline
                                 : std::vector<PointF>{ { box.left, box.top }, { box.right, box.top },
                                       { box.right, box.bottom }, { box.left, box.bottom } };
}

double areaOf(const PageWord& word)
{
    return word.outline.empty() ? word.box.area() : outlineArea(word.outline);
}

double commonArea(const PageWord& a, const PageWord& b)
{
    const double ofBoxes = intersected(a.box, b.box).area();
    if (ofBoxes <= 0 || (a.outline.empty() && b.outline.empty()))
        return ofBoxes;
    return commonArea(cornersOf(a), cornersOf(b));
}

double overlapOf(const PageWord& a, const PageWord& b)
{
    const double common = commonArea(a, b);
    const double all = areaOf(a) + areaOf(b) - common;
    return all > 0 ? common / all : 0;
}

bool liesOnIllegible(const PageWord& found, std::span<const PageWord> truth)
{
    return std::any_of(truth.begin(), truth.end(), [&](const PageWord& word) {
        return !word.legible && commonArea(found, word) / (areaOf(found) + 1e-5) >= kEnough;
    });
}

std::size_t indexOfLargest(const std::vector<double>& values)
{
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

} // namespace

double WordCounts::precision() const
{
    return share(matched, found);
}

double WordCounts::recall() const
{
    return share(matched, truth);
}

double WordCounts::f1() const
{
    const double sum = precision() + recall();
    return sum > 0 ? 2 * precision() * recall() / sum : 0;
}

double WordCounts::tightness() const
{
    return matched == 0 ? 0 : overlap / static_cast<double>(matched);
}

WordCounts& WordCounts::operator+=(const WordCounts& other)
{
    found += other.found;
    truth += other.truth;
    matched += other.matched;
    overlap += other.overlap;
    return *this;
}

WordScores& WordScores::operator+=(const WordScores& other)
{
    detection += other.detection;
    endToEnd += other.endToEnd;
    return *this;
}

WordScores scoreWords(std::span<const PageWord> found, std::span<const PageWord> truth)
{
    std::vector<const PageWord*> counted;
    for (const PageWord& word : found)
        if (!liesOnIllegible(word, truth))
            counted.push_back(&word);
    std::vector<const PageWord*> wanted;
    for (const PageWord& word : truth)
        if (word.legible)
            wanted.push_back(&word);

    WordScores scores;
    scores.detection.found = scores.endToEnd.found = counted.size();
    scores.detection.truth = scores.endToEnd.truth = wanted.size();
    if (counted.empty() || wanted.empty())
        return scores;
    // Each word of the truth with the found word it overlaps most, if that is mutual. The first wins ties.
    std::vector<std::size_t> bestTruth;
    for (const PageWord* const word : counted) {
        std::vector<double> overlaps;
        for (const PageWord* const other : wanted)
            overlaps.push_back(overlapOf(*other, *word));
        bestTruth.push_back(indexOfLargest(overlaps));
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        std::vector<double> overlaps;
        for (const PageWord* const word : counted)
            overlaps.push_back(overlapOf(*wanted[i], *word));
        const std::size_t j = indexOfLargest(overlaps);
        if (overlaps[j] < kEnough || bestTruth[j] != i)
            continue;
        const WordCounts match{ 0, 0, 1, overlaps[j] };
        scores.detection += match;
        if (counted[j]->text == wanted[i]->text)
            scores.endToEnd += match;
    }
    return scores;
}

} // namespace palimpsest
