#pragma once
// Spaces that the ink shows and a reading lacks. Small models drop the space behind a comma or a full stop; the gap in
// the ink is there all the same.

#include <span>
#include <string>
#include <string_view>

#include "pipelines/page_result.h"

namespace palimpsest {

// `gaps`: where the word gaps of the ink lie, as fractions of the text's width. A space is put behind a mark that a
// letter follows at once, where there is a gap and while the text has fewer spaces than the ink has gaps. Numbers and
// times (1,000 9:30) stay whole.
std::string withSeenGaps(std::string_view text, std::span<const double> gaps);
// The same for a piece; a space that was put in is as sure as the mark before it.
TextPiece withSeenGaps(TextPiece piece, std::span<const double> gaps);

} // namespace palimpsest
