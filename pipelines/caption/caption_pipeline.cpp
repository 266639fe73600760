#include "pipelines/caption/caption_pipeline.h"

#include <utility>

#include "pipelines/decode/plain_text.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {
namespace {

class CaptionPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(const AskedAnswer answer, asker.askPage(Stage::Describe));
        PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::Prose, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        return std::move(asker).result(PlainText{ std::move(plain.text), plain.confidence });
    }
};

} // namespace

std::unique_ptr<Pipeline> makeCaptionPipeline()
{
    return std::make_unique<CaptionPipeline>();
}

} // namespace palimpsest
