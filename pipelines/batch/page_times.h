#pragma once
// Where the time of the pages of a batch goes, and what memory it takes. Plain values and pure functions.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipelines/runner/pages_ahead.h"

namespace palimpsest {

// One page, as the batch sees it: it was asked for, waited for, read, written.
struct PageTimes {
    std::chrono::steady_clock::time_point asked;
    std::chrono::steady_clock::time_point read;
    std::chrono::steady_clock::time_point written; // files and ledger
    PagesAhead::Times ahead;
};

// One page, stage by stage; the stages follow each other.
inline constexpr std::array<std::string_view, 6> kPageStages{ "waiting for the page", "preparing", "model",
    "between questions", "after the last answer", "writing" };
inline constexpr std::size_t kModelStage = 2;

struct MeasuredPage {
    std::array<double, kPageStages.size()> seconds{};
    double drawSeconds = 0; // at the same time as the stages of the page before
    std::uint64_t residentBytes = 0;
};

struct BatchFigures {
    std::array<double, kPageStages.size()> secondsPerPage{};
    double drawSecondsPerPage = 0;
    double totalSeconds = 0;
    double outsideModel = 0; // share of the time
    // Behind the first page, for which the model always waits.
    std::size_t waitedPages = 0; // for more than a millisecond
    double waitedSeconds = 0;
    std::uint64_t firstResidentBytes = 0;
    std::uint64_t lastResidentBytes = 0;
    std::uint64_t largestResidentBytes = 0;
    double residentBytesPerPage = 0; // slope by least squares, behind the first page
    double steadyBytesPerPage = 0;   // the same over the second half of the pages, when all memory was asked for once
};

// Of at least one page.
[[nodiscard]] BatchFigures figuresOf(std::span<const MeasuredPage> pages);

// Of the line through (0, values[0]), (1, values[1])... that is nearest to them; 0 for fewer than two.
[[nodiscard]] double slopeOf(std::span<const double> values);

} // namespace palimpsest
