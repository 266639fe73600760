#pragma once
// What a task found on a page, and where every part of it came from. Plain values: made on the inference thread,
// written as JSON by the worker (protocol/result_json, docs/result-json.md), drawn and exported by others. Nobody edits
// one: a correction makes a new one.
//
// Boxes are in page pixels. A confidence is exp(mean log-probability of the tokens) in 0..1, not calibrated; empty
// where the answer came without probabilities.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/preprocessing.h"
#include "pipelines/decode/answer_warning.h"
#include "pipelines/molecule/molecules.h"
#include "pipelines/score/scores.h"
#include "pipelines/table/styled_text.h"

namespace palimpsest {

// One answer of the model, kept whole: a result can be traced back to what was asked and what came.
struct AnswerRecord {
    RectF region; // the part of the page that the model saw
    std::string prompt;
    std::string text; // as it came, <loc0123> and <seg045> spelled out
    std::vector<std::int32_t> tokenIds;
    // One per token, of the unmasked distribution; empty where the grammar allowed no other token.
    std::vector<std::optional<float>> logProbabilities;
    std::vector<AnswerWarning> warnings;
    bool truncated = false; // the token limit came before the end of the answer
    // How many pixels of the model's picture an inch of the page got, in the direction that got fewer; empty where the
    // page does not say how large it is.
    std::optional<double> effectiveDpi;
    bool replaced = false; // asked again, in smaller pieces or with another look: nothing of it is in the result

    friend bool operator==(const AnswerRecord&, const AnswerRecord&) = default;
};

// Something of the answer is missing, and of the result with it.
[[nodiscard]] inline bool isCutShort(const AnswerRecord& record)
{
    return !record.replaced
        && (record.truncated || std::any_of(record.warnings.begin(), record.warnings.end(), losesSomething));
}

enum class ResultSource {
    Model,
    Document, // the text that the page holds by itself
    Shapes,   // what its signs look like: each record is what the program read, and no model was asked
};

struct Provenance {
    std::string task;
    std::string checkpoint; // name and, where known, hash
    std::string adapter;    // empty: none
    Preprocessing preprocessing;
    std::string decoding; // "greedy", "beam 4", "sample t=0.7 p=0.9 seed=1"
    std::size_t maxTokens = 0;
    std::vector<AnswerRecord> answers;
    // Pages that were shown behind this one in the same question, as people name them: "b.png, page 1".
    std::vector<std::string> shownWith = {};
    // How the page was brought upright before it was read; boxes are on the page as it came all the same.
    int rotation = 0;                          // degrees clockwise: 0, 90, 180 or 270
    double skew = 0;                           // degrees by which its lines fell to the right then, and were raised
    ResultSource source = ResultSource::Model; // of the others nothing was asked
    bool lookedBlank = false; // nothing was found to read, and the model was asked all the same: BlankPages::Read

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

// A run of words that was read in one piece.
struct TextPiece {
    std::string text;
    RectF box;
    std::optional<double> confidence;
    std::size_t answer = 0; // index into Provenance::answers
    // One per character (code point) of the text: exp of the least log-probability of the tokens it came from. A space
    // that the ink put in has that of the mark before it. Empty: not known.
    std::vector<float> characterConfidences = {};

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
    std::size_t noise = 0;             // entries that the answer itself called none of its classes; they are left out

    friend bool operator==(const Detections&, const Detections&) = default;
};

// A mask in page pixels: one byte per pixel of its rectangle, 0 or 1, rows top to bottom.
//
// How sure the mask decoder was, or the colours (colour_edges), goes with it, a square over the rectangle: 0 certainly
// outside, 255 certainly inside, 128 and more inside. It belongs to the pixels that were made of it. A person who
// changes them says inside or outside and not how likely: what a brush has touched has no soft map any more.
struct PixelMask {
    std::size_t left = 0;
    std::size_t top = 0;
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> pixels;       // [height, width]
    std::vector<std::uint8_t> softMap = {}; // [64, 64], or empty: not known

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

// One of the answers that were offered, and how likely the model holds it.
struct Choice {
    std::string text;
    double logProbability = 0; // of all its tokens and of the end behind them
    double share = 0;          // of all choices' probabilities, 0 to 1

    friend bool operator==(const Choice&, const Choice&) = default;
};

// A caption or the answer to a question.
struct PlainText {
    std::string text;
    std::optional<double> confidence;         // where there were choices, the share of the one that was taken
    std::vector<Choice> choices = {};         // in the order they were offered; empty: none were
    std::vector<DetectedObject> phrases = {}; // words of the text that say where on the page, in its order

    friend bool operator==(const PlainText&, const PlainText&) = default;
};

// A cell stands at its top left place in the grid and reaches right and down from there.
struct TableCell {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t rowSpan = 1;
    std::size_t columnSpan = 1;
    bool header = false;
    std::string text;         // plain; a line break where the cell has one
    std::optional<RectF> box; // empty: the answer did not say where
    std::optional<double> confidence;
    std::size_t answer = 0; // index into Provenance::answers
    StyledRuns styles = {}; // of the text; empty: all of it is plain

    friend bool operator==(const TableCell&, const TableCell&) = default;
};

// A place of the grid belongs to at most one cell; one that belongs to none is empty.
struct Table {
    RectF box;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<TableCell> cells; // by row, then by column

    friend bool operator==(const Table&, const Table&) = default;
};

struct Tables {
    std::vector<Table> items; // empty: nothing found

    friend bool operator==(const Tables&, const Tables&) = default;
};

struct ReportSection {
    std::string heading; // "INDICATION", "FINDINGS", "IMPRESSION"; empty for what stands before the first of them
    std::string text;

    friend bool operator==(const ReportSection&, const ReportSection&) = default;
};

// What a model says about a radiograph. For research alone: whoever shows it shows kReportNotice beside it.
struct Report {
    std::vector<ReportSection> sections; // as they came
    std::optional<double> confidence;

    friend bool operator==(const Report&, const Report&) = default;
};
inline constexpr std::string_view kReportNotice
    = "For research use. This is not a medical device and not a diagnosis; nobody has verified it.";

enum class RegionOrigin {
    User,             // drawn or typed by a person
    LayoutTask,       // found by the checkpoint
    PageSegmentation, // found by looking at rules and ink, without a model
};

// A part of the page that was looked at by itself.
struct PageRegion {
    RectF box;
    std::string label; // what the origin took it for: "table"; empty where nobody said
    RegionOrigin origin = RegionOrigin::User;
    std::string remark; // a sentence: why it was read as something else, or not at all; empty: nothing to say

    friend bool operator==(const PageRegion&, const PageRegion&) = default;
};

struct PageResult;

// The regions of a page, each read by the task that fits it.
struct PageParts {
    std::vector<PageResult> parts;  // in reading order; none of them has parts
    std::vector<PageRegion> unread; // what was found and no task of the checkpoint reads
};
bool operator==(const PageParts& a, const PageParts& b);

using PageContent
    = std::variant<OcrResult, Detections, Segments, PlainText, Tables, Molecules, Scores, Report, PageParts>;

struct PageResult {
    PageContent content;
    std::optional<PageRegion> region; // empty: all of the page
    std::size_t pageWidth = 0;        // pixels
    std::size_t pageHeight = 0;
    bool experimental = false; // the model was not made for this task, or for print like this
    bool partial = false;      // something was cut off or could not be parsed; the answers' warnings say what
    Provenance provenance;

    friend bool operator==(const PageResult&, const PageResult&) = default;
};

inline bool operator==(const PageParts& a, const PageParts& b)
{
    return a.parts == b.parts && a.unread == b.unread;
}

// Whether anything of it is the text that the page holds by itself.
[[nodiscard]] inline bool isFromDocument(const PageResult& result)
{
    const auto* const parts = std::get_if<PageParts>(&result.content);
    return result.provenance.source == ResultSource::Document
        || (parts != nullptr && std::any_of(parts->parts.begin(), parts->parts.end(), isFromDocument));
}

// Whether an answer came with the warning, in any of its parts.
[[nodiscard]] inline bool hasWarning(const PageResult& result, AnswerWarning warning)
{
    const auto* const parts = std::get_if<PageParts>(&result.content);
    return std::any_of(result.provenance.answers.begin(), result.provenance.answers.end(),
               [warning](const AnswerRecord& record) {
                   return std::find(record.warnings.begin(), record.warnings.end(), warning) != record.warnings.end();
               })
        || (parts != nullptr
            && std::any_of(parts->parts.begin(), parts->parts.end(),
                [warning](const PageResult& part) { return hasWarning(part, warning); }));
}

// Whether the model was asked anything, or the program looked in its place: a page without ink is not shown to it.
[[nodiscard]] inline bool wasAsked(const PageResult& result)
{
    const auto* const parts = std::get_if<PageParts>(&result.content);
    return !result.provenance.answers.empty()
        || (parts != nullptr && std::any_of(parts->parts.begin(), parts->parts.end(), wasAsked));
}

} // namespace palimpsest
