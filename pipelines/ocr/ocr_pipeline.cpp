#include "pipelines/ocr/ocr_pipeline.h"

#include <utility>
#include <vector>

#include "pipelines/ocr/line_reading.h"
#include "pipelines/ocr/whole_page.h"
#include "pipelines/runner/asker.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {
namespace {

class OcrPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
        const std::vector<FoundLine> lines = findLines(input.page);
        if (lines.empty() && input.blank == BlankPages::Read) {
            asker.noteBlank();
            PAL_TRY_ASSIGN(OcrResult text, readWholePage(input, asker));
            return std::move(asker).result(std::move(text));
        }
        PAL_TRY_ASSIGN(ReadLines read, readLines(input, lines, model.imageSize(), asker));
        PAL_TRY(job.checkpoint(Stage::Merge, 0, 1));
        PageResult result = std::move(asker).result(std::move(read.text));
        result.experimental = result.experimental || !read.known;
        return result;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeOcrPipeline()
{
    return std::make_unique<OcrPipeline>();
}

} // namespace palimpsest
