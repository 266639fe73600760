#include "pipelines/report/report_pipeline.h"

#include <utility>

#include "pipelines/decode/plain_text.h"
#include "pipelines/decode/report_sections.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {
namespace {

class ReportPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(const AskedAnswer answer, asker.askPage(Stage::Describe));
        const PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::Prose, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        return std::move(asker).result(Report{ reportSections(plain.text), plain.confidence });
    }
};

} // namespace

std::unique_ptr<Pipeline> makeReportPipeline()
{
    return std::make_unique<ReportPipeline>();
}

} // namespace palimpsest
