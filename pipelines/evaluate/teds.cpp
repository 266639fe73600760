#include "pipelines/evaluate/teds.h"

#include <algorithm>

#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {

double teds(const HtmlTable& found, const HtmlTable& truth, CellContent content)
{
    const std::size_t elements = std::max(found.descendants, truth.descendants);
    if (elements == 0)
        return 1.0; // two empty tables
    const double distance = treeEditDistance(found.shape, truth.shape, [&](std::size_t i, std::size_t j) {
        const TableElement& a = found.elements[i];
        const TableElement& b = truth.elements[j];
        if (a.tag != b.tag || a.columnSpan != b.columnSpan || a.rowSpan != b.rowSpan)
            return 1.0;
        const std::size_t longer = std::max(a.content.size(), b.content.size());
        if (content == CellContent::Ignored || longer == 0)
            return 0.0;
        return static_cast<double>(sequenceDistance(a.content, b.content)) / static_cast<double>(longer);
    });
    return 1.0 - distance / static_cast<double>(elements);
}

} // namespace palimpsest
