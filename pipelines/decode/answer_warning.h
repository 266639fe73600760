#pragma once
// What can be wrong with an answer without making it useless: malformed output is no error, what parsed is kept and the
// result says so. Source: spec "Safe handling of malformed generations".

#include <optional>
#include <string_view>

namespace palimpsest {

enum class AnswerWarning {
    TruncatedBox,     // the answer ended, or text began, inside a group of four location tokens
    OrphanSeg,        // a segmentation token that follows no complete box
    ShortMask,        // fewer than 16 segmentation tokens: the box is kept, the mask is not
    LongMask,         // more than 16: the first 16 are used
    InvertedBox,      // a far side before its near side
    DegenerateBox,    // a side of no length
    ControlToken,     // <pad>, <bos> or <image> inside the answer
    UnknownToken,     // an id that stands for no text; shown as U+FFFD
    InvalidText,      // bytes that are no UTF-8; shown as U+FFFD
    StrippedLabel,    // a label held '<', '>' or control characters
    LooseText,        // text that belongs to no box
    UnreadableLine,   // of print on a page that is read elsewhere, too doubtful to be believed; it is left out
    UnexpectedToken,  // location or segmentation tokens where only text was asked for
    Loop,             // the model began to repeat itself and was stopped, or its repetitions were dropped
    TokenLimit,       // no end before the limit: only complete objects are kept
    StrippedMarkup,   // tags or attributes that tables have no use for: scripts, comments, links
    UnclosedTable,    // the answer ended inside a table
    UnevenRows,       // a row with fewer cells than the others, or a span that reaches below the last row
    OverlappingCells, // a cell that would lie upon another; it was made narrower
    LargeTable,       // more rows, columns or places of one cell than are read; those beyond are left out
    BandSeam,         // two bands of a large table do not fit together; a row may be there twice, or missing
    MaskUnavailable,  // there is no mask decoder beside the checkpoint: codes only
    UnknownClass,     // an object of none of the classes that the checkpoint knows; it is left out
    NoAnswer,         // no cell of a table answers the question, or several do; nothing is guessed
};

// Whether a part of the answer is missing; the other warnings say only how it was read.
[[nodiscard]] bool losesSomething(AnswerWarning warning);

// "truncated_box": the word that JSON and reports use.
[[nodiscard]] std::string_view nameOf(AnswerWarning warning);
[[nodiscard]] std::optional<AnswerWarning> answerWarningFrom(std::string_view name);

} // namespace palimpsest
