#pragma once
// What somebody wants read from a page, in their words. A plain value.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

inline constexpr double kSmallestDpi = 10;
inline constexpr double kLargestDpi = 2400;
inline constexpr std::size_t kMostTokens = 8192;
inline constexpr std::size_t kMostChoices = 64;
inline constexpr std::size_t kMostRegions = 1000; // of a page

// The tasks that fit what stands on the page, found region by region.
inline constexpr std::string_view kAutoTask = "auto";

// A part of every page that is to be read by itself.
struct RegionRequest {
    RectF box;        // points (1/72 inch) from the top left corner; pixels of a picture that does not say its size
    std::string task; // empty: the request's
    std::optional<std::string> prompt = {}; // empty: the request's

    friend bool operator==(const RegionRequest&, const RegionRequest&) = default;
};

struct TaskRequest {
    std::string task;   // an id of the manifest, or kAutoTask
    std::string prompt; // labels, a question; empty where the task takes none
    double dpi = kDefaultDpi;
    std::size_t maxTokens = 0;               // 0: as the manifest says
    std::vector<RegionRequest> regions = {}; // empty: all of the page
    std::vector<std::string> choices = {};   // the answers to choose from; empty: as the manifest says
    bool tryAnyway = false; // also a task that the checkpoint does not declare, where its prompt is known

    friend bool operator==(const TaskRequest&, const TaskRequest&) = default;
};

} // namespace palimpsest
