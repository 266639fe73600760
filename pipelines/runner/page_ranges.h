#pragma once
// Which pages of a document somebody wants: "1-4,9", "3-", "-2" as typed behind --pages. Plain values.

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

class PageRanges {
public:
    // Every page.
    PageRanges() = default;

    // Numbers from 1, ranges with both ends included, an open end meaning the document's first or last page. Spaces are
    // allowed around numbers. BadArguments names the part that makes no sense.
    static Result<PageRanges> parse(std::string_view text);

    // Indices from 0, ascending, each once. BadArguments when a number lies beyond the document's last page.
    [[nodiscard]] Result<std::vector<std::size_t>> indices(std::size_t pageCount) const;

private:
    struct Range {
        std::size_t first = 1;
        std::size_t last = kOpenEnd;
    };
    static constexpr std::size_t kOpenEnd = static_cast<std::size_t>(-1);

    static Result<Range> parseRange(std::string_view part);

    std::vector<Range> m_ranges; // empty: every page
};

} // namespace palimpsest
