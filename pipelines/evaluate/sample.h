#pragma once
// What is scored: the answer to one page, picture or question, as it was found and as it should be. Plain values.

#include <optional>
#include <string>
#include <vector>

#include "pipelines/evaluate/word_detection.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct Sample {
    std::string name;
    std::vector<std::string> texts;   // one; several where people gave several answers
    std::optional<PageResult> result; // where it came from a result (docs/result-json.md); `texts` has its text
    std::optional<std::vector<PageWord>> words = {}; // where the truth is words with their places; it may lack a text
    // Of a truth that says what it is about, for whoever has a model read it.
    std::string image = {};
    std::string question = {};
    bool oneOfMany = false; // of a file that lists the pictures of a whole collection, wherever they are
};

struct SamplePair {
    std::string name;
    Sample found;
    Sample truth;
};

// Something that has no part in the figures, and why.
struct Unscored {
    std::string name;
    std::string reason;
};

} // namespace palimpsest
