#include "pipelines/detection/detection_pipeline.h"

#include <utility>

#include "pipelines/detection/located_objects.h"

namespace palimpsest {
namespace {

class DetectionPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(LocatedObjects objects, askForObjects(input, asker, Stage::Detect, MaskTokens::None));
        Detections found;
        found.noise = objects.noise;
        for (LocatedObject& object : objects.items)
            found.items.push_back(std::move(object.object));
        return std::move(asker).result(std::move(found));
    }
};

} // namespace

std::unique_ptr<Pipeline> makeDetectionPipeline()
{
    return std::make_unique<DetectionPipeline>();
}

} // namespace palimpsest
