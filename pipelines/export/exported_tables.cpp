#include "pipelines/export/exported_tables.h"

#include <algorithm>

namespace palimpsest {

std::vector<ExportedTable> exportedTables(const ExportInput& input)
{
    std::vector<ExportedTable> all;
    for (std::size_t page = 0; page < input.pages.size(); ++page) {
        const auto& result = input.pages[page].result;
        const Tables* const tables = result ? std::get_if<Tables>(&result->content) : nullptr;
        for (std::size_t i = 0; tables != nullptr && i < tables->items.size(); ++i)
            all.push_back({ &tables->items[i], page, i + 1 });
    }
    return all;
}

bool holdsTables(const ExportInput& input)
{
    return std::any_of(input.pages.begin(), input.pages.end(),
        [](const ExportPage& page) { return page.result && std::holds_alternative<Tables>(page.result->content); });
}

} // namespace palimpsest
