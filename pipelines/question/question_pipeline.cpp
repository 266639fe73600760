#include "pipelines/question/question_pipeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipelines/decode/fixed_answer_mask.h"
#include "pipelines/decode/plain_text.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {
namespace {

class QuestionPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        if (!input.capability.choices.empty()) {
            PAL_TRY_ASSIGN(PlainText likeliest, choose(input, asker));
            return std::move(asker).result(std::move(likeliest));
        }
        PAL_TRY_ASSIGN(const AskedAnswer answer, asker.askPage(Stage::Describe));
        PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::FirstLine, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        return std::move(asker).result(PlainText{ std::move(plain.text), plain.confidence });
    }

private:
    // Every choice is put to the model as its answer, and the likeliest is taken: a model that would word it otherwise
    // chooses all the same, and how sure it is can be told. Sums of log-probabilities, the end of the answer included.
    static Result<PlainText> choose(const PipelineInput& input, Asker& asker)
    {
        if (!input.vocabulary)
            return Error{ ErrorCode::Unsupported, "choices want a checkpoint whose tokens are known" };
        const std::vector<std::string>& choices = input.capability.choices;
        std::vector<LogitsMask> masks;
        for (const std::string& choice : choices)
            masks.push_back(fixedAnswerMask(input.vocabulary->encode(choice), input.vocabulary->eosId()));
        PAL_TRY_ASSIGN(const std::vector<AskedAnswer> answers, asker.scorePage(Stage::Describe, masks));
        const auto best = std::max_element(answers.begin(), answers.end(),
            [](const AskedAnswer& a, const AskedAnswer& b) { return a.logProbability < b.logProbability; });
        double sum = 0;
        for (const AskedAnswer& answer : answers)
            sum += std::exp(answer.logProbability - best->logProbability);
        PlainText taken;
        for (std::size_t i = 0; i < choices.size(); ++i)
            taken.choices.push_back({ choices[i], answers[i].logProbability,
                std::exp(answers[i].logProbability - best->logProbability) / sum });
        const auto place = static_cast<std::size_t>(best - answers.begin());
        taken.text = choices[place];
        taken.confidence = taken.choices[place].share;
        return taken;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeQuestionPipeline()
{
    return std::make_unique<QuestionPipeline>();
}

} // namespace palimpsest
