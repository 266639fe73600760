#include "pipelines/table/cell_pipeline.h"

#include <utility>

#include "pipelines/runner/asker.h"
#include "pipelines/table/cell_reading.h"

namespace palimpsest {
namespace {

class CellPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY_ASSIGN(ReadTables read, readTables(input, model, job, asker));
        PageResult result = std::move(asker).result(std::move(read.tables));
        result.experimental = result.experimental || !read.known;
        return result;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeCellPipeline()
{
    return std::make_unique<CellPipeline>();
}

} // namespace palimpsest
