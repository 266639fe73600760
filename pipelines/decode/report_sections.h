#pragma once
// The sections of a radiology report from an answer: INDICATION(S), FINDINGS, IMPRESSION(S), each with a colon, in any
// letters and any order, any of them missing. Pure; any thread.

#include <string_view>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

std::vector<ReportSection> reportSections(std::string_view text);

} // namespace palimpsest
