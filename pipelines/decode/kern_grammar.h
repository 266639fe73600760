#pragma once
// **kern letter by letter, as far as a model can be kept to it: every row has a field for each open spine, every field
// begins as one of its row may and is complete, and the answer ends when all spines have. An automaton for
// decode/grammar_mask.h.

#include <array>
#include <cstddef>
#include <string_view>

namespace palimpsest {

class KernGrammar {
public:
    bool take(char letter);
    [[nodiscard]] bool mayEnd() const;

private:
    enum class Row { Unknown, Header, Interpretation, Barline, Notes };

    bool begin(char letter);
    bool goOn(char letter);
    void closeField();
    bool endField();
    bool endRow();
    [[nodiscard]] bool fieldIsComplete() const;
    [[nodiscard]] bool isField(std::string_view text) const;

    static constexpr std::string_view kHeader = "**kern";

    Row m_row = Row::Unknown;
    std::size_t m_spines = 0;       // 0 before the first row is done
    std::size_t m_fields = 0;       // of the row, before the one in hand
    std::size_t m_spinesBehind = 0; // as the fields so far have it
    std::size_t m_letters = 0;      // of the field in hand
    std::array<char, 2> m_first{};  // its first letters
    bool m_lengthSeen = false;      // of a note: digits, or the mark of a grace note
    char m_pitch = '\0';            // of a note: its letter
    bool m_joinBefore = false;      // the field before joins its spine with this one
    bool m_ended = false;
};

} // namespace palimpsest
