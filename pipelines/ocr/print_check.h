#pragma once
// Whether what was read from a page was print at all. A line finder takes the edge of a scan, dust, leaves or the dots
// of a picture for letters, and a small model answers with letters whatever it is shown; how sure it was tells.

#include "pipelines/page_result.h"

namespace palimpsest {

// The lines of `read` that are believed. Where the letters of the page are read with a mean confidence below 0.75, what
// was found is no print as a whole, and only lines stay that are sure and too long to be so by chance; else all stay.
// Confidences that are not known are believed.
OcrResult withoutInvention(OcrResult read);

} // namespace palimpsest
