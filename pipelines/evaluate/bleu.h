#pragma once
// BLEU (K. Papineni et al., ACL 2002) with the choices of the COCO caption toolkit.

#include <array>
#include <span>

#include "pipelines/evaluate/ngrams.h"

namespace palimpsest {

// BLEU-1 to BLEU-4 of the whole set. The reference length is that of the closest reference, the shorter one of two.
[[nodiscard]] std::array<double, kLongestNgram> bleu(std::span<const CaptionPair> captions);

} // namespace palimpsest
