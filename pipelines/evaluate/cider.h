#pragma once
// CIDEr-D (R. Vedantam, L. Zitnick and D. Parikh, "CIDEr: Consensus-based image description evaluation", CVPR 2015).

#include <span>
#include <vector>

#include "pipelines/evaluate/ngrams.h"

namespace palimpsest {

// Of each caption, 0 to 10; the mean is the figure of a set, which tables multiply by 100. How much a run of words
// weighs comes from the references of the whole set, so one caption alone scores 0.
[[nodiscard]] std::vector<double> ciderD(std::span<const CaptionPair> captions);

} // namespace palimpsest
