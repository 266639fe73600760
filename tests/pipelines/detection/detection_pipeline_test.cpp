// Objects on a page: prompts, boxes in page pixels, labels, duplicates, confidences.

#include <QtTest>
#include <algorithm>
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

TaskCapability layout()
{
    return { .id = "layout",
        .prompt = "detect all classes",
        .grammar = AnswerGrammar::Detections,
        .closedSet = { .classes = { "Section-header", "Table", "Text" } } };
}

// Pieces that are no text of their own kind otherwise: single letters that become one token behind a location token.
std::vector<std::string> tokensOf(const Vocabulary& vocabulary, std::size_t count)
{
    std::vector<std::string> tokens;
    for (char letter = 'a'; letter <= 'z' && tokens.size() < count; ++letter) {
        const std::string text(1, letter);
        const std::vector<std::int32_t> ids = vocabulary.encode("<loc0000>" + text + "<loc0000>");
        if (ids.size() == 3 && vocabulary.pieceText(ids[1]) == text)
            tokens.push_back(text);
    }
    if (tokens.size() < count)
        qFatal("the sample vocabulary has too few letters");
    return tokens;
}

PageResult mustRunPage(const PipelineInput& input, ScriptedModel& model)
{
    Result<PageResult> result = makeDetectionPipeline()->run(input, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

Detections mustRun(const PipelineInput& input, ScriptedModel& model)
{
    return std::get<Detections>(mustRunPage(input, model).content);
}

} // namespace

class DetectionPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsObjectsOnThePage();
    void paddedPicturesWalkBack();
    void missingLabelsAreTheOneThatWasAskedFor();
    void aModelOfFewWordsIsAskedLabelByLabel();
    void duplicatesAreOne();
    void confidenceIsThatOfBoxAndLabel();
    void nothingFoundIsAnEmptyResult();
    void labelsAreRequired();
    void aClosedSetKnowsItsClasses();
    void noiseIsLeftOutAndCounted();
    void classesThatAreTokensAreSpelledOut();
    void aClosedSetFillsItsAnswers();
    void aTokenThatIsNoneIsNamed();
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

void DetectionPipelineTest::aModelOfFewWordsIsAskedLabelByLabel()
{
    const DrawnPage page(100, 100);
    TaskCapability few = detect();
    few.argumentWords = { "cat", "dog" };
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0500><loc0500> dog");
    model.replay("");
    model.replay("<loc0500><loc0500><loc0900><loc0900> dog");
    const Detections found = mustRun({ .page = page.image(), .capability = few, .argument = "Cat; bird ;dog" }, model);
    QCOMPARE(found.items.size(), std::size_t{ 2 });
    QCOMPARE(found.items[0].label, std::string("Cat")); // what was asked about, whatever was said
    QCOMPARE(found.items[1].label, std::string("dog"));
    QCOMPARE(found.items[1].answer, std::size_t{ 2 });
    std::vector<std::string> prompts;
    for (const Question& question : model.questions())
        prompts.push_back(question.prompt);
    QCOMPARE(prompts, (std::vector<std::string>{ "detect cat", "detect bird", "detect dog" }));
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

// The classes of a few, spelled out.
void DetectionPipelineTest::aClosedSetKnowsItsClasses()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0500><loc0500> Table ; <loc0100><loc0100><loc0600><loc0500> section-header ; "
                 "<loc0100><loc0000><loc0600><loc0500> Tabel ; <loc0100><loc0100><loc0600><loc0600>");
    const PageResult result = mustRunPage({ .page = page.image(), .capability = layout() }, model);
    QCOMPARE(model.questions()[0].prompt, std::string("detect all classes"));
    const Detections& found = std::get<Detections>(result.content);
    QCOMPARE(found.items.size(), std::size_t{ 2 });
    QCOMPARE(found.items[1].label, std::string("Section-header"));
    QCOMPARE(result.provenance.answers[0].warnings, std::vector{ AnswerWarning::UnknownClass });
    QVERIFY(result.partial);
}

// The answer is as long as it may be because it is filled up: nothing is missing.
void DetectionPipelineTest::noiseIsLeftOutAndCounted()
{
    const DrawnPage page(100, 100);
    const std::string answer
        = "<loc0000><loc0000><loc0500><loc0500> Table ; <loc0900><loc0100><loc0600><loc0500> <noise> ;"
          " <loc0100><loc0007><loc0600><loc0500> <noise> ; <loc0100><loc0000><loc06";
    ScriptedModel model;
    model.replay(answer, StopReason::TokenLimit);
    const PageResult result = mustRunPage({ .page = page.image(), .capability = layout() }, model);
    const Detections& found = std::get<Detections>(result.content);
    QCOMPARE(found.items.size(), std::size_t{ 1 });
    QCOMPARE(found.noise, std::size_t{ 2 });
    const std::vector<AnswerWarning>& warnings = result.provenance.answers[0].warnings;
    QVERIFY(std::find(warnings.begin(), warnings.end(), AnswerWarning::TokenLimit) == warnings.end());
    QVERIFY(std::find(warnings.begin(), warnings.end(), AnswerWarning::UnknownClass) == warnings.end());
    QVERIFY(!result.provenance.answers[0].truncated && !result.partial);
    // Without noise the end is missing.
    ScriptedModel cut;
    cut.replay("<loc0000><loc0000><loc0500><loc0500> Table ; <loc09", StopReason::TokenLimit);
    QVERIFY(mustRunPage({ .page = page.image(), .capability = layout() }, cut).partial);
    // Nor is it noise where nobody said so.
    ScriptedModel open;
    open.replay("<loc0000><loc0000><loc0500><loc0500> <noise>");
    const Detections labels = mustRun({ .page = page.image(), .capability = detect(), .argument = "cat" }, open);
    QCOMPARE(labels.items[0].label, std::string("noise"));
    QCOMPARE(labels.noise, std::size_t{ 0 });
}

void DetectionPipelineTest::classesThatAreTokensAreSpelledOut()
{
    const DrawnPage page(100, 100);
    const auto vocabulary = sampleVocabulary();
    TaskCapability capability = layout();
    capability.closedSet.tokens = tokensOf(*vocabulary, 3);
    capability.closedSet.noise = tokensOf(*vocabulary, 4)[3];
    const std::vector<std::string>& tokens = capability.closedSet.tokens;
    ScriptedModel model;
    model.speakIn(vocabulary);
    model.replay("<loc0000><loc0000><loc0500><loc0500>" + tokens[1] + "<loc0000><loc0001><loc0500><loc0500>"
        + capability.closedSet.noise + "<loc0000><loc0000><loc0400><loc0500>" + tokens[0]);
    const PageResult result
        = mustRunPage({ .page = page.image(), .capability = capability, .vocabulary = vocabulary }, model);
    const Detections& found = std::get<Detections>(result.content);
    QCOMPARE(found.items.size(), std::size_t{ 2 });
    QCOMPARE(found.items[0].label, std::string("Table"));
    QCOMPARE(found.items[1].label, std::string("Section-header"));
    QCOMPARE(found.noise, std::size_t{ 1 });
    QVERIFY(!result.partial);
    QVERIFY(std::fabs(found.items[0].confidence.value() - std::exp(-0.001)) < 1e-6); // the class alone
}

// Four location tokens, a class, and so on; never noise; the end when there are as many as fit.
void DetectionPipelineTest::aClosedSetFillsItsAnswers()
{
    const DrawnPage page(100, 100);
    const auto vocabulary = sampleVocabulary();
    TaskCapability capability = layout();
    capability.constrained = true;
    capability.maxTokens = 15; // two objects and the end
    capability.closedSet.tokens = tokensOf(*vocabulary, 3);
    ScriptedModel model;
    model.speakIn(vocabulary);
    model.replay("");
    mustRun({ .page = page.image(), .capability = capability, .vocabulary = vocabulary }, model);
    const LogitsMask& mask = model.questions()[0].mask;
    const std::int32_t location = vocabulary->locationId(0).value();
    const std::int32_t table = vocabulary->encode(capability.closedSet.tokens[1]).at(0);
    std::vector<std::int32_t> generated;
    for (int object = 0; object < 2; ++object) {
        for (int i = 0; i < 4; ++i) {
            const std::vector<std::int32_t> allowed = mask(generated).value();
            QCOMPARE(allowed.size(), std::size_t{ 1024 });
            QCOMPARE(allowed.front(), location);
            generated.push_back(location);
        }
        QCOMPARE(mask(generated).value().size(), std::size_t{ 3 });
        QCOMPARE(mask(generated).value()[1], table);
        generated.push_back(table);
    }
    QCOMPARE(mask(generated).value(), std::vector<std::int32_t>{ vocabulary->eosId() });

    capability.closedSet.maxObjects = 1;
    ScriptedModel fewer;
    fewer.replay("");
    mustRun({ .page = page.image(), .capability = capability, .vocabulary = vocabulary }, fewer);
    generated.resize(5);
    QCOMPARE(fewer.questions()[0].mask(generated).value(), std::vector<std::int32_t>{ vocabulary->eosId() });
}

void DetectionPipelineTest::aTokenThatIsNoneIsNamed()
{
    const DrawnPage page(100, 100);
    TaskCapability capability = layout();
    capability.closedSet.tokens = { "<nosuch1>", "<nosuch2>", "<nosuch3>" };
    ScriptedModel model;
    const Result<PageResult> result = makeDetectionPipeline()->run(
        { .page = page.image(), .capability = capability, .vocabulary = sampleVocabulary() }, model, {});
    QCOMPARE(result.error().code, ErrorCode::InvalidModel);
    QVERIFY(result.error().message.find("'<nosuch1>' for the class 'Section-header'") != std::string::npos);
    QVERIFY(model.questions().empty());
}

QTEST_GUILESS_MAIN(DetectionPipelineTest)
#include "detection_pipeline_test.moc"
