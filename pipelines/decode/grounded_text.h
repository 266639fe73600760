#pragma once
// Prose whose phrases say where on the picture they are: four location tokens before or behind them. Takes anything a
// model can write; prose without boxes is prose. Source: spec "Grounded captioning and question generation", "Safe
// handling of malformed generations".

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/image/geometry.h"
#include "engine/io/capability_manifest.h"
#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/plain_text.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct GroundedPhrase {
    std::string text; // as it stands in the prose; empty where no words are beside the box
    RectF box;        // fractions of the picture's sides
    BoxState state = BoxState::Valid;
    std::optional<double> confidence; // exp(mean log-probability) of the four location tokens
};

struct GroundedAnswer {
    PlainAnswer prose; // without the boxes
    std::vector<GroundedPhrase> phrases;
};

// A phrase goes from its box to the next one, or to the end of the clause; boxes that follow each other share one.
GroundedAnswer parseGroundedText(std::span<const AnswerPiece> pieces, PairOrder pairOrder,
    CoordinateOrder coordinateOrder, StopReason stopReason = StopReason::EndOfSequence);

} // namespace palimpsest
