#include "pipelines/question/cell_answer_pipeline.h"

#include <utility>

#include "pipelines/runner/asker.h"
#include "pipelines/table/cell_reading.h"
#include "pipelines/table/table_lookup.h"

namespace palimpsest {
namespace {

class CellAnswerPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(const ReadTables read, readTables(input, model, job, asker));
        PlainText answer;
        if (const TableCell* const cell = lookUp(read.tables, input.argument)) {
            answer.text = cell->text;
            answer.confidence = cell->confidence;
            if (cell->box)
                answer.phrases.push_back(
                    { .label = cell->text, .box = *cell->box, .confidence = cell->confidence, .answer = cell->answer });
        } else if (asker.hasAsked()) {
            asker.warn(0, AnswerWarning::NoAnswer);
        }
        PageResult result = std::move(asker).result(std::move(answer));
        result.experimental = result.experimental || !read.known;
        return result;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeCellAnswerPipeline()
{
    return std::make_unique<CellAnswerPipeline>();
}

} // namespace palimpsest
