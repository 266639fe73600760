#pragma once
// The tables or molecules of a page, each with the one it belongs to, so that a page is scored one by one.

#include <string>
#include <string_view>
#include <vector>

#include "pipelines/evaluate/sample.h"
#include "pipelines/evaluate/score_sheet.h"

namespace palimpsest {

struct PageItem {
    std::string text;
    RectF box; // without area: nobody says where it stands
};

// Of a result, or of a text: tables by their tags, molecules line by line.
[[nodiscard]] std::vector<PageItem> tablesOn(const Sample& sample);
[[nodiscard]] std::vector<PageItem> moleculesOn(const Sample& sample);

// A page with one on either side is what it was. Else one pair for each of the truth, with the found one whose box lies
// upon it most, where all have boxes, or the one in the same place of the order; without one, nothing was found there.
// What is found besides is left out on the sheet. `thing`: "table".
[[nodiscard]] std::vector<SamplePair> pairsOfItems(
    const SamplePair& page, std::vector<PageItem> (*itemsOn)(const Sample&), std::string_view thing, ScoreSheet& sheet);

} // namespace palimpsest
