#pragma once
// What a checkpoint can be asked, and how: the tasks it was trained for with prompt, answer grammar and preprocessing,
// and the switches that its config.json does not have. Read from palimpsest.json (docs/manifest.md has the schema).
// Plain values, safe to share once read.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/preprocessing.h"
#include "engine/model/window_policy.h"

namespace palimpsest {

// The shape of an answer; the names in the file are given behind each.
enum class AnswerGrammar {
    PlainText,   // plain_text: all text of the picture
    OcrBoxes,    // ocr_boxes: <loc>x4 text joined by " ; "
    OcrCells,    // ocr_cells: the same, asked about the print in a table's cells, which the program finds
    OcrBonds,    // ocr_bonds: the same, asked about the letters at a molecule's atoms, whose bonds the program follows
    Detections,  // detections: <loc>x4 label joined by " ; "
    Segments,    // segments: <loc>x4 <seg>x16 label joined by " ; "
    TableHtml,   // table_html
    Smiles,      // smiles
    Kern,        // kern
    ScoreSigns,  // score_signs: nothing is asked; the program reads printed music by the shapes of its signs
    Answer,      // answer: the first line is the answer
    AnswerCells, // answer_cells: ocr_boxes about the print in a table's cells, among which the program finds the answer
    Caption,     // caption: prose
    PageRegions, // page_regions: nothing is asked; the program finds text, tables, figures, staves and molecules
    Report,      // report: findings and impression of a radiograph, under these headings
};

enum class PairOrder { BoxFirst, TextFirst };  // box_first, text_first
enum class CoordinateOrder { YFirst, XFirst }; // "yxyx": ymin xmin ymax xmax; "xyxy"
enum class SoftcapSwitch { Config, Off };      // config: as config.json has it; off: none, whatever config.json says

// The classes of a detector that knows no others. Its answers may be filled up with boxes of noise.
struct ClosedSet {
    std::vector<std::string> classes = {}; // empty: labels are whatever the answer says
    std::vector<std::string> tokens = {};  // pieces of the vocabulary that stand for them, in order; empty: spelled
    std::string noise = "<noise>";         // the label, or piece, of what is none of them
    std::size_t maxObjects = 0;            // of an answer, noise included; 0: as many as its tokens allow

    friend bool operator==(const ClosedSet&, const ClosedSet&) = default;
};

inline constexpr std::string_view kUsualLanguage = "en";

struct TaskCapability {
    std::string id; // "ocr", "table", "molecule", "score", "detect", "segment", "caption", "question", "layout",
                    // "report", or one of the user's
    // "{argument}" stands for what the user typed, "{box}" for the region that is asked about, "{language}" for that of
    // the answer.
    std::string prompt = {};
    AnswerGrammar grammar = AnswerGrammar::PlainText;
    Preprocessing preprocessing = {};
    std::size_t maxTokens = 256;
    std::string forcedStart = {};          // the answer begins with this text; "{argument}" as in the prompt
    std::vector<std::string> choices = {}; // the answer is one of these, the likeliest; empty: whatever the model says
    bool experimental = false;             // the manifest does not declare it; the user asked for it all the same
    PairOrder pairOrder = PairOrder::BoxFirst;
    CoordinateOrder coordinateOrder = CoordinateOrder::YFirst;
    std::size_t maxRows = 0;    // of a table in one picture; 0: any number
    bool constrained = false;   // answers keep to the grammar: docs/manifest.md
    double leastConfidence = 0; // of an answer, the mean of its tokens; below, the model hardly knows such pictures
    bool colourEdges = false;   // masks and their boxes follow the edge of the colour on the page
    bool automatic = true;      // the program may choose it by itself
    bool unmasked = false;      // the user wants every token allowed, whatever the grammar says
    ClosedSet closedSet = {};
    std::vector<std::string> argumentWords = {}; // all that the model was told in training; empty: any words
    std::size_t imagesPerQuestion = 1;           // at most; above 1: pages may be shown together
    std::string companion = {}; // folder of the companion that answers; empty: the checkpoint itself does

    [[nodiscard]] bool takesArgument() const;
    // Whether all words of the argument are among argumentWords; capitals do not matter, nor does what is
    // no letter.
    [[nodiscard]] bool knowsWordsOf(std::string_view argument) const;
    // The task is asked about a region of the whole picture; others are shown the region alone.
    [[nodiscard]] bool takesBox() const;
    // The answer may be wanted in one of several languages, kUsualLanguage where nobody says which.
    [[nodiscard]] bool takesLanguage() const;
    // Whether it rather than `other`, which is asked the same, is for the argument: who was told all its words in
    // training, then who takes any.
    [[nodiscard]] bool suitsBetter(const TaskCapability& other, std::string_view argument) const;
    // The same in that language alone ("de"); itself where it takes none.
    [[nodiscard]] TaskCapability inLanguage(std::string_view language) const;
    // Forced start with the argument in its place; promptFor() says whether there has to be one.
    [[nodiscard]] std::string forcedStartFor(std::string_view argument) const;
    // The prompt with the argument in its place. BadArguments when it takes one and none is given, or the reverse.
    [[nodiscard]] Result<std::string> promptFor(std::string_view argument) const;
};

// How large print has to arrive at the model, in pixels of its input square. Zero: no preference.
struct TextLimits {
    double preferredHeight = 0; // of a line of text, top of the ascenders to bottom of the descenders
    double smallestHeight = 0;
    double largestHeight = 0;
    std::size_t linesPerTile = 0;      // at most
    std::size_t charactersPerLine = 0; // at most
};

struct CapabilityManifest {
    std::string name = {};        // of the checkpoint
    std::string description = {}; // one sentence for people
    std::string licence = {};     // one sentence for people
    std::string origin = {};      // a path, "built in" or "no manifest"
    SoftcapSwitch attentionSoftcap = SoftcapSwitch::Config;
    SoftcapSwitch finalSoftcap = SoftcapSwitch::Config;
    WindowPolicy window = WindowPolicy::Off;
    TextLimits text = {};
    std::vector<TaskCapability> tasks = {};                       // in the order of the file
    std::map<std::string, std::string, std::less<>> reasons = {}; // task id -> why it is not offered
    // Folders in this checkpoint's own, each a checkpoint with a manifest: what this one does not declare they do.
    std::vector<std::string> companions = {};
    // Of companions: tasks that are among `tasks` already, for arguments of other words.
    std::vector<TaskCapability> alternatives = {};

    [[nodiscard]] const TaskCapability* find(std::string_view taskId) const;
    // The task, or the alternative that suits the argument better. TaskUnsupported with what is declared and why this
    // one is not.
    [[nodiscard]] Result<TaskCapability> require(std::string_view taskId, std::string_view argument = {}) const;
    // One sentence; empty when the task is offered.
    [[nodiscard]] std::string whyNot(std::string_view taskId) const;
};

// The manifest of a checkpoint folder: palimpsest.json in it; else manifests/<name>.json in the user's data directory
// ($XDG_DATA_HOME/palimpsest, or ~/.local/share/palimpsest); else the built-in one when the folder or its config names
// a published checkpoint; else one without tasks that says so. The tasks of its companions are among its own.
// InvalidModel names the file, the key, the expected and the found.
Result<CapabilityManifest> readManifest(const std::filesystem::path& checkpointFolder);

// `source` names the text in messages. Unknown keys are errors: a misspelt switch must not pass unseen. Companions are
// named, their tasks are not known yet.
Result<CapabilityManifest> parseManifest(std::string_view json, std::string_view source);

// "paligemma2-3b-mix-448" for .../paligemma2-3b-mix-448 and for the snapshots of a Hugging Face cache.
std::string checkpointName(const std::filesystem::path& checkpointFolder);

} // namespace palimpsest
