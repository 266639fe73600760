#pragma once
// ROUGE-L (C.-Y. Lin, 2004): the longest common subsequence of words, with the choices of the COCO caption toolkit.

#include "pipelines/evaluate/ngrams.h"

namespace palimpsest {

// Of one caption, with beta 1.2; the best precision and the best recall may come from two references. The mean over
// captions is the figure of a set.
[[nodiscard]] double rougeL(const CaptionPair& caption);

} // namespace palimpsest
