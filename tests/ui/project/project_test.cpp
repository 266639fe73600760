// The project: one history for what a person does, runs that replace nothing, corrections that keep places, the way
// through doubtful ones.

#include <QSignalSpy>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/project/edited_line.h"
#include "ui/project/project.h"
#include "ui/project/result_items.h"
#include "ui/results/review_queue.h"

namespace palimpsest {

namespace {

QString lineAt(const Project& project, PageId page, std::size_t item)
{
    return itemAt(project.shownReading(page)->result->content, item).text;
}

} // namespace

class ProjectTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneHistoryForEverything();
    void runsAreNoSteps();
    void aCorrectedPageKeepsItsWords();
    void correctedLines_data();
    void correctedLines();
    void correctionsKeepStylesAndPhrases();
    void answersHaveTheirPlace();
    void doubtIsInTheLetterAndNotInTheLine();
    void partsOfAPageHaveTheirViews();
    void doubtfulPlacesAcrossPages();
};

void ProjectTest::oneHistoryForEverything()
{
    Project project;
    const DocumentId document = project.addDocument(QStringLiteral("/a/letter.pdf"), 2, {}, false);
    const PageId page = project.pageOrder().front();
    QVERIFY(project.addReading(page, sampleTextReading()));
    project.setItemText(page, 0, QStringLiteral("corrected"));
    project.acceptItem(page, 1);
    project.removeItem(page, 2);
    QCOMPARE(itemCount(project.shownReading(page)->result->content), std::size_t(2));
    project.removeDocument(document);
    QVERIFY(project.pageOrder().empty());

    for (int i = 0; i < 4; ++i)
        project.history().undo();
    QCOMPARE(lineAt(project, page, 0), QStringLiteral("first line"));
    QCOMPARE(itemCount(project.shownReading(page)->result->content), std::size_t(3));
    QVERIFY(!project.shownReading(page)->isEdited());
    project.history().redo();
    QCOMPARE(lineAt(project, page, 0), QStringLiteral("corrected"));
    QVERIFY(project.history().undoText().contains(QLatin1String("corrected")));
    project.history().undo();
    project.history().undo();
    QVERIFY(project.documents().empty());
}

void ProjectTest::runsAreNoSteps()
{
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 1, {}, false);
    const PageId page = project.pageOrder().front();
    project.setSaved();
    QSignalSpy modified(&project, &Project::modifiedChanged);
    project.addReading(page, sampleTextReading());
    QVERIFY(project.isModified());
    QCOMPARE(modified.count(), 1);
    QCOMPARE(project.history().count(), 1);
    project.removeReading(page, project.shownReading(page)->id);
    QVERIFY(project.shownReading(page) == nullptr);
    project.history().undo();
    QVERIFY(project.shownReading(page) != nullptr);
}

void ProjectTest::aCorrectedPageKeepsItsWords()
{
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 1, {}, false);
    const PageId page = project.pageOrder().front();
    project.addReading(page, sampleTextReading());
    QVERIFY2(project.addReading(page, sampleTextReading()), "nobody had corrected the first one");
    project.setItemText(page, 1, QStringLiteral("my words"));
    QVERIFY2(!project.addReading(page, sampleTextReading()), "the corrected one should stay the shown one");
    QCOMPARE(lineAt(project, page, 1), QStringLiteral("my words"));
    QCOMPARE(project.page(page)->readings.size(), std::size_t(3));
}

void ProjectTest::correctedLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pieces");
    QTest::newRow("the same") << QStringLiteral("one two three four five") << QStringLiteral("one two|three|four five");
    QTest::newRow("the middle") << QStringLiteral("one two 3 four five") << QStringLiteral("one two|3|four five");
    QTest::newRow("the first") << QStringLiteral("1 2 three four five") << QStringLiteral("1 2|three|four five");
    QTest::newRow("the last") << QStringLiteral("one two three 4 5") << QStringLiteral("one two|three|4 5");
    QTest::newRow("more at the end") << QStringLiteral("one two three four five six")
                                     << QStringLiteral("one two|three|four five six");
    QTest::newRow("everything") << QStringLiteral("else") << QStringLiteral("else");
    QTest::newRow("nothing") << QString() << QStringLiteral("");
    QTest::newRow("a word less") << QStringLiteral("one two four five") << QStringLiteral("one two|four five");
}

void ProjectTest::correctedLines()
{
    QFETCH(const QString, text);
    QFETCH(const QString, pieces);
    TextLine line{ "one two three four five", { 0, 0, 300, 20 }, 0.9, {} };
    line.pieces.push_back({ "one two", { 0, 0, 100, 20 }, 0.9, 0 });
    line.pieces.push_back({ "three", { 110, 0, 150, 20 }, 0.9, 0 });
    line.pieces.push_back({ "four five", { 160, 0, 300, 20 }, 0.9, 0 });
    const TextLine edited = editedLine(line, text.toStdString());
    QStringList found;
    for (const TextPiece& piece : edited.pieces)
        found.append(QString::fromStdString(piece.text));
    QCOMPARE(found.join(QLatin1Char('|')), pieces);
    QCOMPARE(edited.text, text.toStdString());
    QCOMPARE(edited.box, line.box);
    double right = -1;
    for (const TextPiece& piece : edited.pieces) {
        QVERIFY(piece.box.left > right);
        right = piece.box.right;
    }
}

void ProjectTest::correctionsKeepStylesAndPhrases()
{
    Table table{ {}, 1, 2, {} };
    table.cells.push_back({ .column = 0, .text = "x2", .styles = { { 1, 2, { .superscript = true } } } });
    table.cells.push_back({ .column = 1, .text = "y" });
    const PageContent corrected = withItemText(Tables{ { table } }, 0, QStringLiteral("ax2\tz"));
    const std::vector<TableCell>& cells = std::get<Tables>(corrected).items.at(0).cells;
    QCOMPARE(cells[0].text, std::string("ax2"));
    QCOMPARE(cells[1].text, std::string("z"));
    QCOMPARE(cells[0].styles, (StyledRuns{ { 2, 3, { .superscript = true } } }));
    QVERIFY(cells[1].styles.empty());

    PlainText caption{ "a cat on a mat", {} };
    caption.phrases.push_back({ "a cat", {}, BoxState::Valid, {}, 0 });
    caption.phrases.push_back({ "a mat", {}, BoxState::Valid, {}, 0 });
    const PageContent reworded = withItemText(caption, 0, QStringLiteral("a dog on a mat"));
    QCOMPARE(std::get<PlainText>(reworded).phrases.size(), std::size_t{ 1 });
    QCOMPARE(std::get<PlainText>(reworded).phrases[0].label, std::string("a mat"));
}

void ProjectTest::answersHaveTheirPlace()
{
    PlainText answer{ "80.3", 0.9 };
    QVERIFY(itemAt(answer, 0).box.isNull());
    answer.phrases.push_back({ "80.3", { 334, 244, 454, 288 }, BoxState::Valid, 0.9, 0 });
    QCOMPARE(itemAt(answer, 0).box, QRectF(334, 244, 120, 44)); // the cell that was asked for
    answer.text = "it is 80.3";
    QVERIFY(itemAt(answer, 0).box.isNull()); // words among others are about no place of the whole
}

void ProjectTest::doubtIsInTheLetterAndNotInTheLine()
{
    // "zwölf Mrs: Helen": the colon alone is doubtful, in a line that is sure on the whole.
    TextLine line{ "zw\xC3\xB6lf Mrs: Helen", { 0, 0, 160, 20 }, 0.99, {} };
    TextPiece piece{ line.text, line.box, 0.99, 0, std::vector<float>(16, 0.999F) };
    piece.characterConfidences[9] = 0.4F;
    line.pieces.push_back(piece);
    const PageContent content = OcrResult{ { line } };
    const std::vector<TextSpan> doubts = doubtsOf(content, 0, 0.9);
    QCOMPARE(doubts, (std::vector<TextSpan>{ { 9, 1 } }));
    QCOMPARE(itemAt(content, 0).text.mid(doubts[0].start, doubts[0].length), QStringLiteral(":"));
    QCOMPARE(boxOfSpan(content, 0, doubts[0]), QRectF(90, 0, 10, 20));
    // The words of a person have no doubts.
    const PageContent corrected = withItemText(content, 0, QStringLiteral("twelve"));
    QVERIFY(doubtsOf(corrected, 0, 0.9).empty());
    // What is known of an object as a whole is doubtful as a whole.
    const PageContent objects = Detections{ { { "cat", { 1, 2, 3, 4 }, BoxState::Valid, 0.5, 0 } } };
    QCOMPARE(doubtsOf(objects, 0, 0.9), (std::vector<TextSpan>{ { 0, 3 } }));
    QCOMPARE(boxOfSpan(objects, 0, { 0, 3 }), QRectF(1, 2, 2, 2));
}

void ProjectTest::partsOfAPageHaveTheirViews()
{
    PageResult text;
    text.content = OcrResult{ { { "a line", { 0, 0, 10, 2 }, 0.5, {} } } };
    PageResult grid;
    Table table{ { 0, 5, 10, 10 }, 1, 1, {} };
    table.cells.push_back({ .text = "x" });
    grid.content = Tables{ { table } };
    const PageContent page = PageParts{ { text, grid }, {} };
    QCOMPARE(itemCount(page), std::size_t{ 2 });
    QVERIFY(itemAt(page, 0).view == ContentView::Lines && itemAt(page, 1).view == ContentView::Tables);
    QVERIFY(tableAt(page, 0) == nullptr && tableAt(page, 2) == nullptr && tableAt(page, 1) != nullptr);
    QVERIFY(!canHaveMask(page, 1));
    QCOMPARE(doubtsOf(page, 0, 0.9).size(), std::size_t{ 1 });
    table.cells = { { .text = "y" } };
    QCOMPARE(tableAt(withTable(page, 1, table), 1)->cells[0].text, std::string("y"));
}

void ProjectTest::doubtfulPlacesAcrossPages()
{
    constexpr double kThreshold = 0.9;
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 3, {}, false);
    const std::vector<PageId> pages = project.pageOrder();
    project.addReading(pages[0], sampleTextReading());
    project.addReading(pages[2], sampleTextReading());
    const ReviewPlace first{ pages[0], 1, 0 }; // the line's two pieces
    const ReviewPlace second{ pages[2], 1, 0 };
    const ReviewPlace third{ pages[2], 1, 1 };
    QCOMPARE(nextDoubtful(project, { pages[0], 0 }, Direction::Forward, kThreshold), std::optional(first));
    QCOMPARE(nextDoubtful(project, { pages[0], 1, 1 }, Direction::Forward, kThreshold), std::optional(second));
    QCOMPARE(nextDoubtful(project, { pages[2], 1 }, Direction::Forward, kThreshold), std::optional(second));
    QCOMPARE(nextDoubtful(project, second, Direction::Forward, kThreshold), std::optional(third));
    QCOMPARE(nextDoubtful(project, third, Direction::Forward, kThreshold), std::optional(first));
    QCOMPARE(nextDoubtful(project, second, Direction::Back, kThreshold), std::optional(ReviewPlace{ pages[0], 1, 1 }));
    QCOMPARE(countDoubtful(project, second, kThreshold).before, std::size_t(2));
    project.acceptItem(pages[0], 1);
    QCOMPARE(countDoubtful(project, second, kThreshold).total, std::size_t(2));
    project.setItemText(pages[2], 1, QStringLiteral("seen"));
    QVERIFY(!nextDoubtful(project, first, Direction::Forward, kThreshold).has_value());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ProjectTest)
#include "project_test.moc"
