// Molecules followed bond by bond with a model that reads lines of text alone: what is asked, and what comes of it.

#include <QtTest>

#include "pipelines/molecule/label_sheet.h"
#include "pipelines/registry.h"
#include "tests/support/drawn_molecule.h"
#include "tests/support/drawn_page.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

constexpr TextLimits kOneLineATile{ .preferredHeight = 22, .linesPerTile = 1, .charactersPerLine = 17 };
const std::string kBox = "<loc0450><loc0040><loc0560><loc0500> ";

Result<PageResult> read(const RgbImage& page, ScriptedModel& model)
{
    const TaskCapability task{
        .id = "molecule", .prompt = "ocr", .grammar = AnswerGrammar::OcrBonds, .maxTokens = 160
    };
    const auto pipeline = makePipeline(task);
    if (!pipeline.ok())
        return pipeline.error();
    const std::shared_ptr<const Vocabulary> vocabulary = sampleVocabulary();
    model.speakIn(vocabulary);
    return pipeline.value()->run(
        { .page = page, .capability = task, .text = kOneLineATile, .vocabulary = vocabulary }, model, {});
}

const std::vector<Molecule>& itemsOf(const Result<PageResult>& result)
{
    return std::get<Molecules>(result.value().content).items;
}

} // namespace

class BondPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersAreReadAtTheirAtoms();
    void anUnknownGroupIsSaid();
    void lettersThatNobodyCanReadAreNoMolecule();
    void whatIsNoDrawingIsNotAskedAbout();
    void countsAreSetAsLargeAsLetters();
    void bondsAreNoPartOfLetters();
    void errorsArePassedUp();
};

void BondPipelineTest::lettersAreReadAtTheirAtoms()
{
    ScriptedModel model;
    model.replay(kBox + "OH");
    const auto result = read(depictedMolecule("OCCc1ccccc1"), model);
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(itemsOf(result).size(), std::size_t{ 1 });
    const Molecule& molecule = itemsOf(result)[0];
    QCOMPARE(molecule.canonical, std::string("OCCc1ccccc1"));
    QVERIFY(molecule.warnings.empty());
    QVERIFY(molecule.confidence && *molecule.confidence > 0.9);
    QVERIFY(molecule.box.width() > 100 && molecule.box.width() <= 400);
    QCOMPARE(result.value().provenance.answers[molecule.answer].text, kBox + "OH");
    QVERIFY(!result.value().experimental);
    QCOMPARE(model.questions().size(), std::size_t{ 1 });
    QCOMPARE(model.questions()[0].prompt, std::string("ocr"));
    // Where the letters stand nobody has to ask.
    const auto first = model.questions()[0].mask({});
    QVERIFY(first && first->size() == 1);
    const std::optional<int> top = sampleVocabulary()->locationBin(first->front());
    QVERIFY(top && *top > 420 && *top < 500);
}

void BondPipelineTest::anUnknownGroupIsSaid()
{
    ScriptedModel model;
    model.replay(kBox + "R");
    const auto result = read(depictedMolecule("OCCc1ccccc1"), model);
    QVERIFY(result.ok());
    QCOMPARE(itemsOf(result)[0].canonical, std::string("*CCc1ccccc1"));
    QCOMPARE(itemsOf(result)[0].warnings.at(0).fault, MoleculeFault::UnknownGroup);
}

void BondPipelineTest::lettersThatNobodyCanReadAreNoMolecule()
{
    ScriptedModel model;
    model.replay(kBox + "OH", StopReason::EndOfSequence, -3.0F);
    const auto none = read(depictedMolecule("OCCc1ccccc1"), model);
    QVERIFY(none.ok() && itemsOf(none).empty());
    model.replay(kBox + "OH", StopReason::EndOfSequence, -1.0F);
    const auto doubtful = read(depictedMolecule("OCCc1ccccc1"), model);
    QVERIFY(doubtful.ok() && itemsOf(doubtful).size() == 1 && doubtful.value().experimental);
}

void BondPipelineTest::whatIsNoDrawingIsNotAskedAbout()
{
    ScriptedModel model;
    DrawnPage text(600, 300);
    text.line(30, 60, 40, { 5, 3, 8 });
    text.line(30, 120, 40, { 4, 7 });
    QVERIFY(itemsOf(read(text.image(), model)).empty());
    QVERIFY(itemsOf(read(DrawnPage(300, 300).image(), model)).empty());
    QVERIFY(model.questions().empty());
}

void BondPipelineTest::countsAreSetAsLargeAsLetters()
{
    DrawnPage drawing(200, 100);
    const PixelBox letter{ 20, 20, 44, 60 };
    const PixelBox count{ 50, 46, 64, 72 };
    drawing.fill(letter, { 0 });
    drawing.fill(count, { 0 });
    const std::vector<LabelRow> rows{ { { letter, count }, united(letter, count) } };
    const LabelSheet sheet = setLabels(drawing.image(), rows, 40);
    QCOMPARE(sheet.rows.size(), std::size_t{ 1 });
    int lowest = 0;
    int highest = static_cast<int>(sheet.image.height);
    for (int y = 0; y < static_cast<int>(sheet.image.height); ++y)
        for (int x = sheet.rows[0].left + 30; x < sheet.rows[0].right; ++x)
            if (sheet.image.pixels[(static_cast<std::size_t>(y) * sheet.image.width + static_cast<std::size_t>(x)) * 3]
                < 128) {
                lowest = std::max(lowest, y);
                highest = std::min(highest, y);
            }
    QVERIFY2(std::abs(lowest - highest + 1 - 40) <= 4, qPrintable(QString::number(lowest - highest)));
}

void BondPipelineTest::bondsAreNoPartOfLetters()
{
    DrawnPage drawing(200, 100);
    const PixelBox letter{ 20, 20, 44, 60 };
    drawing.fill({ 20, 20, 26, 60 }, { 0 });
    drawing.fill({ 20, 54, 44, 60 }, { 0 });
    drawing.fill({ 36, 30, 120, 34 }, { 0 }); // a bond that ends within the letter's box
    const std::vector<LabelRow> rows{ { { letter }, letter } };
    const LabelSheet sheet = setLabels(drawing.image(), rows, 40);
    for (int y = sheet.rows[0].top; y < sheet.rows[0].top + 24; ++y)
        for (int x = sheet.rows[0].left + 12; x < sheet.rows[0].right; ++x)
            QVERIFY(
                sheet.image.pixels[(static_cast<std::size_t>(y) * sheet.image.width + static_cast<std::size_t>(x)) * 3]
                > 200);
}

void BondPipelineTest::errorsArePassedUp()
{
    ScriptedModel model;
    model.fail({ ErrorCode::Cancelled, "stopped" });
    const auto result = read(depictedMolecule("OCCc1ccccc1"), model);
    QVERIFY(!result.ok() && result.error().code == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(BondPipelineTest)
#include "bond_pipeline_test.moc"
