#pragma once
// The file formats that results can be written in: one row each. What needs pixels or the original document (pictures,
// searchable PDF) is in pipelines/document.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/export/export_input.h"

namespace palimpsest {

struct ExportFormat {
    std::string_view ending;             // ".alto.xml"
    std::string_view summary;            // for people who choose one
    std::vector<std::string_view> kinds; // of results that it can hold, as kindOf() names them
    // One of the three: every page in one file; one page a file, whose result is there; or one file for each of the
    // things on a page, of which an empty one is not written.
    std::function<Result<std::string>(const ExportInput& input)> writeAll = nullptr;
    std::string (*writePage)(const ExportInput& input, std::size_t page) = nullptr;
    std::vector<std::string> (*writeEach)(const ExportInput& input, std::size_t page) = nullptr;
    // A second file, whose name has this ending in place of the first, that belongs to those of all pages.
    std::string_view besideEnding = {};
    std::string (*writeBeside)(const ExportInput& input) = nullptr;
};

std::span<const ExportFormat> exportFormats();

// The longest ending that the name has; nullptr: none.
const ExportFormat* exportFormatOf(std::string_view fileName);

[[nodiscard]] bool holds(const ExportFormat& format, std::string_view kind);

} // namespace palimpsest
