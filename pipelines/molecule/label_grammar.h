#pragma once
// Which letters may come next where a label of an atom is read: elements, known groups and how many of them there are.
// For greedy reading this is free accuracy: a subscript is no letter, and a sulphur no paragraph sign.

#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

// How many letters and digits a label has, by its glyphs.
struct LetterCount {
    std::size_t fewest = 1;
    std::size_t most = std::numeric_limits<std::size_t>::max();
};

// Follows a label letter by letter.
class LabelGrammar {
public:
    explicit LabelGrammar(const LetterCount& count = {}) : m_count(count) { }

    bool take(char letter); // goes on, or says that the letter cannot stand here
    [[nodiscard]] bool mayEnd() const { return (m_digits > 0 || m_complete) && m_taken >= m_count.fewest; }

private:
    [[nodiscard]] bool takeDigit(char digit);

    LetterCount m_count;
    std::size_t m_taken = 0;
    std::string m_name; // begun; what was complete before it does not matter
    bool m_complete = false;
    int m_digits = 0; // that ended the label so far
};

// A label of a tile: the bins of its box in the order of the answer, and its letters.
struct PlacedLabel {
    std::array<int, 4> bins{};
    LetterCount count;
};

// For answers of <loc>x4 label joined by " ; ": these boxes, which the program knows better than any model, and a label
// in each. Empty (everything allowed) when the vocabulary has no location tokens.
LogitsMask labelMask(std::shared_ptr<const Vocabulary> vocabulary, std::vector<PlacedLabel> labels);

} // namespace palimpsest
