#include "pipelines/regions/region_pipeline.h"

#include <algorithm>
#include <utility>

#include "pipelines/molecule/sketched_drawing.h"
#include "pipelines/regions/text_blocks.h"
#include "pipelines/runner/asker.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {
namespace {

constexpr double kSameColumn = 0.8; // of the narrower system's width
constexpr double kNextSystem = 1.6; // heights of a system, to the next one
constexpr double kCovered = 0.5;    // share of a line that lies in other regions, from which it belongs to them

// Without those that stand in another region.
std::vector<FoundLine> runningText(const RgbImage& page, const std::vector<RectF>& others)
{
    std::vector<FoundLine> lines = findLines(page);
    std::erase_if(lines, [&others](const FoundLine& line) {
        const RectF box = line.box.toRectF();
        double covered = 0;
        for (const RectF& other : others)
            covered += intersected(other, box).area();
        return covered > kCovered * box.area();
    });
    return lines;
}

// Systems that stand one below the other are one piece of music.
std::vector<PageRegion> withJoinedStaves(std::vector<PageRegion> regions)
{
    std::vector<PageRegion> joined;
    for (PageRegion& region : regions) { // top to bottom
        const auto goesOn = [&region](const PageRegion& above) {
            const double shared
                = std::min(above.box.right, region.box.right) - std::max(above.box.left, region.box.left);
            return above.label == "staff" && shared > kSameColumn * std::min(above.box.width(), region.box.width())
                && region.box.top - above.box.bottom < kNextSystem * std::max(above.box.height(), region.box.height());
        };
        const auto above = region.label == "staff" ? std::find_if(joined.begin(), joined.end(), goesOn) : joined.end();
        if (above == joined.end())
            joined.push_back(std::move(region));
        else
            above->box = united(above->box, region.box);
    }
    return joined;
}

class RegionPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Detect, 0, 1));
        Detections found;
        std::vector<RectF> others;
        const auto add = [&found](std::string label, const RectF& box) {
            found.items.push_back({ .label = std::move(label), .box = box });
        };
        std::vector<PageRegion> regions;
        if (input.findRegions)
            regions = withJoinedStaves(input.findRegions(input.page, input.dpi));
        for (PageRegion& region : regions) {
            others.push_back(region.box);
            const bool isMolecule = region.label == "drawing" && showsMolecule(input.page, region.box);
            add(isMolecule ? "molecule" : std::move(region.label), region.box);
        }
        for (const RectF& box : textBlocks(runningText(input.page, others), others))
            add("text", box);
        std::stable_sort(found.items.begin(), found.items.end(),
            [](const DetectedObject& a, const DetectedObject& b) { return a.box.top < b.box.top; });
        PAL_TRY(job.checkpoint(Stage::Detect, 1, 1));
        AnswerRecord record; // what was looked at, and what came out of it
        record.region = { 0, 0, static_cast<double>(input.page.width), static_cast<double>(input.page.height) };
        for (const DetectedObject& object : found.items)
            record.text += (record.text.empty() ? "" : " ; ") + object.label;
        PageResult result = std::move(asker).result(std::move(found));
        result.provenance.source = ResultSource::Shapes;
        result.provenance.decoding.clear();
        result.provenance.answers.push_back(std::move(record));
        return result;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeRegionPipeline()
{
    return std::make_unique<RegionPipeline>();
}

} // namespace palimpsest
