#pragma once
// What a task found on a page, and where every part of it came from. Plain values: made on the inference thread,
// written as JSON by the worker (protocol/result_json, docs/result-json.md), drawn and exported by others. Nobody edits
// one: a correction makes a new one.
//
// Boxes are in page pixels. A confidence is exp(mean log-probability of the tokens) in 0..1, not calibrated; empty
// where the answer came without probabilities.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/preprocessing.h"
#include "pipelines/decode/answer_warning.h"
#include "pipelines/molecule/molecules.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

// One answer of the model, kept whole: a result can be traced back to what was asked and what came.
struct AnswerRecord {
    RectF region; // the part of the page that the model saw
    std::string prompt;
    std::string text; // as it came, <loc0123> and <seg045> spelled out
    std::vector<std::int32_t> tokenIds;
    std::vector<float> logProbabilities; // one per token, of the unmasked distribution
    std::vector<AnswerWarning> warnings;
    bool truncated = false; // the token limit came before the end of the answer

    friend bool operator==(const AnswerRecord&, const AnswerRecord&) = default;
};

struct Provenance {
    std::string task;
    std::string checkpoint; // name and, where known, hash
    std::string adapter;    // empty: none
    Preprocessing preprocessing;
    std::string decoding; // "greedy", "beam 4", "sample t=0.7 p=0.9 seed=1"
    std::size_t maxTokens = 0;
    std::vector<AnswerRecord> answers;

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

// A run of words that was read in one piece.
struct TextPiece {
    std::string text;
    RectF box;
    std::optional<double> confidence;
    std::size_t answer = 0; // index into Provenance::answers

    friend bool operator==(const TextPiece&, const TextPiece&) = default;
};

struct TextLine {
    std::string text; // the pieces, joined by one space each
    RectF box;
    std::optional<double> confidence; // of the pieces, weighted by their length
    std::vector<TextPiece> pieces;    // left to right

    friend bool operator==(const TextLine&, const TextLine&) = default;
};

struct OcrResult {
    std::vector<TextLine> lines; // in reading order

    friend bool operator==(const OcrResult&, const OcrResult&) = default;
};

enum class BoxState {
    Valid,
    Inverted,   // sides as the model gave them, not swapped: show dashed, leave out of measurements
    Degenerate, // a side of no length
};

struct DetectedObject {
    std::string label;
    RectF box;
    BoxState state = BoxState::Valid;
    std::optional<double> confidence;
    std::size_t answer = 0; // index into Provenance::answers

    friend bool operator==(const DetectedObject&, const DetectedObject&) = default;
};

struct Detections {
    std::vector<DetectedObject> items; // empty: nothing found

    friend bool operator==(const Detections&, const Detections&) = default;
};

// A mask in page pixels: one byte per pixel of its rectangle, 0 or 1, rows top to bottom.
struct PixelMask {
    std::size_t left = 0;
    std::size_t top = 0;
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> pixels; // [height, width]

    friend bool operator==(const PixelMask&, const PixelMask&) = default;
};

struct Segment {
    DetectedObject object;
    std::optional<std::array<int, 16>> codes; // 4 x 4 cells, row-major; empty: no complete mask came
    std::optional<PixelMask> mask;            // empty: no codes, no mask decoder, or no valid box

    friend bool operator==(const Segment&, const Segment&) = default;
};

struct Segments {
    std::vector<Segment> items;

    friend bool operator==(const Segments&, const Segments&) = default;
};

// A caption or the answer to a question.
struct PlainText {
    std::string text;
    std::optional<double> confidence;

    friend bool operator==(const PlainText&, const PlainText&) = default;
};

using PageContent = std::variant<OcrResult, Detections, Segments, PlainText, Molecules, Scores>;

struct PageResult {
    PageContent content;
    std::size_t pageWidth = 0; // pixels
    std::size_t pageHeight = 0;
    bool partial = false; // something was cut off or could not be parsed; the answers' warnings say what
    Provenance provenance;

    friend bool operator==(const PageResult&, const PageResult&) = default;
};

} // namespace palimpsest
