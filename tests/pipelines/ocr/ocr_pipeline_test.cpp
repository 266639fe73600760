// Reading a page with a model that replays answers: what is asked, what comes out, what happens when things go wrong.

#include <QtTest>

#include "pipelines/ocr/ocr_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

constexpr TextLimits kStarterLimits{ .preferredHeight = 22, .linesPerTile = 1, .charactersPerLine = 17 };
const std::string kBox = "<loc0450><loc0040><loc0560><loc0500>";

TaskCapability ocrWithBoxes()
{
    return { .id = "ocr", .prompt = "ocr", .grammar = AnswerGrammar::OcrBoxes, .maxTokens = 160 };
}

// Two lines of two short words each.
DrawnPage twoLines()
{
    DrawnPage page(600, 300);
    page.line(40, 60, 32, { 4, 5 });
    page.line(40, 160, 32, { 3, 4 });
    return page;
}

PageResult mustRun(const PipelineInput& input, ScriptedModel& model, const JobContext& job = {})
{
    Result<PageResult> result = makeOcrPipeline()->run(input, model, job);
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

std::vector<std::string> linesOf(const PageResult& result)
{
    std::vector<std::string> lines;
    for (const TextLine& line : std::get<OcrResult>(result.content).lines)
        lines.push_back(line.text);
    return lines;
}

} // namespace

class OcrPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsLineByLine();
    void blankPagesAreNotAskedAbout();
    void blankPagesAreShownWhereThatIsAskedFor();
    void doubtfulReadingsGetASecondLook();
    void whatIsNoPrintIsLeftOutAndKeptInTheRecord();
    void manyTilesAreAskedTogether();
    void checkpointsWithoutBoxesReadManyLinesAtOnce();
    void malformedAnswersMakeThePagePartial();
    void errorsAndStopRequestsArePassedUp();
};

void OcrPipelineTest::readsLineByLine()
{
    const DrawnPage page = twoLines();
    ScriptedModel model;
    model.replay(kBox + " four five").replay(kBox + " tri <loc0450><loc0540><loc0560><loc0900> quad");
    const PipelineInput input{ .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits };
    std::vector<Stage> stages;
    const PageResult result = mustRun(input, model, JobContext([&](const Progress& p) { stages.push_back(p.stage); }));

    QCOMPARE(linesOf(result), (std::vector<std::string>{ "four five", "tri quad" }));
    const TextLine& first = std::get<OcrResult>(result.content).lines[0];
    QVERIFY(intersectionOverUnion(first.box, { 40, 60, 200, 92 }) > 0.5); // on the page, not in the tile
    QVERIFY(!first.confidence);                                           // no vocabulary, no probabilities
    QCOMPARE(first.pieces[0].answer, std::size_t{ 0 });

    QVERIFY(model.finished());
    QCOMPARE(model.questions().size(), std::size_t{ 2 });
    const Question& question = model.questions()[0];
    QCOMPARE(question.prompt, std::string("ocr"));
    QCOMPARE(question.maxTokens, std::size_t{ 160 });
    QCOMPARE(question.images.size(), std::size_t{ 1 });
    QCOMPARE(question.images[0].width, std::size_t{ 224 });

    QCOMPARE(result.pageWidth, std::size_t{ 600 });
    QVERIFY(!result.partial);
    QCOMPARE(result.provenance.task, std::string("ocr"));
    QCOMPARE(result.provenance.decoding, std::string("greedy"));
    QCOMPARE(result.provenance.answers.size(), std::size_t{ 2 });
    QCOMPARE(result.provenance.answers[0].text, kBox + " four five");
    QVERIFY(result.provenance.answers[1].region.top > 150);
    QCOMPARE(stages.front(), Stage::Cut);
    QCOMPARE(stages.back(), Stage::Merge);
}

void OcrPipelineTest::blankPagesAreNotAskedAbout()
{
    const DrawnPage page(600, 300);
    ScriptedModel model;
    const PageResult result
        = mustRun({ .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits }, model);
    QVERIFY(linesOf(result).empty());
    QVERIFY(model.questions().empty());
    QVERIFY(!result.partial);
}

void OcrPipelineTest::blankPagesAreShownWhereThatIsAskedFor()
{
    const DrawnPage page(600, 300);
    PipelineInput input{
        .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits, .blank = BlankPages::Read
    };
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0511><loc1023> faint <loc0512><loc0512><loc1023><loc1023> pencil");
    const PageResult result = mustRun(input, model);
    QCOMPARE(linesOf(result), (std::vector<std::string>{ "faint", "pencil" }));
    QVERIFY(result.experimental && result.provenance.lookedBlank && wasAsked(result));
    const auto& lines = std::get<OcrResult>(result.content).lines;
    QVERIFY(intersectionOverUnion(lines[0].box, { 0, 0, 600, 150 }) > 0.95); // the square is stretched
    QVERIFY(intersectionOverUnion(lines[1].box, { 300, 150, 600, 300 }) > 0.95);

    // Without boxes every line has all of the page.
    input.capability.grammar = AnswerGrammar::PlainText;
    ScriptedModel plain;
    plain.replay("one\ntwo");
    const PageResult lined = mustRun(input, plain);
    QCOMPARE(linesOf(lined), (std::vector<std::string>{ "one", "two" }));
    QCOMPARE(std::get<OcrResult>(lined.content).lines[1].box, (RectF{ 0, 0, 600, 300 }));

    // Where there is print it is read as always.
    const DrawnPage print = twoLines();
    ScriptedModel usual;
    usual.replay(kBox + " four five").replay(kBox + " tri");
    const PipelineInput printed{
        .page = print.image(), .capability = ocrWithBoxes(), .text = kStarterLimits, .blank = BlankPages::Read
    };
    const PageResult read = mustRun(printed, usual);
    QVERIFY(usual.finished() && !read.experimental && !read.provenance.lookedBlank);
}

void OcrPipelineTest::doubtfulReadingsGetASecondLook()
{
    const DrawnPage page = twoLines();
    ScriptedModel model;
    model.speakIn(sampleVocabulary());
    model.replay(kBox + " sure", StopReason::EndOfSequence, -0.001F)
        .replay(kBox + " doubt", StopReason::EndOfSequence, -0.2F)
        .replay(kBox + " better", StopReason::EndOfSequence, -0.1F);
    const PipelineInput input{
        .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits, .vocabulary = sampleVocabulary()
    };
    const PageResult result = mustRun(input, model);
    QCOMPARE(linesOf(result), (std::vector<std::string>{ "sure", "better" }));
    QVERIFY(model.finished());
    const std::vector<Question>& questions = model.questions();
    QCOMPARE(questions.size(), std::size_t{ 3 });
    QVERIFY(questions[2].images[0].pixels != questions[1].images[0].pixels); // another size
    QVERIFY(questions[0].mask);                                              // only location tokens inside boxes
    QCOMPARE(std::get<OcrResult>(result.content).lines[1].pieces[0].answer, std::size_t{ 2 });
    QVERIFY(std::abs(std::get<OcrResult>(result.content).lines[1].confidence.value() - std::exp(-0.1)) < 1e-6);

    ScriptedModel worse;
    worse.speakIn(sampleVocabulary());
    worse.replay(kBox + " sure").replay(kBox + " doubt", StopReason::EndOfSequence, -0.2F);
    worse.replay(kBox + " worse", StopReason::EndOfSequence, -0.3F);
    const PageResult hardlyKnown = mustRun(input, worse);
    QCOMPARE(linesOf(hardlyKnown), (std::vector<std::string>{ "sure", "doubt" }));
    QVERIFY(hardlyKnown.experimental && !result.experimental); // letters read with 0.899 and 0.94 on average

    TaskCapability unmasked = ocrWithBoxes();
    unmasked.unmasked = true;
    ScriptedModel free;
    free.speakIn(sampleVocabulary());
    free.replay(kBox + " sure").replay(kBox + " sure");
    mustRun({ .page = page.image(), .capability = unmasked, .text = kStarterLimits, .vocabulary = sampleVocabulary() },
        free);
    QVERIFY(!free.questions()[0].mask);
}

void OcrPipelineTest::whatIsNoPrintIsLeftOutAndKeptInTheRecord()
{
    const DrawnPage page = twoLines();
    ScriptedModel model;
    model.speakIn(sampleVocabulary());
    for (const char* text : { " 17.0 rer", " is", " f#,", " ;is" })
        model.replay(kBox + text, StopReason::EndOfSequence, -1.2F);
    const PageResult result = mustRun({ .page = page.image(),
                                          .capability = ocrWithBoxes(),
                                          .text = kStarterLimits,
                                          .vocabulary = sampleVocabulary() },
        model);
    QVERIFY(linesOf(result).empty());
    QVERIFY(!result.partial);
    QCOMPARE(result.provenance.answers.size(), std::size_t{ 4 });
    QCOMPARE(result.provenance.answers[0].text, kBox + " 17.0 rer");
    QCOMPARE(result.provenance.answers[0].warnings, std::vector{ AnswerWarning::LooseText });
    QVERIFY(result.provenance.answers[2].warnings.empty()); // a second look that was no better

    ScriptedModel sure; // of one line
    sure.speakIn(sampleVocabulary());
    sure.replay(kBox + " four letters").replay(kBox + " ssem sa1l", StopReason::EndOfSequence, -1.2F);
    sure.replay(kBox + " aesem ua", StopReason::EndOfSequence, -1.3F);
    const PageResult inPart = mustRun({ .page = page.image(),
                                          .capability = ocrWithBoxes(),
                                          .text = kStarterLimits,
                                          .vocabulary = sampleVocabulary() },
        sure);
    QCOMPARE(linesOf(inPart), std::vector<std::string>{ "four letters" });
    QVERIFY(inPart.partial);
    QVERIFY(hasWarning(inPart, AnswerWarning::UnreadableLine));
    QVERIFY(!hasWarning(result, AnswerWarning::UnreadableLine));
}

void OcrPipelineTest::manyTilesAreAskedTogether()
{
    DrawnPage page(600, 1300);
    ScriptedModel model;
    for (int i = 0; i < 19; ++i) {
        page.line(40, 40 + 60 * i, 32, { 4, 5 });
        model.replay(kBox + " line");
    }
    PipelineInput input{ .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits };
    input.tilesAtOnce = 8;
    QCOMPARE(linesOf(mustRun(input, model)).size(), std::size_t{ 19 });
    QCOMPARE(model.passes(), std::size_t{ 3 });
}

void OcrPipelineTest::checkpointsWithoutBoxesReadManyLinesAtOnce()
{
    const DrawnPage page = twoLines();
    ScriptedModel model(448);
    model.replay("four five\ntri quad\n");
    const TaskCapability plain{ .id = "ocr", .prompt = "ocr", .grammar = AnswerGrammar::PlainText };
    const PageResult result = mustRun({ .page = page.image(), .capability = plain }, model);
    QCOMPARE(linesOf(result), (std::vector<std::string>{ "four five", "tri quad" }));
    QCOMPARE(model.questions().size(), std::size_t{ 1 });
    QVERIFY(!model.questions()[0].mask);
    QCOMPARE(model.questions()[0].images[0].width, std::size_t{ 448 });
}

void OcrPipelineTest::malformedAnswersMakeThePagePartial()
{
    const DrawnPage page = twoLines();
    ScriptedModel model;
    model.replay("<loc0001><loc0002>").replay(kBox + " tri qu", StopReason::TokenLimit);
    const PageResult result
        = mustRun({ .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits }, model);
    QCOMPARE(linesOf(result), std::vector<std::string>{ "tri qu" });
    QVERIFY(result.partial);
    QCOMPARE(result.provenance.answers[0].warnings, std::vector{ AnswerWarning::TruncatedBox });
    QCOMPARE(result.provenance.answers[1].warnings, std::vector{ AnswerWarning::TokenLimit });
    QVERIFY(result.provenance.answers[1].truncated);
}

void OcrPipelineTest::errorsAndStopRequestsArePassedUp()
{
    const DrawnPage page = twoLines();
    const PipelineInput input{ .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits };
    ScriptedModel model;
    model.fail({ ErrorCode::DeviceLost, "the device went away" });
    const Result<PageResult> lost = makeOcrPipeline()->run(input, model, {});
    QVERIFY(!lost.ok());
    QCOMPARE(lost.error().code, ErrorCode::DeviceLost);

    std::stop_source source;
    ScriptedModel stopped;
    stopped.replay(kBox + " one").replay(kBox + " two");
    stopped.onEveryQuestion([&] { source.request_stop(); });
    PipelineInput oneByOne{
        .page = page.image(), .capability = ocrWithBoxes(), .text = kStarterLimits, .tilesAtOnce = 1
    };
    const Result<PageResult> cancelled = makeOcrPipeline()->run(oneByOne, stopped, JobContext({}, source.get_token()));
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QCOMPARE(stopped.questions().size(), std::size_t{ 1 });
    QVERIFY(stopped.questions()[0].stop.stop_possible());

    PipelineInput argued{ .page = page.image(), .capability = ocrWithBoxes(), .argument = "words" };
    QCOMPARE(makeOcrPipeline()->run(argued, model, {}).error().code, ErrorCode::BadArguments);
}

QTEST_GUILESS_MAIN(OcrPipelineTest)
#include "ocr_pipeline_test.moc"
