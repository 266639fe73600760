#pragma once
// Answers that are prose: captions, short answers, text without boxes.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/answer_warning.h"

namespace palimpsest {

enum class PlainForm {
    Lines,     // everything, line breaks included
    Tabbed,    // the same with tabs
    FirstLine, // the answer to a question: what follows its first line is no part of it
    Prose,     // sentences; cut off by the token limit, it ends with the last whole one
};

struct PlainAnswer {
    std::string text;                 // composed UTF-8 without control characters but line breaks, no spaces around it
    std::optional<double> confidence; // exp(mean log-probability) of the text's tokens
    std::vector<float> characterConfidences; // of the text, as TextPiece has them
    std::vector<AnswerWarning> warnings;
};

PlainAnswer parsePlainText(
    std::span<const AnswerPiece> pieces, PlainForm form, StopReason stopReason = StopReason::EndOfSequence);

} // namespace palimpsest
