// A page of several systems is read system by system; what does not add up is named with its measure.

#include <QtTest>

#include "pipelines/export/text_writer.h"
#include "pipelines/score/score_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

void drawStaff(DrawnPage& page, int top)
{
    for (int line = 0; line < 5; ++line)
        page.fill({ 100, top + line * 12, 1100, top + line * 12 + 2 }, { 0 });
    page.fill({ 1097, top, 1100, top + 50 }, { 0 });
}

// Something stands there, and no staff can be told.
DrawnPage pageOfMarks()
{
    DrawnPage page(300, 200);
    page.line(40, 60, 20, { 4, 6 });
    return page;
}

PageResult mustRun(const RgbImage& page, ScriptedModel& model, BlankPages blank = BlankPages::Skip)
{
    const TaskCapability capability{
        .id = "score", .prompt = "score", .grammar = AnswerGrammar::Kern, .maxTokens = 1024
    };
    Result<PageResult> result
        = makeScorePipeline()->run({ .page = page, .capability = capability, .blank = blank }, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const std::vector<ScoreSystem>& systemsOf(const PageResult& result)
{
    return std::get<Scores>(result.content).systems;
}

} // namespace

class ScorePipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void systemsAreReadOneByOne();
    void aPageWithoutStavesIsShownWhole();
    void blankPagesAreNotShown();
    void brokenAnswersAreKept();
};

void ScorePipelineTest::systemsAreReadOneByOne()
{
    DrawnPage page(1200, 800);
    drawStaff(page, 150);
    drawStaff(page, 500);
    ScriptedModel model(56);
    model.replay("**kern\n*clefG2\n*k[]\n*M2/4\n2c\n=\n4d\n4e\n=\n*-");
    model.replay("**kern\n*clefG2\n*k[]\n2f\n=\n2.g\n==\n*-\n", StopReason::EndOfSequence);
    const PageResult result = mustRun(page.image(), model);
    QVERIFY(model.finished());
    QVERIFY(!result.partial);
    const std::vector<ScoreSystem>& systems = systemsOf(result);
    QCOMPARE(systems.size(), std::size_t{ 2 });
    QCOMPARE(systems[0].measures, std::size_t{ 2 });
    QCOMPARE(systems[0].spines, std::size_t{ 1 });
    QVERIFY(systems[0].warnings.empty());
    QVERIFY(systems[0].box.top < 150 && systems[0].box.bottom > 200 && systems[0].box.bottom < 500);
    QVERIFY(systems[1].box.top > 400 && systems[1].box.right >= 1100);
    QCOMPARE(result.provenance.answers[1].region, systems[1].box);
    QCOMPARE(model.questions()[0].images[0].width, std::size_t{ 56 });
    QCOMPARE(plainTextOf(result), std::string("**kern\n*clefG2\n*k[]\n*M2/4\n2c\n=\n4d\n4e\n=\n2f\n=\n2.g\n==\n*-\n"));
}

void ScorePipelineTest::aPageWithoutStavesIsShownWhole()
{
    const DrawnPage page = pageOfMarks();
    ScriptedModel model;
    model.replay("**kern\n*M2/4\n4c\n=\n2d\n=\n4d\n=\n2d\n==\n*-");
    const PageResult result = mustRun(page.image(), model);
    QCOMPARE(systemsOf(result)[0].box, (RectF{ 0, 0, 300, 200 }));
    // A pickup may be short; the third measure may not.
    QCOMPARE(
        systemsOf(result)[0].warnings, (std::vector<ScoreWarning>{ { ScoreFault::MeasureLength, 3, std::nullopt } }));
}

void ScorePipelineTest::blankPagesAreNotShown()
{
    DrawnPage page(1200, 800);
    page.fill({ 300, 300, 303, 303 }, { 0 }); // dust
    ScriptedModel model;
    const PageResult result = mustRun(page.image(), model);
    QVERIFY(systemsOf(result).empty() && model.questions().empty());
    model.replay("**kern\n4c\n*-");
    const PageResult shown = mustRun(page.image(), model, BlankPages::Read);
    QVERIFY(systemsOf(shown).size() == 1 && shown.experimental && shown.provenance.lookedBlank);
    QCOMPARE(shown.provenance.answers[0].region, (RectF{ 0, 0, 1200, 800 }));
}

void ScorePipelineTest::brokenAnswersAreKept()
{
    const DrawnPage page = pageOfMarks();
    ScriptedModel model;
    model.replay("**kern\t**kern\n4c\t4d\n4e\n8", StopReason::TokenLimit);
    const PageResult result = mustRun(page.image(), model);
    QVERIFY(result.partial);
    const ScoreSystem& system = systemsOf(result)[0];
    QCOMPARE(system.kern, std::string("**kern\t**kern\n4c\t4d\n4e\t.\n8\t.\n*-\t*-\n"));
    QCOMPARE(system.warnings.front(), (ScoreWarning{ ScoreFault::SpineCount, {}, 3 }));
    QCOMPARE(system.warnings.back().fault, ScoreFault::CutOff);

    ScriptedModel silent;
    silent.replay("");
    QCOMPARE(systemsOf(mustRun(page.image(), silent))[0].warnings.front().fault, ScoreFault::EmptyAnswer);
}

QTEST_GUILESS_MAIN(ScorePipelineTest)
#include "score_pipeline_test.moc"
