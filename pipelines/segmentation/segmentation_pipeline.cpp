#include "pipelines/segmentation/segmentation_pipeline.h"

#include <utility>

#include "engine/image/mask_paste.h"
#include "pipelines/detection/located_objects.h"
#include "pipelines/segmentation/colour_edges.h"

namespace palimpsest {
namespace {

// Empty when no whole pixel is left of the box.
std::optional<PixelMask> maskIn(const RectF& box, const std::vector<float>& map)
{
    PastedMask pasted = pasteMask(map, box);
    if (pasted.values.empty())
        return std::nullopt;
    return PixelMask{ pasted.left, pasted.top, pasted.width, pasted.height, std::move(pasted.values), softMapOf(map) };
}

// As the colours of the page have it, box and all; as it was where they say something else.
void followColours(Segment& segment, const RgbImage& page)
{
    std::optional<PixelMask> cut = segment.mask ? withColourEdges(page, *segment.mask) : std::nullopt;
    if (!cut)
        return;
    segment.object.box = { static_cast<double>(cut->left), static_cast<double>(cut->top),
        static_cast<double>(cut->left + cut->width), static_cast<double>(cut->top + cut->height) };
    segment.mask = std::move(cut);
}

class SegmentationPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(LocatedObjects objects, askForObjects(input, asker, Stage::Segment, MaskTokens::Expected));
        Segments found;
        for (LocatedObject& object : objects.items) {
            PAL_TRY(job.checkpoint(Stage::Merge, found.items.size(), objects.items.size()));
            Segment segment{ std::move(object.object), object.codes, std::nullopt };
            if (object.codes && !input.decodeMask)
                asker.warn(segment.object.answer, AnswerWarning::MaskUnavailable);
            if (object.codes && input.decodeMask && segment.object.state == BoxState::Valid) {
                PAL_TRY_ASSIGN(const std::vector<float> map, input.decodeMask(*object.codes));
                segment.mask = maskIn(segment.object.box, map);
                if (input.capability.colourEdges)
                    followColours(segment, input.page);
            }
            found.items.push_back(std::move(segment));
        }
        return std::move(asker).result(std::move(found));
    }
};

} // namespace

std::unique_ptr<Pipeline> makeSegmentationPipeline()
{
    return std::make_unique<SegmentationPipeline>();
}

} // namespace palimpsest
