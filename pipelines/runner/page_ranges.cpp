#include "pipelines/runner/page_ranges.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>

namespace palimpsest {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// A page number from 1; nullopt for anything else.
std::optional<std::size_t> pageNumber(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number == 0)
        return std::nullopt;
    return number;
}

Error badRange(std::string_view part)
{
    return { ErrorCode::BadArguments,
        "'" + std::string(part) + "' is no page range; pages are counted from 1 and written like 1-4,9" };
}

} // namespace

Result<PageRanges::Range> PageRanges::parseRange(std::string_view part)
{
    const std::size_t dash = part.find('-');
    const std::string_view firstText = trimmed(part.substr(0, dash));
    if (dash == std::string_view::npos) {
        const auto number = pageNumber(firstText);
        if (!number)
            return badRange(part);
        return Range{ *number, *number };
    }
    const std::string_view lastText = trimmed(part.substr(dash + 1));
    Range range;
    if (firstText.empty() && lastText.empty())
        return badRange(part);
    if (!firstText.empty()) {
        const auto number = pageNumber(firstText);
        if (!number)
            return badRange(part);
        range.first = *number;
    }
    if (!lastText.empty()) {
        const auto number = pageNumber(lastText);
        if (!number || *number < range.first)
            return badRange(part);
        range.last = *number;
    }
    return range;
}

Result<PageRanges> PageRanges::parse(std::string_view text)
{
    PageRanges ranges;
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        PAL_TRY_ASSIGN(const Range range, parseRange(trimmed(text.substr(start, comma - start))));
        ranges.m_ranges.push_back(range);
        start = comma + 1;
    }
    return ranges;
}

Result<std::vector<std::size_t>> PageRanges::indices(std::size_t pageCount) const
{
    std::set<std::size_t> chosen;
    const std::vector<Range> everyPage{ Range{} };
    for (const Range& range : m_ranges.empty() ? everyPage : m_ranges) {
        const std::size_t highest = range.last == kOpenEnd ? range.first : range.last;
        if (highest > pageCount && !m_ranges.empty()) {
            return Error{ ErrorCode::BadArguments,
                "page " + std::to_string(highest) + " was asked for, but there are only " + std::to_string(pageCount)
                    + "; give pages that exist" };
        }
        for (std::size_t page = range.first; page <= std::min(range.last, pageCount); ++page)
            chosen.insert(page - 1);
    }
    return std::vector<std::size_t>(chosen.begin(), chosen.end());
}

} // namespace palimpsest
