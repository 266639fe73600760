#pragma once
// What every writer gets: the results of a run, page by page, and who wrote them when. Plain values.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

struct ExportPage {
    std::string document;             // the file, as the user named it
    std::size_t pageNumber = 1;       // from 1, as people count
    std::optional<PageResult> result; // empty: the page could not be read
    std::string failure;              // then: why
};

struct ExportInput {
    std::string producer;          // "palimpsest 0.1.0"
    std::string created;           // ISO 8601 in UTC: "2026-01-31T09:30:00Z"
    std::vector<ExportPage> pages; // those of one document follow each other
};

// The number of a page in a file that holds them all: its own where they come from one document, else its place.
std::size_t numberInFile(const ExportInput& input, std::size_t index);

// "letter.pdf" of "scans/letter.pdf", in valid UTF-8.
std::string documentName(const ExportPage& page);

// One line of what was asked of whom, for formats with a place for it.
std::string provenanceLine(const Provenance& provenance);

} // namespace palimpsest
