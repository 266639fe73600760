#pragma once
// What somebody wants read from a page, in their words. A plain value.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/blank_pages.h"
#include "pipelines/document/page_source.h"
#include "pipelines/enum_words.h"

namespace palimpsest {

inline constexpr double kSmallestDpi = 10;
inline constexpr double kLargestDpi = 2400;
inline constexpr std::size_t kMostTokens = 8192;
inline constexpr std::size_t kMostChoices = 64;
inline constexpr std::size_t kMostRegions = 1000; // of a page
inline constexpr std::size_t kMostTogether = 16;  // pages in one question

// The tasks that fit what stands on the page, found region by region.
inline constexpr std::string_view kAutoTask = "auto";

// As models are told a language: its code of two or three letters, "de", "fil".
[[nodiscard]] inline bool isLanguage(std::string_view code)
{
    return (code.size() == 2 || code.size() == 3)
        && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

inline constexpr std::array<int, 4> kRotations{ 0, 90, 180, 270 };

// A part of every page that is to be read by itself.
struct RegionRequest {
    RectF box;        // points (1/72 inch) from the top left corner; pixels of a picture that does not say its size
    std::string task; // empty: the request's
    std::optional<std::string> prompt = {}; // empty: the request's

    friend bool operator==(const RegionRequest&, const RegionRequest&) = default;
};

// What becomes of the text that a PDF page holds by itself.
enum class TextLayer {
    Mention, // the model reads, and whoever asked hears that there is some
    Ignore,
    Use, // in place of a reading, where it is good enough for that
};
inline constexpr std::array<std::pair<TextLayer, std::string_view>, 2> kTextLayerWords{
    { { TextLayer::Ignore, "ignore" }, { TextLayer::Use, "use" } }
};

// Mention has no word: nobody asks for it.
[[nodiscard]] constexpr const auto& wordsOf(TextLayer)
{
    return kTextLayerWords;
}

struct TaskRequest {
    std::string task;          // an id of the manifest, or kAutoTask
    std::string prompt;        // labels, a question; empty where the task takes none
    std::string language = {}; // of the answer, "de", where the task has several; empty: the usual one
    double dpi = kDefaultDpi;
    std::size_t maxTokens = 0;               // 0: as the manifest says
    std::vector<RegionRequest> regions = {}; // empty: all of the page
    std::vector<std::string> choices = {};   // the answers to choose from; empty: as the manifest says
    std::size_t pagesTogether = 1;           // in one question
    bool tryAnyway = false;           // also a task that the checkpoint does not declare, where its prompt is known
    std::optional<int> rotation = {}; // degrees clockwise, a multiple of 90, by which every page is turned; empty:
                                      // a page is turned that surely lies on its side or its head
    bool deskew = true;               // print that went in a little crooked is straightened
    TextLayer textLayer = TextLayer::Mention;
    BlankPages blank = BlankPages::Skip;

    bool noGrammar = false; // every token may be chosen, whatever the task's grammar says

    friend bool operator==(const TaskRequest&, const TaskRequest&) = default;
};

} // namespace palimpsest
