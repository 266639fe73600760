// Objects on a page: prompts, boxes in page pixels, labels, duplicates, confidences.

#include <QtTest>
#include <cmath>

#include "pipelines/detection/detection_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

TaskCapability detect()
{
    return { .id = "detect", .prompt = "detect {argument}", .grammar = AnswerGrammar::Detections };
}

Detections mustRun(const PipelineInput& input, ScriptedModel& model)
{
    Result<PageResult> result = makeDetectionPipeline()->run(input, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::get<Detections>(std::move(result).value().content);
}

} // namespace

class DetectionPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsObjectsOnThePage();
    void paddedPicturesWalkBack();
    void missingLabelsAreTheOneThatWasAskedFor();
    void duplicatesAreOne();
    void confidenceIsThatOfBoxAndLabel();
    void nothingFoundIsAnEmptyResult();
    void labelsAreRequired();
};

void DetectionPipelineTest::findsObjectsOnThePage()
{
    const DrawnPage page(1000, 500);
    ScriptedModel model(56);
    model.replay("<loc0102><loc0204><loc0511><loc0819> cat ; <loc0300><loc0000><loc0200><loc1023> dog");
    const Detections found = mustRun({ .page = page.image(), .capability = detect(), .argument = "cat ; dog" }, model);
    QCOMPARE(model.questions()[0].prompt, std::string("detect cat ; dog"));
    QCOMPARE(model.questions()[0].images[0].width, std::size_t{ 56 });
    QCOMPARE(found.items.size(), std::size_t{ 2 });
    QCOMPARE(found.items[0].label, std::string("cat"));
    QVERIFY(std::fabs(found.items[0].box.left - 1000.0 * 204 / 1023) < 1e-9);
    QVERIFY(std::fabs(found.items[0].box.bottom - 500.0 * 511 / 1023) < 1e-9);
    QCOMPARE(found.items[1].state, BoxState::Inverted);
    QVERIFY(found.items[1].box.top > found.items[1].box.bottom); // as it came
}

void DetectionPipelineTest::paddedPicturesWalkBack()
{
    const DrawnPage page(1654, 2339);
    ScriptedModel model(56);
    model.replay("<loc0200><loc0100><loc1023><loc1023> cat");
    TaskCapability padded = detect();
    padded.preprocessing.fit = ImageFit::PadWhite;
    const Detections found = mustRun({ .page = page.image(), .capability = padded, .argument = "cat" }, model);
    QVERIFY(std::fabs(found.items[0].box.left - 228.6413) < 1e-3);
    QVERIFY(std::fabs(found.items[0].box.top - 457.2825) < 1e-3);
    QCOMPARE(found.items[0].box.right, 1654.0); // clamped to the page
}

void DetectionPipelineTest::missingLabelsAreTheOneThatWasAskedFor()
{
    const DrawnPage page(100, 100);
    const std::string answer = "<loc0000><loc0000><loc0500><loc0500><loc0600><loc0600><loc0700><loc0700> cat";
    ScriptedModel one;
    one.replay(answer);
    QCOMPARE(mustRun({ .page = page.image(), .capability = detect(), .argument = "cat" }, one).items[0].label,
        std::string("cat"));
    ScriptedModel two;
    two.replay(answer);
    QCOMPARE(mustRun({ .page = page.image(), .capability = detect(), .argument = "cat ; dog" }, two).items[0].label,
        std::string());
}

void DetectionPipelineTest::duplicatesAreOne()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0500><loc0500> cat ; <loc0001><loc0000><loc0501><loc0500> cat ; "
                 "<loc0001><loc0000><loc0501><loc0500> dog ; <loc0100><loc0000><loc0600><loc0500> cat");
    QCOMPARE(mustRun({ .page = page.image(), .capability = detect(), .argument = "cat ; dog" }, model).items.size(),
        std::size_t{ 3 });
}

void DetectionPipelineTest::confidenceIsThatOfBoxAndLabel()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.speakIn(sampleVocabulary());
    model.replay("<loc0000><loc0000><loc0500><loc0500> cat", StopReason::EndOfSequence, -0.25F);
    const PipelineInput input{
        .page = page.image(), .capability = detect(), .argument = "cat", .vocabulary = sampleVocabulary()
    };
    QVERIFY(std::fabs(mustRun(input, model).items[0].confidence.value() - std::exp(-0.5)) < 1e-6);
    QVERIFY(model.questions()[0].mask);
}

void DetectionPipelineTest::nothingFoundIsAnEmptyResult()
{
    const DrawnPage page(100, 100);
    for (const char* answer : { "", "no cat", "<loc0001>" }) {
        ScriptedModel model;
        model.replay(answer);
        QVERIFY(mustRun({ .page = page.image(), .capability = detect(), .argument = "cat" }, model).items.empty());
    }
}

void DetectionPipelineTest::labelsAreRequired()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    const PipelineInput input{ .page = page.image(), .capability = detect() };
    QCOMPARE(makeDetectionPipeline()->run(input, model, {}).error().code, ErrorCode::BadArguments);
    QVERIFY(model.questions().empty());
}

QTEST_GUILESS_MAIN(DetectionPipelineTest)
#include "detection_pipeline_test.moc"
