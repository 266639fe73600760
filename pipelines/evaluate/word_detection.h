#pragma once
// Words found on a page against those that stand there, as HierText counts them: S. Long et al., "Towards end-to-end
// unified scene text detection and layout analysis", CVPR 2022. Words lie within outlines, or within their boxes.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

struct PageWord {
    RectF box;
    std::string text;
    bool legible = true;              // false, in the truth: nobody cares what is found there
    std::vector<PointF> outline = {}; // its corners in order; empty: the box
};

// Sums over words, so that pages can be added before anything is divided.
struct WordCounts {
    std::size_t found = 0; // but for those on illegible words
    std::size_t truth = 0; // legible
    std::size_t matched = 0;
    double overlap = 0; // of the matched, intersection over union

    [[nodiscard]] double precision() const; // 1 when nothing was found
    [[nodiscard]] double recall() const;    // 1 when nothing stands there
    [[nodiscard]] double f1() const;
    [[nodiscard]] double tightness() const; // mean overlap of the matched
    [[nodiscard]] double panopticQuality() const { return tightness() * f1(); }
    WordCounts& operator+=(const WordCounts& other);
};

struct WordScores {
    WordCounts detection;
    WordCounts endToEnd; // matched words have the very same text, too: case and punctuation count

    WordScores& operator+=(const WordScores& other);
};

[[nodiscard]] WordScores scoreWords(std::span<const PageWord> found, std::span<const PageWord> truth);

} // namespace palimpsest
