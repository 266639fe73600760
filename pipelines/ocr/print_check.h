#pragma once
// Whether what was read from a page was print at all. A line finder takes the edge of a scan, dust, leaves or the dots
// of a picture for letters, and a small model answers with letters whatever it is shown; how sure it was tells.

#include <optional>

#include "pipelines/page_result.h"

namespace palimpsest {

// The lines of `read` that are believed. Where the letters of the page are read with a mean confidence below 0.75
// (below 0.9 where there are fewer than four), what was found is no print as a whole, and only lines stay that are sure
// and have too many letters to be so by chance; where five do, there is print beside something else, and lines read
// with 0.75 stay with them. Of a few letters among marks, and of marks alone, none stay; else all do. Confidences that
// are not known are believed.
OcrResult withoutInvention(OcrResult read);

// The mean confidence of the letters; nullopt where there are none, those of unknown confidence taken for sure.
std::optional<double> confidenceOfLetters(const OcrResult& read);

// Read with less, it is print of a kind that the checkpoint does not know: handwriting, another script, strong blur.
inline constexpr double kKnownPrint = 0.9;

} // namespace palimpsest
