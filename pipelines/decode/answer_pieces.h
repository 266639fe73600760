#pragma once
// An answer as a row of text, location and segmentation pieces: what the parsers read, whether it came as token ids or
// as text. Ids are what counts where there are any: a model that writes the nine characters "<loc0001>" has written
// text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

struct AnswerPiece {
    enum class Kind {
        Text,
        Location, // value: bin
        Segment,  // value: code
        Control,  // <pad>, <bos>, <eos>, <image>: to be passed over
        Unknown,  // an id that stands for no text
    };
    Kind kind = Kind::Text;
    int value = 0;
    std::string text;                    // of Text: bytes, not necessarily whole UTF-8 characters
    std::optional<float> logProbability; // empty: not known, or forced
};

// What one id stands for.
AnswerPiece answerPiece(std::int32_t id, const Vocabulary& vocabulary);

// By ids; with null, by the answer's text and without probabilities.
std::vector<AnswerPiece> answerPieces(const Answer& answer, const Vocabulary* vocabulary);

// Text with tokens spelled out, as pasted or imported.
std::vector<AnswerPiece> answerPieces(std::string_view text);

} // namespace palimpsest
