#include "pipelines/decode/answer_warning.h"

#include <array>
#include <utility>

namespace palimpsest {
namespace {

constexpr std::array<std::pair<AnswerWarning, std::string_view>, 24> kNames{ {
    { AnswerWarning::TruncatedBox, "truncated_box" },
    { AnswerWarning::OrphanSeg, "orphan_seg" },
    { AnswerWarning::ShortMask, "short_mask" },
    { AnswerWarning::LongMask, "long_mask" },
    { AnswerWarning::InvertedBox, "inverted_box" },
    { AnswerWarning::DegenerateBox, "degenerate_box" },
    { AnswerWarning::ControlToken, "control_token" },
    { AnswerWarning::UnknownToken, "unknown_token" },
    { AnswerWarning::InvalidText, "invalid_text" },
    { AnswerWarning::StrippedLabel, "stripped_label" },
    { AnswerWarning::LooseText, "loose_text" },
    { AnswerWarning::UnreadableLine, "unreadable_line" },
    { AnswerWarning::UnexpectedToken, "unexpected_token" },
    { AnswerWarning::Loop, "loop" },
    { AnswerWarning::TokenLimit, "token_limit" },
    { AnswerWarning::StrippedMarkup, "stripped_markup" },
    { AnswerWarning::UnclosedTable, "unclosed_table" },
    { AnswerWarning::UnevenRows, "uneven_rows" },
    { AnswerWarning::OverlappingCells, "overlapping_cells" },
    { AnswerWarning::LargeTable, "large_table" },
    { AnswerWarning::BandSeam, "band_seam" },
    { AnswerWarning::MaskUnavailable, "mask_unavailable" },
    { AnswerWarning::UnknownClass, "unknown_class" },
    { AnswerWarning::NoAnswer, "no_answer" },
} };

} // namespace

std::string_view nameOf(AnswerWarning warning)
{
    for (const auto& [value, name] : kNames)
        if (value == warning)
            return name;
    return {};
}

std::optional<AnswerWarning> answerWarningFrom(std::string_view name)
{
    for (const auto& [value, known] : kNames)
        if (known == name)
            return value;
    return std::nullopt;
}

bool losesSomething(AnswerWarning warning)
{
    switch (warning) {
    case AnswerWarning::TruncatedBox:
    case AnswerWarning::OrphanSeg:
    case AnswerWarning::ShortMask:
    case AnswerWarning::UnknownToken:
    case AnswerWarning::InvalidText:
    case AnswerWarning::Loop:
    case AnswerWarning::TokenLimit:
    case AnswerWarning::MaskUnavailable:
    case AnswerWarning::UnclosedTable:
    case AnswerWarning::UnevenRows:
    case AnswerWarning::OverlappingCells:
    case AnswerWarning::LargeTable:
    case AnswerWarning::BandSeam:
    case AnswerWarning::UnknownClass:
    case AnswerWarning::UnreadableLine:
    case AnswerWarning::NoAnswer:
        return true;
    case AnswerWarning::LongMask:
    case AnswerWarning::InvertedBox:
    case AnswerWarning::DegenerateBox:
    case AnswerWarning::ControlToken:
    case AnswerWarning::StrippedLabel:
    case AnswerWarning::LooseText:
    case AnswerWarning::UnexpectedToken:
    case AnswerWarning::StrippedMarkup:
        return false;
    }
    return false;
}

} // namespace palimpsest
