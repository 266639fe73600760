#pragma once
// The accuracy of VQA (S. Antol et al., ICCV 2015; Y. Goyal et al., CVPR 2017): how many of ten people gave the answer,
// and the form in which answers are compared. Pure functions.

#include <span>
#include <string>
#include <string_view>

namespace palimpsest {

// Lower case; contractions with their apostrophes; zero to ten as digits; no articles; no punctuation but the full stop
// within numbers. As the published code does it, with its way of joining or parting words at punctuation: by whether a
// space stood beside the sign anywhere in the answer.
[[nodiscard]] std::string normalisedVqaAnswer(std::string_view answer);

enum class Voters {
    LeaveOneOut, // VQAv2: the mean over all but one voter each
    All,         // OKVQA, TextVQA in its simple form
};

// min(1, equal truths / 3). The texts are compared as they are.
[[nodiscard]] double vqaAccuracy(std::string_view found, std::span<const std::string> truths, Voters voters);

} // namespace palimpsest
