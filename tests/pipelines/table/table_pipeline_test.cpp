// Reading a table with a model that replays answers: what is shown to it, in how many pieces, and what comes out.

#include <QtTest>
#include <algorithm>
#include <cmath>

#include "pipelines/export/text_writer.h"
#include "pipelines/table/table_grid.h"
#include "pipelines/table/table_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

constexpr int kTop = 80;
constexpr int kRowHeight = 50;

TaskCapability table()
{
    return { .id = "table",
        .prompt = "table",
        .grammar = AnswerGrammar::TableHtml,
        .preprocessing = { .fit = ImageFit::PadWhite },
        .coordinateOrder = CoordinateOrder::XFirst };
}

// Rows of two words far from each other, 20 pixels high.
DrawnPage pageOf(int rows)
{
    DrawnPage page(400, kTop + rows * kRowHeight + 60);
    for (int row = 0; row < rows; ++row) {
        page.line(60, kTop + row * kRowHeight, 20, { 4 });
        page.line(260, kTop + row * kRowHeight, 20, { 4 });
    }
    return page;
}

// <tr><td>first</td><td>r first</td></tr> and so on.
std::string rowsOf(int first, int last)
{
    std::string html;
    for (int row = first; row <= last; ++row)
        html += "<tr><td>" + std::to_string(row) + "</td><td>r " + std::to_string(row) + "</td></tr>";
    return html;
}

std::string tableOf(int first, int last)
{
    return "<table><thead><tr><td>No</td><td>Name</td></tr></thead><tbody>" + rowsOf(first, last) + "</tbody></table>";
}

PageResult mustRun(const PipelineInput& input, ScriptedModel& model)
{
    Result<PageResult> result = makeTablePipeline()->run(input, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const Table& onlyTable(const PageResult& result)
{
    const Tables& tables = std::get<Tables>(result.content);
    if (tables.items.size() != 1)
        qFatal("%zu tables", tables.items.size());
    return tables.items.front();
}

} // namespace

class TablePipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsATable();
    void blankPagesAreNotAskedAbout();
    void longTablesAreReadInBands();
    void smallPrintIsReadInBands();
    void aSeamThatDoesNotFitIsTold();
    void boxesWalkBackToThePage();
    void largePrintIsMadeSmaller();
    void answersThatAreCutShortAreAskedInHalves();
    void aFirstBandThatIsCutShortGetsFewerRows();
    void whatStaysCutShortMakesThePagePartial();
    void malformedAnswersMakeThePagePartial();
    void errorsArePassedUp();
};

void TablePipelineTest::readsATable()
{
    const DrawnPage page = pageOf(3);
    ScriptedModel model;
    model.speakIn(sampleVocabulary());
    model.replay(tableOf(1, 2), StopReason::EndOfSequence, -0.25F);
    const PageResult result
        = mustRun({ .page = page.image(), .capability = table(), .vocabulary = sampleVocabulary() }, model);
    QCOMPARE(model.questions().size(), std::size_t{ 1 });
    QCOMPARE(model.questions()[0].prompt, std::string("table"));
    QCOMPARE(model.questions()[0].images[0].width, std::size_t{ 224 });
    QVERIFY(model.questions()[0].shortestLoop > 100); // rows may be alike
    QCOMPARE(plainTextOf(result), std::string("No\tName\n1\tr 1\n2\tr 2\n"));
    QVERIFY(!result.partial);
    const Table& found = onlyTable(result);
    QCOMPARE(headerRows(found), std::size_t{ 1 });
    QVERIFY(std::fabs(found.cells[2].confidence.value() - std::exp(-0.25)) < 1e-6);
    // All ink, and not much more.
    QVERIFY(found.box.left > 30 && found.box.left < 60 && found.box.top > 60 && found.box.top < 85);
    QCOMPARE(result.provenance.answers[0].region, found.box);
}

void TablePipelineTest::blankPagesAreNotAskedAbout()
{
    const DrawnPage page(300, 300);
    ScriptedModel model;
    const PageResult result = mustRun({ .page = page.image(), .capability = table() }, model);
    QVERIFY(std::get<Tables>(result.content).items.empty());
    QVERIFY(model.questions().empty());
    model.replay(tableOf(1, 2));
    const PageResult shown = mustRun({ .page = page.image(), .capability = table(), .blank = BlankPages::Read }, model);
    QVERIFY(model.finished() && shown.experimental && shown.provenance.lookedBlank);
    QCOMPARE(onlyTable(shown).rows, std::size_t{ 3 });
    QCOMPARE(shown.provenance.answers[0].region, (RectF{ 0, 0, 300, 300 }));
}

// A header and eight rows, four in a picture: the first band, then the others together, each below the header and
// beginning with the last row of the one before.
void TablePipelineTest::longTablesAreReadInBands()
{
    const DrawnPage page = pageOf(9);
    ScriptedModel model;
    model.replay(tableOf(1, 3)).replay(tableOf(3, 5)).replay(tableOf(5, 7)).replay(tableOf(7, 8));
    TaskCapability capability = table();
    capability.maxRows = 4;
    const PageResult result = mustRun({ .page = page.image(), .capability = capability }, model);
    QVERIFY(model.finished());
    QCOMPARE(model.passes(), std::size_t{ 2 });
    const Table& found = onlyTable(result);
    QCOMPARE(found.rows, std::size_t{ 9 });
    QCOMPARE(headerRows(found), std::size_t{ 1 });
    for (int row = 1; row <= 8; ++row)
        QCOMPARE(found.cells[static_cast<std::size_t>(2 * row)].text, std::to_string(row));
    QCOMPARE(found.cells.back().answer, std::size_t{ 3 });
    QVERIFY(!result.partial);
    QVERIFY(found.box.bottom > kTop + 8 * kRowHeight + 20);
    // What was shown beside the header: rows 3 to 5.
    const RectF second = result.provenance.answers[1].region;
    QVERIFY(second.top > kTop + 2 * kRowHeight && second.top < kTop + 3 * kRowHeight);
    QVERIFY(second.bottom > kTop + 5 * kRowHeight + 10 && second.bottom < kTop + 6 * kRowHeight);
}

// 20 rows of 20 pixels in 1000: at 224 pixels print would arrive 4 pixels high where 9 are asked for.
void TablePipelineTest::smallPrintIsReadInBands()
{
    const DrawnPage page = pageOf(20);
    TaskCapability stretched = table();
    stretched.preprocessing.fit = ImageFit::Stretch;
    const TextLimits limits{ .preferredHeight = 12, .smallestHeight = 9, .largestHeight = 40 };
    ScriptedModel model;
    model.replay(rowsOf(1, 10)).replay(rowsOf(10, 20)).replay(rowsOf(20, 20));
    const PageResult result = mustRun({ .page = page.image(), .capability = stretched, .text = limits }, model);
    QVERIFY2(model.finished(), qPrintable(QString::number(model.questions().size())));
    QCOMPARE(onlyTable(result).rows, std::size_t{ 20 });
    const RectF first = result.provenance.answers[0].region;
    QVERIFY(20 * 224 / first.height() >= 9);
    QVERIFY(20 * 224 / (first.height() + kRowHeight) < 9); // one row more would have been too many
}

void TablePipelineTest::aSeamThatDoesNotFitIsTold()
{
    const DrawnPage page = pageOf(5);
    ScriptedModel model;
    model.replay(tableOf(1, 2)).replay(tableOf(3, 4)).replay(tableOf(4, 4));
    TaskCapability capability = table();
    capability.maxRows = 3;
    const PageResult result = mustRun({ .page = page.image(), .capability = capability }, model);
    QVERIFY(result.partial);
    QCOMPARE(result.provenance.answers[1].warnings, std::vector{ AnswerWarning::BandSeam });
    QCOMPARE(plainTextOf(result), std::string("No\tName\n1\tr 1\n2\tr 2\n3\tr 3\n4\tr 4\n"));
}

void TablePipelineTest::boxesWalkBackToThePage()
{
    const DrawnPage page = pageOf(4);
    const std::string whole = " coords=\"<loc0000><loc0000><loc1023><loc1023>\"";
    TaskCapability capability = table();
    capability.preprocessing.fit = ImageFit::Stretch;
    ScriptedModel model;
    model.replay("<table><tr><td" + whole + ">a</td><td></td></tr></table>");
    const PageResult result = mustRun({ .page = page.image(), .capability = capability }, model);
    const Table& found = onlyTable(result);
    QCOMPARE(found.cells[0].box.value(), result.provenance.answers[0].region);
    QCOMPARE(found.box, result.provenance.answers[0].region);
    // In a band, what lies in the upper part lies in the header, which is somewhere else.
    ScriptedModel banded;
    capability.maxRows = 3;
    banded.replay(tableOf(1, 2))
        .replay("<table><thead><tr><td coords=\"<loc0000><loc0000><loc1023><loc0300>\">No</td>"
                "<td>Name</td></tr></thead><tbody><tr><td>2</td><td>r 2</td></tr><tr>"
                "<td coords=\"<loc0000><loc0700><loc1023><loc1023>\">3</td><td>r 3</td></tr>"
                "</tbody></table>");
    const PageResult second = mustRun({ .page = page.image(), .capability = capability }, banded);
    const Table& merged = onlyTable(second);
    QCOMPARE(merged.rows, std::size_t{ 4 });
    const RectF last = merged.cells[6].box.value();
    QVERIFY(last.top > kTop + 2 * kRowHeight && last.bottom > kTop + 3 * kRowHeight + 20);
}

// 60 pixels high would fill the square; 22 are asked for, so the picture gets paper around it.
void TablePipelineTest::largePrintIsMadeSmaller()
{
    DrawnPage page(400, 160);
    page.line(20, 40, 60, { 4 });
    page.line(220, 40, 60, { 4 });
    const TextLimits limits{ .preferredHeight = 22, .smallestHeight = 14, .largestHeight = 32 };
    ScriptedModel model;
    model.replay("<table><tr><td coords=\"<loc0000><loc0000><loc0511><loc0511>\">a</td><td>b</td></tr></table>");
    const PageResult result = mustRun({ .page = page.image(), .capability = table(), .text = limits }, model);
    const RgbImage& square = model.questions()[0].images[0];
    std::size_t lowest = 0;
    for (std::size_t y = 0; y < square.height; ++y)
        for (std::size_t x = 0; x < square.width; ++x)
            if (square.pixels[(y * square.width + x) * 3] < 128)
                lowest = y;
    QVERIFY2(lowest < 40, qPrintable(QString::number(lowest)));
    QVERIFY(onlyTable(result).cells[0].box.value().right <= 400);
}

// A header and eight rows, the second band of which is too much: its halves are asked in one pass, each below the
// header, and share a row.
void TablePipelineTest::answersThatAreCutShortAreAskedInHalves()
{
    const DrawnPage page = pageOf(9);
    ScriptedModel model;
    model.replay(tableOf(1, 4)).replay(tableOf(4, 5), StopReason::TokenLimit).replay(tableOf(7, 8));
    model.replay(tableOf(4, 5)).replay(tableOf(5, 7));
    TaskCapability capability = table();
    capability.maxRows = 5;
    const PageResult result = mustRun({ .page = page.image(), .capability = capability }, model);
    QVERIFY(model.finished());
    QCOMPARE(model.passes(), std::size_t{ 3 });
    const Table& found = onlyTable(result);
    QCOMPARE(
        plainTextOf(result), std::string("No\tName\n1\tr 1\n2\tr 2\n3\tr 3\n4\tr 4\n5\tr 5\n6\tr 6\n7\tr 7\n8\tr 8\n"));
    QCOMPARE(headerRows(found), std::size_t{ 1 });
    QVERIFY(!result.partial);
    const std::vector<AnswerRecord>& answers = result.provenance.answers;
    QVERIFY(answers[1].replaced && answers[1].truncated && !answers[0].replaced && !answers[3].replaced);
    QCOMPARE(found.cells.back().answer, std::size_t{ 2 });
    QCOMPARE(answers[3].region.top, answers[1].region.top);
    QCOMPARE(answers[4].region.bottom, answers[1].region.bottom);
    QVERIFY(answers[4].region.top < answers[3].region.bottom); // the row that both show
}

// Four rows are too many for an answer, two are not: so it is with those below.
void TablePipelineTest::aFirstBandThatIsCutShortGetsFewerRows()
{
    const DrawnPage page = pageOf(4);
    ScriptedModel model;
    model.replay(tableOf(1, 1), StopReason::TokenLimit)
        .replay(tableOf(1, 1))
        .replay(tableOf(2, 2))
        .replay(tableOf(3, 3));
    const PageResult result = mustRun({ .page = page.image(), .capability = table() }, model);
    QVERIFY(model.finished());
    QCOMPARE(plainTextOf(result), std::string("No\tName\n1\tr 1\n2\tr 2\n3\tr 3\n"));
    QVERIFY(!result.partial); // bands of one row share none, which is no seam
    QVERIFY(result.provenance.answers[0].replaced);

    // A loop says nothing about how much an answer can hold.
    ScriptedModel looping;
    looping.replay(tableOf(1, 1), StopReason::Loop).replay(tableOf(1, 1)).replay(tableOf(1, 3));
    QCOMPARE(plainTextOf(mustRun({ .page = page.image(), .capability = table() }, looping)), plainTextOf(result));
    QVERIFY(looping.finished());
}

void TablePipelineTest::whatStaysCutShortMakesThePagePartial()
{
    const DrawnPage page = pageOf(8);
    ScriptedModel model;
    for (int i = 0; i < 3; ++i) // 8 rows, 4, 2
        model.replay(rowsOf(1, 2), StopReason::Loop);
    for (int i = 0; i < 7; ++i) // the 7 from the second on: 7; 4 and 4; 2, 3, 2 and 3
        model.replay(rowsOf(2, 3), StopReason::Loop);
    const PageResult result = mustRun({ .page = page.image(), .capability = table() }, model);
    QVERIFY2(model.finished(), qPrintable(QString::number(model.questions().size())));
    QVERIFY(result.partial);
    const auto replaced = std::count_if(result.provenance.answers.begin(), result.provenance.answers.end(),
        [](const AnswerRecord& answer) { return answer.replaced; });
    QCOMPARE(replaced, std::ptrdiff_t{ 2 + 3 });
}

void TablePipelineTest::malformedAnswersMakeThePagePartial()
{
    const DrawnPage page = pageOf(1);
    ScriptedModel model;
    model.replay("<table><tr><td>a</td><td>b</td></tr><tr><td>c", StopReason::TokenLimit);
    const PageResult result = mustRun({ .page = page.image(), .capability = table() }, model);
    QVERIFY(result.partial);
    QCOMPARE(plainTextOf(result), std::string("a\tb\nc\t\n"));
    ScriptedModel prose;
    prose.replay("I see no table here.");
    const PageResult none = mustRun({ .page = page.image(), .capability = table() }, prose);
    QVERIFY(std::get<Tables>(none.content).items.empty());
    QCOMPARE(none.provenance.answers[0].warnings, std::vector{ AnswerWarning::LooseText });
}

void TablePipelineTest::errorsArePassedUp()
{
    const DrawnPage page = pageOf(2);
    ScriptedModel model;
    model.fail({ ErrorCode::OutOfMemory, "full" });
    QCOMPARE(makeTablePipeline()->run({ .page = page.image(), .capability = table() }, model, {}).error().code,
        ErrorCode::OutOfMemory);
}

QTEST_GUILESS_MAIN(TablePipelineTest)
#include "table_pipeline_test.moc"
