#include "pipelines/regions/region_routing.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace palimpsest {
namespace {

struct Row {
    std::string_view label;
    std::string_view task;
    std::string_view plural;  // for the remark
    bool textInstead = false; // without the task, its print is read as lines
};

// Everything else is text. Of several rows for a label the first whose task there is counts.
constexpr std::array<Row, 8> kRows{ {
    { "table", "table", "tables", true },
    { "molecule", "molecule", "molecules" },
    { "staff", "score", "music" },
    { "drawing", "molecule", "drawings", true },
    { "drawing", "caption", "drawings", true },
    { "figure", "caption", "pictures" },
    { "picture", "caption", "pictures" },
    { "formula", "formula", "formulas", true },
} };

std::string lowered(std::string_view text)
{
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
        [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return small;
}

} // namespace

Route routeOf(std::string_view label, const std::function<bool(std::string_view task)>& declared)
{
    const std::string small = lowered(label);
    const auto isFor = [&small](const Row& known) { return known.label == small; };
    const auto* const row = std::find_if(kRows.begin(), kRows.end(), isFor);
    if (row == kRows.end())
        return { .task = {}, .withText = true, .remark = {} };
    for (const Row& known : kRows)
        if (isFor(known) && declared(known.task))
            return { .task = known.task, .withText = false, .remark = {} };
    const bool asText = row->textInstead && declared("ocr");
    return { .task = {},
        .withText = asText,
        .remark = "this model does not read " + std::string(row->plural)
            + (asText ? "; what is printed there was read as lines of text" : "; this one was left out") };
}

} // namespace palimpsest
