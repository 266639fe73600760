#include "pipelines/caption/caption_pipeline.h"

#include <utility>

#include "pipelines/decode/grounded_text.h"
#include "pipelines/detection/located_objects.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {
namespace {

class CaptionPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(const AskedAnswer answer, asker.askPage(Stage::Describe));
        GroundedAnswer grounded = parseGroundedText(
            answer.pieces, input.capability.pairOrder, input.capability.coordinateOrder, answer.stopReason);
        asker.warn(answer.record, grounded.prose.warnings);
        PlainText caption{ std::move(grounded.prose.text), grounded.prose.confidence };
        for (GroundedPhrase& phrase : grounded.phrases)
            caption.phrases.push_back({ std::move(phrase.text), boxOnPage(phrase.box, input), phrase.state,
                phrase.confidence, answer.record });
        return std::move(asker).result(std::move(caption));
    }
};

} // namespace

std::unique_ptr<Pipeline> makeCaptionPipeline()
{
    return std::make_unique<CaptionPipeline>();
}

} // namespace palimpsest
