// The whole page as one picture, prose as the answer.

#include <QtTest>

#include "pipelines/decode/fixed_answer_mask.h"
#include "pipelines/question/question_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

PageResult mustRun(ScriptedModel& model)
{
    const DrawnPage page(300, 200);
    const TaskCapability capability{
        .id = "question", .prompt = "answer en {argument}", .grammar = AnswerGrammar::Answer, .maxTokens = 32
    };
    Result<PageResult> result = makeQuestionPipeline()->run(
        { .page = page.image(), .capability = capability, .argument = "how many?" }, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const PlainText& textOf(const PageResult& result)
{
    return std::get<PlainText>(result.content);
}

} // namespace

class QuestionPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstLineIsTheAnswer();
    void theQuestionIsPartOfThePrompt();
    void cutOffAnswersAreKeptAndMarked();
    void theLikeliestChoiceIsTaken();
};

// The masks let each choice through and nothing else; the script says how likely each is.
void QuestionPipelineTest::theLikeliestChoiceIsTaken()
{
    const auto vocabulary = sampleVocabulary();
    ScriptedModel model;
    model.speakIn(vocabulary);
    model.replay("a", StopReason::EndOfSequence, -2.0F).replay("b", StopReason::EndOfSequence, -1.0F);
    const DrawnPage page(300, 200);
    const TaskCapability capability{ .id = "question",
        .prompt = "answer en {argument}",
        .grammar = AnswerGrammar::Answer,
        .choices = { "a", "b" },
        .unmasked = true }; // choices are no grammar
    Result<PageResult> asked = makeQuestionPipeline()->run(
        { .page = page.image(), .capability = capability, .argument = "which?", .vocabulary = vocabulary }, model, {});
    QVERIFY(asked.ok());
    const PlainText& answer = textOf(asked.value());
    QCOMPARE(answer.text, std::string("b"));
    const auto tokens = static_cast<double>(vocabulary->encode("a").size());
    QVERIFY(std::abs(answer.choices[0].logProbability + 2 * tokens) < 1e-6);
    QVERIFY(std::abs(answer.choices[1].share - 1 / (1 + std::exp(-tokens))) < 1e-6);
    QCOMPARE(answer.confidence, std::optional(answer.choices[1].share));
    QCOMPARE(asked.value().provenance.answers.size(), std::size_t{ 2 });

    QVERIFY(model.questions()[1].scoreForced);
    const LogitsMask& mask = model.questions()[1].mask;
    const std::vector<std::int32_t> ids = vocabulary->encode("b");
    QCOMPARE(*mask({}), std::vector<std::int32_t>{ ids[0] });
    QCOMPARE(*mask(ids), std::vector<std::int32_t>{ vocabulary->eosId() });
}

void QuestionPipelineTest::theFirstLineIsTheAnswer()
{
    ScriptedModel model;
    model.replay(" 450 copies \nand more that nobody asked for");
    const PageResult result = mustRun(model);
    QCOMPARE(textOf(result).text, std::string("450 copies"));
    QVERIFY(!result.partial);
}

void QuestionPipelineTest::theQuestionIsPartOfThePrompt()
{
    ScriptedModel model;
    model.replay("2");
    const PageResult result = mustRun(model);
    QCOMPARE(model.questions()[0].prompt, std::string("answer en how many?"));
    QCOMPARE(result.provenance.answers[0].prompt, std::string("answer en how many?"));
}

void QuestionPipelineTest::cutOffAnswersAreKeptAndMarked()
{
    ScriptedModel model;
    model.replay("one. two", StopReason::TokenLimit);
    const PageResult result = mustRun(model);
    QCOMPARE(textOf(result).text, std::string("one. two"));
    QVERIFY(result.partial);
}

QTEST_GUILESS_MAIN(QuestionPipelineTest)
#include "question_pipeline_test.moc"
