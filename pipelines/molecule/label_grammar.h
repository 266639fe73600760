#pragma once
// Which letters may come next where a label of an atom is read: elements, known groups and how many of them there are.
// For greedy reading this is free accuracy: a subscript is no letter, and a sulphur no paragraph sign.

#include <memory>
#include <string>
#include <string_view>

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

// Follows a label letter by letter.
class LabelGrammar {
public:
    bool take(char letter); // goes on, or says that the letter cannot stand here
    [[nodiscard]] bool mayEnd() const { return m_digits > 0 || m_complete; }

private:
    std::string m_name; // begun; what was complete before it does not matter
    bool m_complete = false;
    int m_digits = 0; // that ended the label so far
};

// For answers of <loc>x4 label joined by " ; ", at most so many labels. Empty (everything allowed) when the vocabulary
// has no location tokens.
LogitsMask labelMask(std::shared_ptr<const Vocabulary> vocabulary, std::size_t labels);

} // namespace palimpsest
