#include "pipelines/evaluate/matching_blocks.h"

#include <unordered_map>
#include <vector>

namespace palimpsest {
namespace {

using Places = std::unordered_map<char32_t, std::vector<std::size_t>>;

struct Range {
    std::size_t aBegin, aEnd, bBegin, bEnd;
};

struct Block {
    std::size_t a = 0;
    std::size_t b = 0;
    std::size_t size = 0;
};

Places placesIn(std::u32string_view text)
{
    constexpr std::size_t kAutojunkFrom = 200;
    Places places;
    for (std::size_t i = 0; i < text.size(); ++i)
        places[text[i]].push_back(i);
    if (text.size() >= kAutojunkFrom)
        std::erase_if(places, [&](const auto& entry) { return entry.second.size() > text.size() / 100 + 1; });
    return places;
}

// The longest run within `range`, of those the first in a, then in b. `lengths` is scratch of b's size plus one.
Block longestRun(std::u32string_view a, std::u32string_view b, const Places& places, const Range& range,
    std::vector<std::size_t>& lengths)
{
    Block best{ range.aBegin, range.bBegin, 0 };
    std::vector<std::size_t> touched; // ends of runs at the row before, in b
    std::vector<std::pair<std::size_t, std::size_t>> next;
    for (std::size_t i = range.aBegin; i < range.aEnd; ++i) {
        next.clear();
        if (const auto found = places.find(a[i]); found != places.end()) {
            for (const std::size_t j : found->second) {
                if (j < range.bBegin)
                    continue;
                if (j >= range.bEnd)
                    break;
                const std::size_t length = lengths[j] + 1; // lengths[j]: of the run that ends with b[j - 1]
                next.emplace_back(j + 1, length);
                if (length > best.size)
                    best = { i + 1 - length, j + 1 - length, length };
            }
        }
        for (const std::size_t end : touched)
            lengths[end] = 0;
        touched.clear();
        for (const auto& [end, length] : next) {
            lengths[end] = length;
            touched.push_back(end);
        }
    }
    for (const std::size_t end : touched)
        lengths[end] = 0;
    // Symbols that begin no run may still belong to one.
    while (best.a > range.aBegin && best.b > range.bBegin && a[best.a - 1] == b[best.b - 1])
        best = { best.a - 1, best.b - 1, best.size + 1 };
    while (best.a + best.size < range.aEnd && best.b + best.size < range.bEnd
        && a[best.a + best.size] == b[best.b + best.size])
        ++best.size;
    return best;
}

} // namespace

std::size_t matchedLength(std::u32string_view a, std::u32string_view b)
{
    if (a == b)
        return a.size();
    const Places places = placesIn(b);
    std::vector<std::size_t> lengths(b.size() + 1, 0);
    std::vector<Range> open{ { 0, a.size(), 0, b.size() } };
    std::size_t matched = 0;
    while (!open.empty()) {
        const Range range = open.back();
        open.pop_back();
        const Block block = longestRun(a, b, places, range, lengths);
        if (block.size == 0)
            continue;
        matched += block.size;
        if (range.aBegin < block.a && range.bBegin < block.b)
            open.push_back({ range.aBegin, block.a, range.bBegin, block.b });
        if (block.a + block.size < range.aEnd && block.b + block.size < range.bEnd)
            open.push_back({ block.a + block.size, range.aEnd, block.b + block.size, range.bEnd });
    }
    return matched;
}

} // namespace palimpsest
