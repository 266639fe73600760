#include "pipelines/table/printed_rows.h"

#include <algorithm>

namespace palimpsest {
namespace {

constexpr double kCore = 0.2; // of a line: so much less above and below counts

PixelBox coreOf(const FoundLine& line)
{
    PixelBox box = line.box;
    const int less = static_cast<int>(kCore * box.height());
    box.top += less;
    box.bottom -= less;
    return box;
}

} // namespace

PrintedRows printedRows(std::span<const FoundLine> lines)
{
    std::vector<std::size_t> order(lines.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(),
        [&lines](std::size_t a, std::size_t b) { return coreOf(lines[a]).top < coreOf(lines[b]).top; });
    PrintedRows rows;
    rows.rowOf.resize(lines.size());
    for (const std::size_t i : order) {
        const PixelBox core = coreOf(lines[i]);
        if (!rows.boxes.empty() && core.top < rows.boxes.back().bottom)
            rows.boxes.back() = united(rows.boxes.back(), core);
        else
            rows.boxes.push_back(core);
        rows.rowOf[i] = rows.boxes.size() - 1;
    }
    return rows;
}

} // namespace palimpsest
