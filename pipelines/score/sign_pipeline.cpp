#include "pipelines/score/sign_pipeline.h"

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "pipelines/music/checked_kern.h"
#include "pipelines/runner/asker.h"
#include "pipelines/score/signs_to_kern.h"
#include "pipelines/score/staff_picture.h"
#include "pipelines/score/staff_reader.h"
#include "pipelines/score/system_finder.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

constexpr double kMargin = 1; // spaces between staff lines, around a system

// Rows half way to the neighbours belong to a staff.
std::vector<ReadStaff> readStaves(const RgbImage& page, const FoundSystem& system)
{
    std::vector<ReadStaff> staves;
    for (std::size_t i = 0; i < system.staves.size(); ++i) {
        const PixelBox& box = system.staves[i].box;
        const int top = i == 0 ? system.box.top : (system.staves[i - 1].box.bottom + box.top) / 2;
        const bool isLast = i + 1 == system.staves.size();
        const int bottom = isLast ? system.box.bottom : (box.bottom + system.staves[i + 1].box.top) / 2;
        staves.push_back(readStaff(pictureOf(page, system.staves[i], top, bottom)));
    }
    return staves;
}

bool hasMusic(const std::vector<ReadStaff>& staves)
{
    for (const ReadStaff& staff : staves)
        if (!staff.chords.empty())
            return true;
    return false;
}

class SignPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
        const std::vector<FoundSystem> systems = findSystems(input.page);
        Scores scores;
        std::vector<AnswerRecord> records;
        MusicBefore before;
        for (std::size_t i = 0; i < systems.size(); ++i) {
            PAL_TRY(job.checkpoint(Stage::Read, i, systems.size()));
            const std::vector<ReadStaff> staves = readStaves(input.page, systems[i]);
            if (!hasMusic(staves))
                continue;
            const std::string kern = kernOf(staves, before);
            ScoreSystem system = checkKern(kern, scores.systems.empty() ? Pickup::Allowed : Pickup::None).system;
            const int margin = static_cast<int>(std::ceil(kMargin * systems[i].staves.front().space));
            const PixelBox& ink = systems[i].box;
            system.box
                = onPage({ ink.left - margin, ink.top - margin, ink.right + margin, ink.bottom + margin }, input.page)
                      .toRectF();
            if (!scores.systems.empty() && system.spines != scores.systems.back().spines)
                system.warnings.push_back({ ScoreFault::DifferentSpines, {}, {} });
            system.answer = records.size();
            records.push_back(recordOf(system.box, kern));
            scores.systems.push_back(std::move(system));
        }
        PAL_TRY(job.checkpoint(Stage::Read, systems.size(), systems.size()));
        if (records.empty()) // the page was looked at, and nothing was found
            records.push_back(
                recordOf({ 0, 0, static_cast<double>(input.page.width), static_cast<double>(input.page.height) }, {}));
        PageResult result = std::move(asker).result(std::move(scores));
        result.provenance.source = ResultSource::Shapes;
        result.provenance.decoding.clear();
        result.provenance.answers = std::move(records);
        return result;
    }

private:
    static AnswerRecord recordOf(const RectF& region, const std::string& text)
    {
        AnswerRecord record;
        record.region = region;
        record.text = text;
        return record;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeSignPipeline()
{
    return std::make_unique<SignPipeline>();
}

} // namespace palimpsest
