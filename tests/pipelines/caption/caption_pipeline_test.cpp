// The whole page as one picture, prose as the answer.

#include <QtTest>

#include "pipelines/caption/caption_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

PageResult mustRun(ScriptedModel& model)
{
    const DrawnPage page(300, 200);
    const TaskCapability capability{
        .id = "caption", .prompt = "caption en", .grammar = AnswerGrammar::Caption, .maxTokens = 32
    };
    Result<PageResult> result
        = makeCaptionPipeline()->run({ .page = page.image(), .capability = capability }, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const PlainText& textOf(const PageResult& result)
{
    return std::get<PlainText>(result.content);
}

} // namespace

class CaptionPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAnswerIsTheCaption();
    void cutOffCaptionsEndWithAWholeSentence();
    void strayTokensAreStripped();
};

void CaptionPipelineTest::theAnswerIsTheCaption()
{
    ScriptedModel model(56);
    model.replay(" A page. It is white.\n");
    const PageResult result = mustRun(model);
    QCOMPARE(textOf(result).text, std::string("A page. It is white."));
    QVERIFY(!result.partial);
    QCOMPARE(model.questions()[0].prompt, std::string("caption en"));
    QCOMPARE(model.questions()[0].maxTokens, std::size_t{ 32 });
    QCOMPARE(result.provenance.answers[0].region, (RectF{ 0, 0, 300, 200 }));
}

void CaptionPipelineTest::cutOffCaptionsEndWithAWholeSentence()
{
    ScriptedModel model;
    model.replay("A page of v1.5. It is wh", StopReason::TokenLimit);
    const PageResult result = mustRun(model);
    QCOMPARE(textOf(result).text, std::string("A page of v1.5."));
    QVERIFY(result.partial);
    QVERIFY(result.provenance.answers[0].truncated);
    QCOMPARE(result.provenance.answers[0].text, std::string("A page of v1.5. It is wh")); // kept whole

    ScriptedModel one;
    one.replay("A page that nev", StopReason::TokenLimit);
    QCOMPARE(textOf(mustRun(one)).text, std::string("A page that nev"));
}

void CaptionPipelineTest::strayTokensAreStripped()
{
    ScriptedModel model;
    model.replay("<loc0001>A <seg001>page\x01");
    const PageResult result = mustRun(model);
    QCOMPARE(textOf(result).text, std::string("A page"));
    QCOMPARE(result.provenance.answers[0].warnings, std::vector{ AnswerWarning::UnexpectedToken });
}

QTEST_GUILESS_MAIN(CaptionPipelineTest)
#include "caption_pipeline_test.moc"
