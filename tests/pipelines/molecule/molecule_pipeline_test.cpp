// Each drawing of a page is shown to the model by itself; its SMILES is checked, and lines of text are left alone.

#include <QtTest>

#include "pipelines/document/page_source.h"
#include "pipelines/molecule/drawing_finder.h"
#include "pipelines/molecule/molecule_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/golden_file.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

// A hexagon's bounding strokes and two labels beside it, as a drawing program would leave them: ink that nearly hangs
// together. Returns the box of all of it.
PixelBox drawStructure(DrawnPage& page, int left, int top)
{
    const Grey black{ 0 };
    page.fill({ left, top, left + 120, top + 3 }, black);
    page.fill({ left, top + 97, left + 120, top + 100 }, black);
    page.fill({ left, top, left + 3, top + 100 }, black);
    page.fill({ left + 117, top, left + 120, top + 100 }, black);
    page.fill({ left + 132, top + 40, left + 146, top + 60 }, black);
    page.fill({ left + 150, top + 40, left + 164, top + 60 }, black);
    return { left, top, left + 164, top + 100 };
}

PageResult mustRun(const RgbImage& page, ScriptedModel& model, BlankPages blank = BlankPages::Skip)
{
    const TaskCapability capability{
        .id = "molecule", .prompt = "molecule", .grammar = AnswerGrammar::Smiles, .maxTokens = 256
    };
    Result<PageResult> result
        = makeMoleculePipeline()->run({ .page = page, .capability = capability, .blank = blank }, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const std::vector<Molecule>& itemsOf(const PageResult& result)
{
    return std::get<Molecules>(result.content).items;
}

} // namespace

class MoleculePipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDrawingIsReadByItself();
    void theSampleIsOneDrawing();
    void linesOfTextAreNoDrawings();
    void anEmptyPageIsNotAsked();
    void answersThatAreNoMoleculeAreKept();
    void aPageFullOfSpecksIsOneDrawing();
};

void MoleculePipelineTest::everyDrawingIsReadByItself()
{
    DrawnPage page(1000, 800);
    const PixelBox third = drawStructure(page, 100, 600);
    const PixelBox second = drawStructure(page, 600, 110);
    const PixelBox first = drawStructure(page, 100, 100);
    ScriptedModel model(56);
    model.replay("OCC").replay("C1=CC=CC=C1\n").replay(" CC(N)C(=O)O");
    const PageResult result = mustRun(page.image(), model);
    QVERIFY(model.finished());
    QVERIFY(!result.partial);
    const std::vector<Molecule>& items = itemsOf(result);
    QCOMPARE(items.size(), std::size_t{ 3 });
    QCOMPARE(items[0].box, first.toRectF());
    QCOMPARE(items[1].box, second.toRectF());
    QCOMPARE(items[2].box, third.toRectF());
    QCOMPARE(items[0].smiles, std::string("OCC"));
    QCOMPARE(items[0].canonical, std::string("CCO"));
    QVERIFY(items[0].warnings.empty());
    QCOMPARE(items[1].canonical, std::string("c1ccccc1"));
    QCOMPARE(items[2].warnings, (std::vector<MoleculeWarning>{ { MoleculeFault::UnassignedStereo, 1 } }));
    QCOMPARE(items[2].answer, std::size_t{ 2 });
    // With a margin of a twentieth, and white below the drawing, which is wider than high.
    QCOMPARE(result.provenance.answers[0].region, (RectF{ 91, 91, 273, 209 }));
    const RgbImage& seen = model.questions()[0].images[0];
    QCOMPARE(seen.width, std::size_t{ 56 });
}

void MoleculePipelineTest::theSampleIsOneDrawing()
{
    const auto source = PageSource::open(goldenPath("../../resources/samples/molecule.png"));
    QVERIFY(source.ok());
    const auto page = source.value()->render(0);
    QVERIFY(page.ok());
    const std::vector<PixelBox> drawings = findDrawings(page.value().image);
    QCOMPARE(drawings.size(), std::size_t{ 1 });
    QVERIFY(drawings[0].left > 40 && drawings[0].right < 410 && drawings[0].top > 10 && drawings[0].bottom < 310);
}

void MoleculePipelineTest::linesOfTextAreNoDrawings()
{
    DrawnPage page(1000, 800);
    page.line(100, 60, 30, { 5, 7, 3, 8 });
    const PixelBox drawing = drawStructure(page, 400, 300);
    page.line(300, 600, 24, { 6, 2, 9 });
    ScriptedModel model;
    model.replay("C");
    QCOMPARE(itemsOf(mustRun(page.image(), model))[0].box, drawing.toRectF());

    DrawnPage onlyText(1000, 800); // then all of it is shown: the reader wanted something to be read
    onlyText.line(100, 60, 30, { 5, 7, 3, 8 });
    QCOMPARE(findDrawings(onlyText.image()).size(), std::size_t{ 1 });
}

void MoleculePipelineTest::anEmptyPageIsNotAsked()
{
    const DrawnPage page(300, 200);
    ScriptedModel model;
    const PageResult result = mustRun(page.image(), model);
    QVERIFY(itemsOf(result).empty());
    QVERIFY(model.questions().empty());
    QVERIFY(!result.partial && !result.experimental);
    model.replay("OCC");
    const PageResult shown = mustRun(page.image(), model, BlankPages::Read);
    QVERIFY(itemsOf(shown).size() == 1 && shown.experimental && shown.provenance.lookedBlank);
}

void MoleculePipelineTest::answersThatAreNoMoleculeAreKept()
{
    DrawnPage page(400, 300);
    drawStructure(page, 100, 100);
    ScriptedModel model;
    model.replay("CC(=O)Oc1cccc", StopReason::TokenLimit);
    const PageResult result = mustRun(page.image(), model);
    QVERIFY(result.partial);
    const Molecule& molecule = itemsOf(result)[0];
    QCOMPARE(molecule.smiles, std::string("CC(=O)Oc1cccc"));
    QVERIFY(molecule.canonical.empty());
    QCOMPARE(molecule.warnings.front().fault, MoleculeFault::OpenRing);
    QCOMPARE(molecule.warnings.back().fault, MoleculeFault::CutOff);

    ScriptedModel silent;
    silent.replay("");
    QCOMPARE(itemsOf(mustRun(page.image(), silent))[0].warnings.front(),
        (MoleculeWarning{ MoleculeFault::EmptyAnswer, {} }));
}

void MoleculePipelineTest::aPageFullOfSpecksIsOneDrawing()
{
    DrawnPage page(3000, 3000);
    for (int y = 0; y < 3000; y += 140)
        for (int x = 0; x < 3000; x += 140)
            page.fill({ x, y, x + 70, y + 70 }, { 0 });
    const std::vector<PixelBox> drawings = findDrawings(page.image());
    QCOMPARE(drawings.size(), std::size_t{ 1 });
}

QTEST_GUILESS_MAIN(MoleculePipelineTest)
#include "molecule_pipeline_test.moc"
