#include "pipelines/molecule/molecule_pipeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/decode/grammar_mask.h"
#include "pipelines/decode/plain_text.h"
#include "pipelines/decode/smiles_grammar.h"
#include "pipelines/molecule/drawing_finder.h"
#include "pipelines/molecule/read_molecule.h"
#include "pipelines/runner/asker.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

constexpr double kMargin = 0.05; // of the longer side, around a drawing

PixelBox withMargin(const PixelBox& box)
{
    const int margin = static_cast<int>(std::ceil(kMargin * std::max(box.width(), box.height())));
    return { box.left - margin, box.top - margin, box.right + margin, box.bottom + margin };
}

class MoleculePipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
        std::vector<PixelBox> drawings = findDrawings(input.page);
        if (drawings.empty() && input.blank == BlankPages::Read) {
            asker.noteBlank();
            drawings.push_back({ 0, 0, static_cast<int>(input.page.width), static_cast<int>(input.page.height) });
        }
        std::vector<RgbImage> squares;
        for (const PixelBox& drawing : drawings)
            squares.push_back(
                toSquare(pageCrop(input.page, withMargin(drawing)), model.imageSize(), input.capability.preprocessing));
        std::vector<View> views;
        for (std::size_t i = 0; i < drawings.size(); ++i)
            views.push_back(viewOf(squares[i], onPage(withMargin(drawings[i]), input.page)));
        PAL_TRY_ASSIGN(const std::vector<AskedAnswer> answers, asker.ask(views, Stage::Read, maskFor(input)));
        Molecules molecules;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            molecules.items.push_back(moleculeOf(answers[i], asker));
            molecules.items.back().box = drawings[i].toRectF();
        }
        return std::move(asker).result(std::move(molecules));
    }

private:
    static View viewOf(const RgbImage& square, const PixelBox& shown)
    {
        return { square, shown.toRectF(), static_cast<double>(square.width) / std::max(shown.width(), shown.height()) };
    }

    static LogitsMask maskFor(const PipelineInput& input)
    {
        return input.capability.constrained ? grammarMask(input.vocabulary, SmilesGrammar{}) : LogitsMask{};
    }

    static Molecule moleculeOf(const AskedAnswer& answer, Asker& asker)
    {
        const PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::FirstLine, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        Molecule molecule = readMolecule(plain.text);
        molecule.confidence = plain.confidence;
        molecule.answer = answer.record;
        if (answer.stopReason != StopReason::EndOfSequence)
            molecule.warnings.push_back({ MoleculeFault::CutOff, {} });
        return molecule;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeMoleculePipeline()
{
    return std::make_unique<MoleculePipeline>();
}

} // namespace palimpsest
