#pragma once
// What the report on PaliGemma 2 (A. Steiner et al., 2024, arXiv:2412.03555) prints, to stand beside figures of our
// own. Its checkpoints were each fine-tuned for the data set in question, and most of them were never published.

#include <array>
#include <span>
#include <string_view>

namespace palimpsest {

inline constexpr std::string_view kPublishedSource = "PaliGemma 2, arXiv:2412.03555";

// Sizes of the language model and pixels of a side, in the order of the columns.
inline constexpr std::array<std::string_view, 9> kPublishedModels{ "3B 224", "10B 224", "28B 224", "3B 448", "10B 448",
    "28B 448", "3B 896", "10B 896", "28B 896" };

struct PublishedScore {
    std::string_view task; // as in evaluatedTasks()
    std::string_view benchmark;
    std::string_view metric;                               // as it is called here
    std::string_view place;                                // in the report
    std::array<double, kPublishedModels.size()> percent{}; // by model; 0: not published
};

[[nodiscard]] std::span<const PublishedScore> publishedScores();

} // namespace palimpsest
