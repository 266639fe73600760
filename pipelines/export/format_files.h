#pragma once
// Every file that a format makes of some pages; naming and writing them is their owner's business. Pure; any thread.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/export/export_format.h"
#include "pipelines/export/export_input.h"

namespace palimpsest {

struct FormatFile {
    std::string content;
    std::optional<std::size_t> page;   // its index in the input; empty: of all pages
    std::optional<std::size_t> number; // among several things of that page, from 1; empty: the only one
    bool beside = false;               // has the format's besideEnding
};

// Pages without a result give no file; a thing that the format has no words for gives one without content, which is not
// to be written, and whose absence is to be said. Errors of the format.
Result<std::vector<FormatFile>> filesOf(const ExportFormat& format, const ExportInput& input);

} // namespace palimpsest
