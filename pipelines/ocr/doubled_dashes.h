#pragma once
// A long dash that was read twice, as "-—" or "-–": small models see its halves. No text has a hyphen at a dash.

#include "pipelines/page_result.h"

namespace palimpsest {

// Without the hyphens that stand right beside an en or em dash, and what was known of them.
TextPiece withoutDoubledDashes(TextPiece piece);

} // namespace palimpsest
