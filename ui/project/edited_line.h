#pragma once
// A line of text after a person has corrected it. Pure; any thread.

#include <string>

#include "pipelines/page_result.h"

namespace palimpsest {

// Pieces whose words did not change keep their places; those in between become one piece around all of theirs. What was
// corrected has no confidence: nobody measured it.
TextLine editedLine(const TextLine& line, const std::string& text);

} // namespace palimpsest
