// The window as a person meets it: files dropped and pasted, pages turned, zoomed, read by a scripted worker,
// corrected, saved. It is driven by events and actions, not by its parts.

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QUrl>
#include <nlohmann/json.hpp>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/results/result_panel.h"
#include "ui/results/versions_dialog.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

QString letter()
{
    return sourceFile(QStringLiteral("resources/samples/letter.pdf"));
}

void drop(QWidget& window, const QMimeData& content)
{
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(QPointF(300, 300), Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &dropped);
}

} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aDroppedFolderBecomesPages();
    void aPastedPictureBecomesAPage();
    void whatIsNoDocumentIsSaidInTheStrip();
    void anEncryptedDocumentAsksForItsPassword();
    void pagesAreTurned();
    void zoomStaysWhereThePointerIs();
    void aPageIsReadAndCorrected();
    void linesAreCorrectedUponThePage();
    void wordsAreFoundAndReplaced();
    void masksArePainted();
    void versionsAreChosen();
    void questionsWantWords();
    void closingAsksWhereSomethingIsUnsaved();

private:
    void trigger(Command command) { m_window->actions().action(command).trigger(); }
    [[nodiscard]] std::size_t pageCount() const { return m_window->project().pageOrder().size(); }
    void openLetter();
    PageId readFirstPage(); // 0: it was not read
    [[nodiscard]] QString lineAt(PageId page, std::size_t item);

    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
};

void MainWindowTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void MainWindowTest::cleanup()
{
    m_window.reset();
}

void MainWindowTest::openLetter()
{
    m_window->openPaths({ letter() });
    QTRY_COMPARE_WITH_TIMEOUT(pageCount(), std::size_t(2), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->pageView().canvas().pageSize().isEmpty(), kPatienceMs);
}

void MainWindowTest::aDroppedFolderBecomesPages()
{
    const QDir folder(m_folder.filePath(QStringLiteral("scans/inner")));
    QVERIFY(QDir().mkpath(folder.path()));
    QImage image(40, 60, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (const char* const name : { "page 10.png", "page 2.png" })
        QVERIFY(image.save(folder.filePath(QLatin1String(name))));
    QFile notes(folder.filePath(QStringLiteral("notes.txt")));
    QVERIFY(notes.open(QIODevice::WriteOnly));
    QMimeData content;
    content.setUrls({ QUrl::fromLocalFile(letter()), QUrl::fromLocalFile(m_folder.filePath(QStringLiteral("scans"))) });
    drop(*m_window, content);
    QTRY_COMPARE_WITH_TIMEOUT(pageCount(), std::size_t(4), kPatienceMs);
    QVERIFY(m_window->project().documents()[1].file.endsWith(QLatin1String("page 2.png")));
    QVERIFY(m_window->project().documents()[2].file.endsWith(QLatin1String("page 10.png")));
    QVERIFY(m_window->messages().shownText().isEmpty());
    trigger(Command::Undo);
    QCOMPARE(pageCount(), std::size_t(3));
}

void MainWindowTest::aPastedPictureBecomesAPage()
{
    QImage image(50, 70, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QApplication::clipboard()->setImage(image);
    trigger(Command::Paste);
    QTRY_COMPARE_WITH_TIMEOUT(pageCount(), std::size_t(1), kPatienceMs);
    QVERIFY(m_window->project().documents()[0].embedded);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->pageView().canvas().pageSize(), QSize(50, 70), kPatienceMs);
}

void MainWindowTest::whatIsNoDocumentIsSaidInTheStrip()
{
    const QString file = m_folder.filePath(QStringLiteral("notes.pdf"));
    QFile notes(file);
    QVERIFY(notes.open(QIODevice::WriteOnly));
    notes.write("just words");
    notes.close();
    m_window->openPaths({ file, QStringLiteral("/nowhere/gone.png") });
    QTRY_COMPARE_WITH_TIMEOUT(m_window->messages().waitingCount(), std::size_t(1), kPatienceMs);
    QVERIFY(m_window->messages().shownText().contains(QLatin1String("notes.pdf")));
    QCOMPARE(pageCount(), std::size_t(0));
    QVERIFY2(QApplication::activeModalWidget() == nullptr, "no dialog stands in the way");
}

void MainWindowTest::anEncryptedDocumentAsksForItsPassword()
{
    m_window->openPaths({ sourceFile(QStringLiteral("tests/golden/documents/encrypted.pdf")) });
    const auto dialog = [this] { return m_window->findChild<QInputDialog*>(); };
    QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr, kPatienceMs);
    dialog()->setTextValue(QStringLiteral("wrong"));
    dialog()->accept();
    QTRY_VERIFY_WITH_TIMEOUT(
        dialog() != nullptr && dialog()->labelText().contains(QLatin1String("not the password")), kPatienceMs);
    dialog()->setTextValue(QStringLiteral("secret"));
    dialog()->accept();
    QTRY_COMPARE_WITH_TIMEOUT(pageCount(), std::size_t(1), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->pageView().canvas().pageSize().isEmpty(), kPatienceMs);
}

void MainWindowTest::pagesAreTurned()
{
    openLetter();
    const std::vector<PageId> pages = m_window->project().pageOrder();
    QCOMPARE(m_window->pageView().shownPage(), pages[0]);
    trigger(Command::NextPage);
    QCOMPARE(m_window->pageView().shownPage(), pages[1]);
    trigger(Command::NextPage);
    QCOMPARE(m_window->pageView().shownPage(), pages[1]);
    trigger(Command::FirstPage);
    QCOMPARE(m_window->pageView().shownPage(), pages[0]);
    trigger(Command::CloseDocument);
    QCOMPARE(m_window->pageView().shownPage(), PageId(0));
}

void MainWindowTest::zoomStaysWhereThePointerIs()
{
    openLetter();
    PageCanvas& canvas = m_window->pageView().canvas();
    const double fitted = canvas.zoomFactor();
    trigger(Command::ActualSize);
    QCOMPARE(canvas.zoomFactor(), 1.0);
    const QPoint pointer(canvas.viewport()->width() / 3, canvas.viewport()->height() / 3);
    const QPointF before = canvas.mapToScene(pointer);
    QWheelEvent wheel(pointer, canvas.viewport()->mapToGlobal(pointer), {}, QPoint(0, 240), Qt::NoButton,
        Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas.viewport(), &wheel);
    QVERIFY(canvas.zoomFactor() > 1.2);
    const QPointF after = canvas.mapToScene(pointer);
    QVERIFY2((after - before).manhattanLength() < 4, "the page slid away under the pointer");
    trigger(Command::FitPage);
    QCOMPARE(canvas.zoomFactor(), fitted);
}

void MainWindowTest::aPageIsReadAndCorrected()
{
    openLetter();
    Project& project = m_window->project();
    const PageId page = project.pageOrder()[0];
    QAction& run = m_window->actions().action(Command::RunPage);
    QTRY_VERIFY_WITH_TIMEOUT(run.isEnabled(), kPatienceMs);
    QCOMPARE(m_window->findChild<TaskBar*>()->task(), QString(kAutomaticTask)); // for those who did not choose
    m_window->findChild<TaskBar*>()->setTask(QStringLiteral("ocr"));
    run.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(project.shownReading(page) != nullptr, kPatienceMs);
    PageCanvas& canvas = m_window->pageView().canvas();
    QTRY_COMPARE(canvas.shapes().size(), std::size_t(3));
    QCOMPARE(canvas.shapes()[0].box.left(), 200.0 * canvas.pageSize().width() / 1654);

    // A click on a box chooses its row, and a row its box.
    const QPoint inBox = canvas.mapFromScene(canvas.shapes()[2].box.center());
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, inBox);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(2));

    trigger(Command::NextDoubtful);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(1));
    m_window->results().editCurrent(); // in the list
    auto* const editor = m_window->results().list().findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->setText(QStringLiteral("as it should be"));
    QTest::keyClick(editor, Qt::Key_Return);
    const auto text = [&](std::size_t item) { return itemAt(project.shownReading(page)->result->content, item).text; };
    QTRY_COMPARE(text(1), QStringLiteral("as it should be"));
    QVERIFY(m_window->isWindowModified());
    trigger(Command::Undo);
    QCOMPARE(text(1), QStringLiteral("page 1 line 2"));
    trigger(Command::AcceptItem);
    QCOMPARE(project.shownReading(page)->reviews[1], Review::Accepted);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(2));
    trigger(Command::DeleteItem);
    QCOMPARE(project.shownReading(page)->reviews.size(), std::size_t(2));
    trigger(Command::Undo);
    QCOMPARE(project.shownReading(page)->reviews.size(), std::size_t(3));

    trigger(Command::ShowBoxes);
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, inBox);
    QVERIFY2(
        m_window->results().currentItem() != std::optional<std::size_t>(0), "boxes that are hidden are not clicked");
}

PageId MainWindowTest::readFirstPage()
{
    openLetter();
    const PageId page = m_window->project().pageOrder()[0];
    QAction& run = m_window->actions().action(Command::RunPage);
    const auto isRead = [&] { return m_window->project().shownReading(page) != nullptr; };
    if (!QTest::qWaitFor([&] { return run.isEnabled(); }, kPatienceMs))
        return 0;
    m_window->findChild<TaskBar*>()->setTask(QStringLiteral("ocr"));
    run.trigger();
    return QTest::qWaitFor(isRead, kPatienceMs) ? page : 0;
}

QString MainWindowTest::lineAt(PageId page, std::size_t item)
{
    return itemAt(m_window->project().shownReading(page)->result->content, item).text;
}

void MainWindowTest::linesAreCorrectedUponThePage()
{
    const PageId page = readFirstPage();
    QVERIFY(page != 0);
    PageCanvas& canvas = m_window->pageView().canvas();
    QTRY_COMPARE(canvas.shapes().size(), std::size_t(3));
    auto* const editor = canvas.viewport()->findChild<QFrame*>(QStringLiteral("lineEditor"));
    QVERIFY(editor != nullptr && !editor->isVisible());
    auto* const field = editor->findChild<QLineEdit*>();

    QTest::mouseDClick(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(canvas.shapes()[0].box.center()));
    QVERIFY(editor->isVisible());
    QCOMPARE(field->text(), QStringLiteral("page 1 line 1"));
    const QRect line = canvas.mapFromScene(canvas.shapes()[0].box).boundingRect();
    QVERIFY2(!editor->geometry().intersects(line), "the line itself stays to be read");
    field->setText(QStringLiteral("Zeile 1"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(lineAt(page, 0), QStringLiteral("Zeile 1"));
    QCOMPARE(m_window->project().shownReading(page)->reviews[0], Review::Edited);
    // On to the next row, which is left by Esc with nothing kept.
    QVERIFY(editor->isVisible());
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(1));
    field->setText(QStringLiteral("not meant"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!editor->isVisible());
    QCOMPARE(lineAt(page, 1), QStringLiteral("page 1 line 2"));
    // Words that were typed are kept where one goes elsewhere.
    m_window->results().setCurrentItem(2);
    trigger(Command::EditItem);
    field->setText(QStringLiteral("Zeile 3"));
    m_window->results().list().setFocus();
    QTRY_COMPARE(lineAt(page, 2), QStringLiteral("Zeile 3"));
    // A reading that comes while a line of another is edited does not get its words.
    m_window->results().setCurrentItem(0);
    trigger(Command::EditItem);
    field->setText(QStringLiteral("Zeile eins"));
    const ReadingId first = m_window->project().shownReading(page)->id;
    Reading other = *m_window->project().shownReading(page);
    m_window->project().addReading(page, other);
    m_window->project().showReading(page, m_window->project().page(page)->readings.back().id);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_window->project().shownReading(page)->id, first);
    QCOMPARE(lineAt(page, 0), QStringLiteral("Zeile eins"));
    QTest::keyClick(field, Qt::Key_Escape);
    // From a doubtful place the way leads to the next one, and what is left as it was is accepted.
    trigger(Command::NextDoubtful);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(1));
    trigger(Command::EditItem);
    QVERIFY(field->hasSelectedText());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_window->project().shownReading(page)->reviews[1], Review::Accepted);
    QVERIFY(!editor->isVisible());
}

void MainWindowTest::wordsAreFoundAndReplaced()
{
    const PageId page = readFirstPage();
    QVERIFY(page != 0);
    auto* const pattern = m_window->findChild<QLineEdit*>(QStringLiteral("pattern"));
    auto* const replacement = m_window->findChild<QLineEdit*>(QStringLiteral("replacement"));
    auto* const found = m_window->findChild<QLabel*>(QStringLiteral("found"));
    QVERIFY(pattern != nullptr && replacement != nullptr && found != nullptr && !pattern->isVisible());
    trigger(Command::Find);
    QVERIFY(pattern->isVisible() && !replacement->isVisible());
    QTest::keyClicks(pattern, QStringLiteral("LINE"));
    QCOMPARE(found->text(), QStringLiteral("1 of 3"));
    QTest::keyClick(pattern, Qt::Key_Return);
    QCOMPARE(found->text(), QStringLiteral("2 of 3"));
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(1));
    trigger(Command::FindPrevious);
    trigger(Command::FindPrevious);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(2));

    trigger(Command::Replace);
    QVERIFY(replacement->isVisible());
    replacement->setText(QStringLiteral("line line"));
    replacement->setFocus();
    QTest::keyClick(replacement, Qt::Key_Return);
    QCOMPARE(lineAt(page, 2), QStringLiteral("page 1 line line 3"));
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(0)); // and not what was just put in
    trigger(Command::Undo);
    // The last that is left to replace.
    pattern->setText(QStringLiteral("line 3"));
    replacement->setText(QStringLiteral("end"));
    replacement->setFocus();
    QTest::keyClick(replacement, Qt::Key_Return);
    QCOMPARE(lineAt(page, 2), QStringLiteral("page 1 end"));
    QCOMPARE(found->text(), QStringLiteral("Not found"));
    trigger(Command::Undo);
    pattern->setText(QStringLiteral("line"));
    const int before = m_window->project().history().index();
    replacement->setText(QStringLiteral("Zeile"));
    for (QPushButton* const button : m_window->findChildren<QPushButton*>())
        if (button->text() == QLatin1String("Replace All"))
            button->click();
    QCOMPARE(found->text(), QStringLiteral("3 replaced"));
    for (std::size_t item = 0; item < 3; ++item)
        QCOMPARE(lineAt(page, item), QStringLiteral("page 1 Zeile %1").arg(item + 1));
    QCOMPARE(m_window->project().history().index(), before + 1);
    QTest::qWait(50);
    QCOMPARE(found->text(), QStringLiteral("3 replaced"));
    trigger(Command::Undo);
    QCOMPARE(lineAt(page, 0), QStringLiteral("page 1 line 1"));
    QTRY_COMPARE(found->text(), QStringLiteral("3 found")); // and no longer what was replaced

    m_window->findChild<QToolButton*>(QStringLiteral("expression"))->setChecked(true);
    pattern->setText(QStringLiteral("li(ne"));
    QVERIFY2(found->text().contains(QLatin1String("at character 6")), qPrintable(found->text()));
    QTest::keyClick(pattern, Qt::Key_Escape);
    QVERIFY(!pattern->isVisible());
}

void MainWindowTest::masksArePainted()
{
    openLetter();
    Project& project = m_window->project();
    const PageId page = project.pageOrder()[0];
    Reading reading;
    reading.task = QStringLiteral("segment");
    reading.made = QDateTime::currentDateTimeUtc();
    const DetectedObject cat{ "cat", { 200, 200, 400, 400 }, BoxState::Valid, 0.9, 0 };
    PixelMask square{ 200, 200, 200, 200, std::vector<std::uint8_t>(200 * 200, 1) };
    reading.result = std::make_shared<const PageResult>(
        PageResult{ .content = Segments{ { { cat, std::array<int, 16>{}, square } } },
            .pageWidth = 1654,
            .pageHeight = 2339,
            .provenance = {} });
    QAction& brush = m_window->actions().action(Command::Brush);
    QAction& eraser = m_window->actions().action(Command::Eraser);
    QVERIFY(!brush.isEnabled());
    project.addReading(page, reading);
    QVERIFY(brush.isEnabled());
    PageCanvas& canvas = m_window->pageView().canvas();
    const auto drag = [&](const QPointF& from, const QPointF& to) {
        const double scale = canvas.pageSize().width() / 1654.0;
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(from * scale));
        QTest::mouseMove(canvas.viewport(), canvas.mapFromScene(to * scale));
        QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(to * scale));
    };
    const auto segment
        = [&]() -> const Segment& { return std::get<Segments>(project.shownReading(page)->result->content).items[0]; };
    const auto inside = [&] {
        const auto& pixels = segment().mask->pixels;
        return std::count(pixels.begin(), pixels.end(), 1);
    };
    brush.setChecked(true);
    const int steps = project.history().index();
    drag({ 390, 300 }, { 600, 300 });
    QCOMPARE(project.history().index(), steps + 1);
    QVERIFY(inside() > 200 * 200);
    QVERIFY2(segment().object.box.right > 590, "the box is that of the mask");
    QVERIFY2(!segment().codes, "what the model had coded is no longer so");
    eraser.setChecked(true);
    QVERIFY(!brush.isChecked());
    m_window->actions().action(Command::LargerBrush).trigger();
    drag({ 500, 300 }, { 620, 300 });
    QVERIFY(segment().object.box.right < 510);
    project.history().undo();
    project.history().undo();
    QCOMPARE(segment(), std::get<Segments>(reading.result->content).items[0]);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(!eraser.isChecked());
}

void MainWindowTest::versionsAreChosen()
{
    const PageId page = readFirstPage();
    QVERIFY(page != 0);
    Project& project = m_window->project();
    project.setItemText(page, 0, QStringLiteral("my words"));
    const ReadingId first = project.shownReading(page)->id;
    Reading again = *project.shownReading(page);
    again.made = again.made.addSecs(60);
    QVERIFY2(!project.addReading(page, again), "the corrected one stays");
    trigger(Command::Versions);
    auto* const dialog = m_window->findChild<VersionsDialog*>();
    QVERIFY(dialog != nullptr);
    auto* const list = dialog->findChild<QTreeWidget*>();
    QCOMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(1)->text(4), QStringLiteral("shown, corrected"));
    QCOMPARE(list->topLevelItem(0)->text(3), QStringLiteral("scripted"));
    list->setCurrentItem(list->topLevelItem(0));
    for (QPushButton* const button : dialog->findChildren<QPushButton*>())
        if (button->text() == QLatin1String("&Show This One"))
            button->click();
    QVERIFY(project.shownReading(page)->id != first);
    QVERIFY(list->topLevelItem(0)->text(4).startsWith(QLatin1String("shown")));
    dialog->reject();
}

void MainWindowTest::questionsWantWords()
{
    openLetter();
    QAction& run = m_window->actions().action(Command::RunPage);
    QTRY_VERIFY_WITH_TIMEOUT(run.isEnabled(), kPatienceMs);
    auto* const tasks = m_window->findChild<QComboBox*>(QStringLiteral("tasks"));
    auto* const prompt = m_window->findChild<QLineEdit*>(QStringLiteral("prompt"));
    QVERIFY(tasks != nullptr && prompt != nullptr);
    QVERIFY(!prompt->isVisible());
    tasks->setCurrentIndex(tasks->findData(QStringLiteral("question")));
    QVERIFY(prompt->isVisible());
    run.trigger();
    QVERIFY(!m_window->messages().shownText().isEmpty());
    QTest::keyClicks(prompt, QStringLiteral("how many?"));
    QTest::keyClick(prompt, Qt::Key_Return);
    const PageId page = m_window->project().pageOrder()[0];
    QTRY_VERIFY_WITH_TIMEOUT(m_window->project().shownReading(page) != nullptr, kPatienceMs);
    auto* const answer = m_window->results().findChild<QPlainTextEdit*>(QStringLiteral("answer"));
    QVERIFY(answer != nullptr);
    QCOMPARE(answer->toPlainText(), QStringLiteral("the answer to how many?"));
}

void MainWindowTest::closingAsksWhereSomethingIsUnsaved()
{
    openLetter();
    QVERIFY(m_window->isWindowModified());
    QVERIFY(!m_window->close());
    auto* const box = m_window->findChild<QMessageBox*>();
    QVERIFY(box != nullptr);
    box->reject();
    QVERIFY(m_window->isVisible());
    QSignalSpy saved(&m_window->keeper(), &ProjectKeeper::saved);
    m_window->keeper().save(m_folder.filePath(QStringLiteral("p.palimpsest")));
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
    QVERIFY(!m_window->isWindowModified());
    QVERIFY(m_window->close());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::MainWindowTest)
#include "main_window_test.moc"
