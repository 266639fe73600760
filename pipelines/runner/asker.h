#pragma once
// Asks the model what a task asks, and keeps the record of every question and answer. Made per page; inference thread.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/generate/vision_language_model.h"
#include "pipelines/decode/answer_pieces.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"

namespace palimpsest {

// What of a question differs from view to view.
struct Asking {
    std::string prompt = {}; // empty: that of the task and its argument
    LogitsMask mask = {};    // empty: the one that all are asked with
    bool scored = false;     // also tokens that the mask leaves no choice about get a probability
};

// A picture that has the model's size already, and the part of the page it shows.
struct View {
    const RgbImage& image;
    RectF region;
    double scale = 1; // pixels of the picture for one of the page, in the direction that has fewer
    Asking asking = {};
};

struct AskedAnswer {
    std::size_t record = 0; // index into Provenance::answers
    std::vector<AnswerPiece> pieces;
    StopReason stopReason = StopReason::EndOfSequence;
    double logProbability = 0; // of all that the model was asked for, the end of the answer included
};

class Asker {
public:
    // BadArguments when the task takes an argument and there is none, or the reverse.
    static Result<Asker> create(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job);

    // Some at a time, in one pass over the weights each; progress counts on from what was asked before.
    Result<std::vector<AskedAnswer>> ask(const std::vector<View>& views, Stage stage, const LogitsMask& mask = {});

    // The whole page and those shown with it, squared as the task's preprocessing says.
    Result<AskedAnswer> askPage(Stage stage, const LogitsMask& mask = {});
    // The same about each of these arguments in place of the task's own.
    Result<std::vector<AskedAnswer>> askPageAbout(
        Stage stage, const std::vector<std::string>& arguments, const LogitsMask& mask);
    // The same, once with each mask: how probable the answers are that the masks let through.
    Result<std::vector<AskedAnswer>> scorePage(Stage stage, const std::vector<LogitsMask>& masks);

    [[nodiscard]] bool hasAsked() const { return !m_records.empty(); }

    void warn(std::size_t record, AnswerWarning warning);
    void warn(std::size_t record, const std::vector<AnswerWarning>& warnings);

    // Nothing was found to read, and the model is shown all of it because that was asked for.
    void noteBlank() { m_lookedBlank = true; }

    // What it said was asked again in smaller pieces and is not used.
    void replace(std::size_t record) { m_records[record].replaced = true; }

    [[nodiscard]] const std::vector<std::int32_t>& tokenIds(std::size_t record) const
    {
        return m_records[record].tokenIds;
    }
    // The answer met the token limit because such answers never end before, not because anything is missing.
    void endsByDesign(std::size_t record);

    // The result around what was found; partial when an answer was cut off or held more than could be parsed.
    PageResult result(PageContent content) &&;

private:
    Asker(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job, std::string prompt);
    Result<std::vector<AskedAnswer>> askPageAs(Stage stage, const std::vector<Asking>& askings);
    [[nodiscard]] LogitsMask maskOf(const View& view, const LogitsMask& grammar) const;
    [[nodiscard]] std::function<void(const std::string& textSoFar)> partialTo(std::size_t record) const;

    const PipelineInput& m_input;
    VisionLanguageModel& m_model;
    const JobContext& m_job;
    std::string m_prompt;
    std::vector<RgbImage> m_shownWith; // squares of the pages behind the one that is asked about
    std::vector<AnswerRecord> m_records;
    bool m_lookedBlank = false;
};

} // namespace palimpsest
