#include "pipelines/score/score_pipeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/decode/grammar_mask.h"
#include "pipelines/decode/kern_grammar.h"
#include "pipelines/decode/plain_text.h"
#include "pipelines/music/checked_kern.h"
#include "pipelines/runner/asker.h"
#include "pipelines/score/system_finder.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

constexpr double kMargin = 1;        // spaces between staff lines, around a system
constexpr double kLeastInk = 0.0005; // of a page on which something stands; a sheet of music has 0.02 and more

// Nothing but specks, of which a model makes notes all the same.
bool isBlank(const RgbImage& page)
{
    const InkMap ink = findInk(page);
    const auto dark = static_cast<double>(std::count(ink.ink.begin(), ink.ink.end(), 1));
    return dark < kLeastInk * static_cast<double>(ink.ink.size());
}

// Where the music stands, and where the page is shown from; the whole page where no staff can be told, nothing of a
// blank one that is to be skipped.
std::vector<PixelBox> boxesOf(const RgbImage& page, BlankPages blank, Asker& asker)
{
    std::vector<PixelBox> boxes;
    for (const FoundSystem& system : findSystems(page)) {
        const int margin = static_cast<int>(std::ceil(kMargin * system.staves.front().space));
        const PixelBox& ink = system.box;
        boxes.push_back(onPage({ ink.left - margin, ink.top - margin, ink.right + margin, ink.bottom + margin }, page));
    }
    if (!boxes.empty())
        return boxes;
    const bool nothing = isBlank(page);
    if (nothing && blank == BlankPages::Skip)
        return {};
    if (nothing)
        asker.noteBlank();
    return { { 0, 0, static_cast<int>(page.width), static_cast<int>(page.height) } };
}

class ScorePipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
        const std::vector<PixelBox> boxes = boxesOf(input.page, input.blank, asker);
        std::vector<RgbImage> squares;
        for (const PixelBox& box : boxes)
            squares.push_back(toSquare(pageCrop(input.page, box), model.imageSize(), input.capability.preprocessing));
        std::vector<View> views;
        for (std::size_t i = 0; i < boxes.size(); ++i)
            views.push_back({ squares[i], boxes[i].toRectF(),
                static_cast<double>(squares[i].width) / std::max(boxes[i].width(), boxes[i].height()) });
        PAL_TRY_ASSIGN(const std::vector<AskedAnswer> answers, asker.ask(views, Stage::Read, maskFor(input)));
        Scores scores;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            ScoreSystem system = systemOf(answers[i], i == 0 ? Pickup::Allowed : Pickup::None, asker);
            system.box = boxes[i].toRectF();
            if (!scores.systems.empty() && system.spines != scores.systems.back().spines)
                system.warnings.push_back({ ScoreFault::DifferentSpines, {}, {} });
            scores.systems.push_back(std::move(system));
        }
        return std::move(asker).result(std::move(scores));
    }

private:
    static LogitsMask maskFor(const PipelineInput& input)
    {
        return input.capability.constrained ? grammarMask(input.vocabulary, KernGrammar{}) : LogitsMask{};
    }

    static ScoreSystem systemOf(const AskedAnswer& answer, Pickup pickup, Asker& asker)
    {
        const PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::Tabbed, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        ScoreSystem system = checkKern(plain.text, pickup).system;
        system.confidence = plain.confidence;
        system.answer = answer.record;
        if (answer.stopReason != StopReason::EndOfSequence)
            system.warnings.push_back({ ScoreFault::CutOff, {}, {} });
        return system;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeScorePipeline()
{
    return std::make_unique<ScorePipeline>();
}

} // namespace palimpsest
