// The whole page as one picture, prose as the answer.

#include <QtTest>

#include "pipelines/question/question_pipeline.h"
#include "tests/support/drawn_page.h"
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
};

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
