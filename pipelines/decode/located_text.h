#pragma once
// Answers of the form <loc>x4 [<seg>x16] text, joined by " ; ": OCR with boxes, detection, segmentation. A state
// machine over the pieces of an answer that takes anything a model can write. Source: spec "Safe handling of malformed
// generations" and the grammars of the three tasks.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/io/capability_manifest.h"
#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/answer_warning.h"
#include "pipelines/decode/segmentation_tokens.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// What the text beside a box is.
enum class LocatedKind {
    Transcription, // anything printable, ';' and '<' included
    Label,         // no ';', '<' or '>'
};

struct LocatedGrammar {
    LocatedKind kind = LocatedKind::Label;
    PairOrder pairOrder = PairOrder::BoxFirst;
    CoordinateOrder coordinateOrder = CoordinateOrder::YFirst;
    std::string_view noise = {}; // the label of objects that are none; empty: there is no such label
};

struct LocatedText {
    std::array<int, 4> bins{}; // as they came
    RectF box;                 // fractions of the tile's sides
    BoxState state = BoxState::Valid;
    std::string text; // composed UTF-8; may be empty
    std::optional<MaskCodes> codes;
    std::optional<double> boxConfidence;     // exp(mean log-probability) of the four location tokens
    std::optional<double> textConfidence;    // the same of the text, separators left out
    std::vector<float> characterConfidences; // of the text, as TextPiece has them
    bool complete = true;                    // false: the token limit came before the object's end
    bool noise = false;                      // its label said that it is no object
};

struct LocatedAnswer {
    std::vector<LocatedText> items;      // incomplete objects only for transcriptions, whose beginning is worth having
    std::string looseText;               // text that belongs to no box
    std::vector<AnswerWarning> warnings; // each at most once, in the order of their appearance
};

// Of four sides as a model gave them.
[[nodiscard]] BoxState stateOf(const RectF& box);

LocatedAnswer parseLocatedText(std::span<const AnswerPiece> pieces, const LocatedGrammar& grammar,
    StopReason stopReason = StopReason::EndOfSequence);

} // namespace palimpsest
