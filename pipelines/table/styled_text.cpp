#include "pipelines/table/styled_text.h"

#include <algorithm>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

bool beginsLetter(std::string_view text, std::size_t at)
{
    return at >= text.size() || !isUtf8Continuation(text[at]);
}

} // namespace

bool fits(const StyledRuns& runs, std::string_view text)
{
    std::size_t end = 0;
    for (const StyledRun& run : runs) {
        if (run.first < end || run.first >= run.last || run.last > text.size() || run.style == TextStyle{}
            || !beginsLetter(text, run.first) || !beginsLetter(text, run.last))
            return false;
        end = run.last;
    }
    return true;
}

std::vector<StyledText> styledParts(std::string_view text, const StyledRuns& runs)
{
    std::vector<StyledText> parts;
    std::size_t end = 0;
    for (const StyledRun& run : runs) {
        if (run.first > end)
            parts.push_back({ text.substr(end, run.first - end), {} });
        parts.push_back({ text.substr(run.first, run.last - run.first), run.style });
        end = run.last;
    }
    if (end < text.size())
        parts.push_back({ text.substr(end), {} });
    return parts;
}

std::string taggedText(std::string html, const TextStyle& style)
{
    for (auto known = kStyleTags.rbegin(); known != kStyleTags.rend(); ++known) {
        const auto& [member, tag] = *known;
        if (style.*member)
            html = "<" + std::string(tag) + ">" + html + "</" + std::string(tag) + ">";
    }
    return html;
}

StyledRuns runsAfterEdit(const StyledRuns& runs, std::string_view before, std::string_view after)
{
    const std::size_t most = std::min(before.size(), after.size());
    std::size_t kept = 0; // at the beginning
    while (kept < most && before[kept] == after[kept])
        ++kept;
    while (kept > 0 && (!beginsLetter(before, kept) || !beginsLetter(after, kept)))
        --kept;
    std::size_t tail = 0; // kept at the end
    while (tail < most - kept && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (!beginsLetter(before, before.size() - tail))
        --tail;
    const std::size_t removedEnd = before.size() - tail;
    StyledRuns left;
    for (StyledRun run : runs) {
        const auto moved = [&](std::size_t at) { return at + after.size() - before.size(); };
        const bool replaced = removedEnd > kept && run.first <= kept && run.last >= removedEnd;
        if (!replaced && run.first >= removedEnd)
            run.first = moved(run.first);
        else if (!replaced && run.first > kept)
            run.first = moved(removedEnd);
        if (replaced || run.last > removedEnd)
            run.last = moved(run.last);
        else if (run.last > kept)
            run.last = kept;
        if (run.first < run.last)
            left.push_back(run);
    }
    return left;
}

} // namespace palimpsest
