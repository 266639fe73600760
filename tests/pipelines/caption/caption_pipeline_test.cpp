// The whole page as one picture, prose as the answer.

#include <QtTest>
#include <optional>

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
    void phrasesSayWhereOnThePage();
    void aRegionIsNamedInThePrompt();
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

void CaptionPipelineTest::phrasesSayWhereOnThePage()
{
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc1023><loc1023> a page, <loc0000><loc0000><loc0000><loc0341> white");
    const PageResult result = mustRun(model);
    const PlainText& caption = textOf(result);
    QCOMPARE(caption.text, std::string("a page, white"));
    QCOMPARE(caption.phrases.size(), std::size_t{ 2 });
    QCOMPARE(caption.phrases[0].label, std::string("a page"));
    QCOMPARE(caption.phrases[0].box, (RectF{ 0, 0, 300, 200 }));
    QCOMPARE(caption.phrases[1].box.right, 100.0);
    QCOMPARE(caption.phrases[1].state, BoxState::Degenerate);
    QVERIFY(!result.partial);
}

void CaptionPipelineTest::aRegionIsNamedInThePrompt()
{
    const DrawnPage page(300, 200);
    TaskCapability capability{ .id = "caption-region", .prompt = "caption {box}", .grammar = AnswerGrammar::Caption };
    const auto promptFor = [&](const TaskCapability& task, std::optional<RectF> focus) {
        ScriptedModel model(56);
        model.replay("a corner");
        const Result<PageResult> result
            = makeCaptionPipeline()->run({ .page = page.image(), .capability = task, .focus = focus }, model, {});
        return result.ok() ? model.questions().at(0).prompt : result.error().message;
    };
    QCOMPARE(
        promptFor(capability, RectF{ 30, 100, 300, 200 }), std::string("caption <loc0512><loc0102><loc1023><loc1023>"));
    QVERIFY(promptFor(capability, {}).find("asks about a part of the page; name it as a region") != std::string::npos);
    capability.coordinateOrder = CoordinateOrder::XFirst;
    capability.preprocessing.fit = ImageFit::PadWhite;
    QCOMPARE(
        promptFor(capability, RectF{ 30, 100, 300, 200 }), std::string("caption <loc0102><loc0341><loc1023><loc0682>"));
}

QTEST_GUILESS_MAIN(CaptionPipelineTest)
#include "caption_pipeline_test.moc"
