#pragma once
// Which task reads a region, from what it was taken for: one table. Pure; any thread.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace palimpsest {

struct Route {
    std::string_view task; // empty: nobody reads it by itself
    bool withText = false; // it is read together with the text around it
    std::string remark;    // a sentence where the task that would fit is not there
};

// `label`: of DocLayNet's classes, or table, figure, staff, molecule, drawing; upper and lower case are one. `declared`
// says which tasks there are.
Route routeOf(std::string_view label, const std::function<bool(std::string_view task)>& declared);

// All tasks that a label can lead to, text first.
inline constexpr std::string_view kRoutedTasks[] = { "ocr", "table", "molecule", "score", "caption" };

} // namespace palimpsest
