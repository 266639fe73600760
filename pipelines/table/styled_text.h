#pragma once
// A text some of whose letters are printed bold, slanted, raised or lowered. Plain values and pure functions; any
// thread.

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palimpsest {

struct TextStyle {
    bool bold = false;
    bool italic = false;
    bool superscript = false;
    bool subscript = false;

    friend auto operator<=>(const TextStyle&, const TextStyle&) = default;
};

// The tags of HTML that stand for them, the outermost first.
inline constexpr std::array<std::pair<bool TextStyle::*, std::string_view>, 4> kStyleTags{ { { &TextStyle::bold, "b" },
    { &TextStyle::italic, "i" }, { &TextStyle::superscript, "sup" }, { &TextStyle::subscript, "sub" } } };

// Bytes from `first` up to `last` of a text.
struct StyledRun {
    std::size_t first = 0;
    std::size_t last = 0;
    TextStyle style;

    friend bool operator==(const StyledRun&, const StyledRun&) = default;
};

// In the order of the text, none empty, none plain, none upon another: what lies between them is plain.
using StyledRuns = std::vector<StyledRun>;

// Whether the runs are that, of this text, and none begins or ends within a letter.
[[nodiscard]] bool fits(const StyledRuns& runs, std::string_view text);

struct StyledText {
    std::string_view text;
    TextStyle style;
};

// All of the text, plain parts as well; nothing of an empty one.
std::vector<StyledText> styledParts(std::string_view text, const StyledRuns& runs);

// HTML between the tags of a style.
std::string taggedText(std::string html, const TextStyle& style);

// What is left of the runs when somebody has changed the text: letters at its beginning and end that are as they were
// keep their style; what was written between them is plain, unless it stands within a run or in place of one.
StyledRuns runsAfterEdit(const StyledRuns& runs, std::string_view before, std::string_view after);

} // namespace palimpsest
