#pragma once
// What somebody wants read from a page, in their words. A plain value.

#include <cstddef>
#include <string>

#include "pipelines/document/page_source.h"

namespace palimpsest {

inline constexpr double kSmallestDpi = 10;
inline constexpr double kLargestDpi = 2400;
inline constexpr std::size_t kMostTokens = 8192;

struct TaskRequest {
    std::string task;
    std::string prompt; // labels, a question; empty where the task takes none
    double dpi = kDefaultDpi;
    std::size_t maxTokens = 0; // 0: as the manifest says

    friend bool operator==(const TaskRequest&, const TaskRequest&) = default;
};

} // namespace palimpsest
