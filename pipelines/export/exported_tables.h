#pragma once
// The tables of a run, in the order of their pages.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipelines/export/export_input.h"

namespace palimpsest {

struct ExportedTable {
    const Table* table = nullptr;
    std::size_t page = 0;   // index into ExportInput::pages
    std::size_t number = 0; // on its page, from 1
};

std::vector<ExportedTable> exportedTables(const ExportInput& input);

// Whether the pages that were read hold tables rather than results of other kinds.
bool holdsTables(const ExportInput& input);

// What write(table) makes of each, with `separator` between.
template <typename Write> std::string joinedTables(const ExportInput& input, std::string_view separator, Write write)
{
    std::string text;
    for (const ExportedTable& exported : exportedTables(input)) {
        text += text.empty() ? std::string_view() : separator;
        text += write(*exported.table);
    }
    return text;
}

} // namespace palimpsest
