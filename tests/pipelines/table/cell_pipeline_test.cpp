// Tables read cell by cell with a model that reads lines of text alone: what is asked, and where the answers go.

#include <QtTest>

#include "pipelines/registry.h"
#include "tests/support/drawn_page.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

constexpr TextLimits kOneLineATile{ .preferredHeight = 22, .linesPerTile = 1, .charactersPerLine = 17 };
const std::string kBox = "<loc0450><loc0040><loc0560><loc0500> ";

// A grid of rows of two cells, 60 pixels high, 200 wide; the words of a cell have so many letters.
DrawnPage ruled(const std::vector<std::vector<std::vector<int>>>& rows)
{
    const int bottom = 50 + 60 * static_cast<int>(rows.size());
    DrawnPage page(600, bottom + 100);
    for (int y = 50; y <= bottom; y += 60)
        page.fill({ 50, y, 450, y + 2 }, { 0 });
    for (int x = 50; x <= 450; x += 200)
        page.fill({ x, 50, x + 2, bottom + 2 }, { 0 });
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].size(); ++column)
            if (!rows[row][column].empty())
                page.line(65 + 200 * static_cast<int>(column), 67 + 60 * static_cast<int>(row), 28, rows[row][column]);
    return page;
}

Result<PageResult> run(const DrawnPage& page, ScriptedModel& model, const TaskCapability& task,
    const std::shared_ptr<const Vocabulary>& vocabulary, const std::string& argument, BlankPages blank)
{
    const auto pipeline = makePipeline(task);
    if (!pipeline.ok())
        return pipeline.error();
    model.speakIn(vocabulary);
    return pipeline.value()->run({ .page = page.image(),
                                     .capability = task,
                                     .text = kOneLineATile,
                                     .argument = argument,
                                     .vocabulary = vocabulary,
                                     .blank = blank },
        model, {});
}

Result<PageResult> read(const DrawnPage& page, ScriptedModel& model,
    const std::shared_ptr<const Vocabulary>& vocabulary, BlankPages blank = BlankPages::Skip)
{
    return run(page, model, { .id = "table", .prompt = "ocr", .grammar = AnswerGrammar::OcrCells, .maxTokens = 160 },
        vocabulary, {}, blank);
}

Result<PageResult> ask(const DrawnPage& page, ScriptedModel& model, const std::string& question)
{
    return run(page, model,
        { .id = "question", .prompt = "ocr", .grammar = AnswerGrammar::AnswerCells, .maxTokens = 160 },
        sampleVocabulary(), question, BlankPages::Skip);
}

std::string described(const Table& table)
{
    std::string text = std::to_string(table.rows) + "x" + std::to_string(table.columns);
    for (const TableCell& cell : table.cells)
        text += (cell.header ? " [" : " (") + cell.text + (cell.header ? "]" : ")");
    return text;
}

} // namespace

class CellPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printGoesIntoItsCell();
    void namesAboveNumbersAreTheHeader();
    void anEmptyPageHasNoTable();
    void errorsArePassedUp();
    void questionsAreAnsweredByACell();
    void questionsThatNoCellAnswersAreNot();
};

void CellPipelineTest::questionsAreAnsweredByACell()
{
    ScriptedModel model;
    for (const char* const text : { "tea", "12", "total", "34" })
        model.replay(kBox + text);
    const auto result = ask(ruled({ { { 4 }, { 5 } }, { { 4 }, { 3 } } }), model, "what is the total?");
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    const auto& answer = std::get<PlainText>(result.value().content);
    QCOMPARE(answer.text, std::string("34"));
    QVERIFY(answer.confidence && *answer.confidence > 0.9);
    const DetectedObject& place = answer.phrases.at(0);
    QVERIFY(std::abs(place.box.left - 251) < 3 && std::abs(place.box.top - 111) < 3);
    QCOMPARE(result.value().provenance.answers[place.answer].text, kBox + "34");
    for (const Question& question : model.questions())
        QCOMPARE(question.prompt, std::string("ocr"));
}

void CellPipelineTest::questionsThatNoCellAnswersAreNot()
{
    ScriptedModel model;
    for (const char* const text : { "tea", "12", "sugar", "34" })
        model.replay(kBox + text);
    const auto result = ask(ruled({ { { 4 }, { 5 } }, { { 4 }, { 3 } } }), model, "what is the total?");
    QVERIFY(result.ok());
    QCOMPARE(std::get<PlainText>(result.value().content).text, std::string());
    QVERIFY(result.value().partial && hasWarning(result.value(), AnswerWarning::NoAnswer));
    const auto empty = ask(DrawnPage(400, 300), model, "what is the total?");
    QVERIFY(empty.ok() && !wasAsked(empty.value()));
    QCOMPARE(ask(DrawnPage(400, 300), model, "").error().code, ErrorCode::BadArguments);
}

void CellPipelineTest::printGoesIntoItsCell()
{
    ScriptedModel model;
    for (const char* const text : { "one", "two", "three", "four" })
        model.replay(kBox + text);
    const auto result = read(ruled({ { { 4 }, { 5 } }, { {}, { 3 } }, { { 6 }, {} } }), model, sampleVocabulary());
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    const auto& tables = std::get<Tables>(result.value().content).items;
    QCOMPARE(tables.size(), std::size_t{ 1 });
    QCOMPARE(described(tables[0]), std::string("3x2 (one) (two) () (three) (four) ()"));
    const TableCell& cell = tables[0].cells[3];
    QVERIFY(cell.box && std::abs(cell.box->left - 251) < 3 && std::abs(cell.box->bottom - 171) < 3);
    QVERIFY(cell.confidence && *cell.confidence > 0.9);
    QCOMPARE(result.value().provenance.answers[cell.answer].text, kBox + "three");
    QCOMPARE(result.value().provenance.task, std::string("table"));
    for (const Question& question : model.questions())
        QCOMPARE(question.prompt, std::string("ocr"));
    QVERIFY(model.finished());
}

void CellPipelineTest::namesAboveNumbersAreTheHeader()
{
    ScriptedModel model;
    for (const char* const text : { "from", "to", "12", "34", "56", "78" })
        model.replay(kBox + text);
    const auto result
        = read(ruled({ { { 4 }, { 5 } }, { { 4 }, { 3 } }, { { 5 }, { 4 } } }), model, sampleVocabulary());
    QVERIFY(result.ok());
    QCOMPARE(described(std::get<Tables>(result.value().content).items.at(0)),
        std::string("3x2 [from] [to] (12) (34) (56) (78)"));
}

void CellPipelineTest::anEmptyPageHasNoTable()
{
    ScriptedModel model;
    const auto result = read(DrawnPage(400, 300), model, sampleVocabulary());
    QVERIFY(result.ok());
    QVERIFY(std::get<Tables>(result.value().content).items.empty());
    QVERIFY(model.questions().empty());
    model.replay(kBox + "faint");
    const auto shown = read(DrawnPage(400, 300), model, sampleVocabulary(), BlankPages::Read);
    QVERIFY(shown.ok() && shown.value().experimental && shown.value().provenance.lookedBlank);
    QCOMPARE(described(std::get<Tables>(shown.value().content).items.at(0)), std::string("1x1 (faint)"));
}

void CellPipelineTest::errorsArePassedUp()
{
    ScriptedModel model;
    model.fail({ ErrorCode::DeviceLost, "gone" });
    const auto result = read(ruled({ { { 4 }, { 5 } }, { { 3 }, { 4 } } }), model, sampleVocabulary());
    QVERIFY(!result.ok() && result.error().code == ErrorCode::DeviceLost);
}

QTEST_APPLESS_MAIN(CellPipelineTest)
#include "cell_pipeline_test.moc"
