// Questions about a page: every one of them is kept with its answer, shown, asked again, saved and exported; by a
// scripted worker.

#include <QCompleter>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/ui_test.h"
#include "ui/export/export_work.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_file.h"
#include "ui/project/result_items.h"
#include "ui/results/answer_panel.h"
#include "ui/results/result_panel.h"
#include "ui/results/text_answer_view.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
const QString kFirst = QStringLiteral("What is the total?");
const QString kSecond = QStringLiteral("Who wrote it?");

} // namespace

class AnswerPanelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void everyQuestionIsKept();
    void aQuestionIsAskedAgain();
    void whatWasAskedIsSavedAndExported();
    void wordsGoToTheAnswerTheyWereTypedFor();
    void aCorrectedAnswerHidesNoOther();
    void aModelWithoutQuestionsSaysSo();

private:
    [[nodiscard]] QTreeWidget& asked() const { return *m_window->findChild<QTreeWidget*>(QStringLiteral("asked")); }
    [[nodiscard]] QLineEdit& next() const { return *m_window->findChild<QLineEdit*>(QStringLiteral("nextQuestion")); }
    [[nodiscard]] AnswerPanel& panel() const { return m_window->results().answers(); }
    [[nodiscard]] QString shown() const { return panel().text().toPlainText(); }
    [[nodiscard]] std::size_t readings() const { return m_window->project().page(m_page)->readings.size(); }
    void askTwo();

    std::unique_ptr<MainWindow> m_window;
    PageId m_page = 0;
};

void AnswerPanelTest::init()
{
    qunsetenv("PALIMPSEST_SCRIPT");
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    m_window->openPaths({ sourceFile(QStringLiteral("resources/samples/letter.pdf")) });
    QTRY_COMPARE_WITH_TIMEOUT(m_window->project().pageOrder().size(), std::size_t(2), kPatienceMs);
    m_page = m_window->project().pageOrder()[0];
    auto* const tasks = m_window->findChild<TaskBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(!tasks->task().isEmpty(), kPatienceMs);
}

void AnswerPanelTest::askTwo()
{
    auto* const tasks = m_window->findChild<TaskBar*>();
    tasks->setTask(QStringLiteral("question"));
    auto* const prompt = tasks->findChild<QLineEdit*>(QStringLiteral("prompt"));
    prompt->setText(kFirst);
    QTest::keyClick(prompt, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(readings(), std::size_t(1), kPatienceMs);
    QVERIFY(panel().isVisible());
    QTest::keyClicks(&next(), kSecond);
    QTest::keyClick(&next(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(readings(), std::size_t(2), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(panel().isVisible(), kPatienceMs);
}

void AnswerPanelTest::everyQuestionIsKept()
{
    askTwo();
    QCOMPARE(asked().topLevelItemCount(), 2);
    QCOMPARE(asked().topLevelItem(0)->text(0), kFirst);
    QCOMPARE(asked().topLevelItem(1)->text(0), kSecond);
    QCOMPARE(asked().topLevelItem(1)->text(1), QStringLiteral("the answer to ") + kSecond);
    QCOMPARE(asked().currentItem(), asked().topLevelItem(1));
    QCOMPARE(shown(), QStringLiteral("the answer to ") + kSecond);
    QTest::keyClick(&asked(), Qt::Key_Up);
    QCOMPARE(shown(), QStringLiteral("the answer to ") + kFirst);
    m_window->actions().action(Command::RemoveResult).trigger();
    QCOMPARE(asked().topLevelItemCount(), 1);
    m_window->actions().action(Command::Undo).trigger();
    QCOMPARE(asked().topLevelItemCount(), 2);
}

void AnswerPanelTest::aQuestionIsAskedAgain()
{
    askTwo();
    asked().setCurrentItem(asked().topLevelItem(0));
    for (QPushButton* const button : panel().findChildren<QPushButton*>())
        if (button->text().remove(QLatin1Char('&')) == QLatin1String("Ask Again"))
            button->click();
    QTRY_COMPARE_WITH_TIMEOUT(asked().topLevelItemCount(), 3, kPatienceMs);
    QCOMPARE(asked().topLevelItem(2)->text(0), kFirst);
    QCOMPARE(asked().currentItem(), asked().topLevelItem(2));
    auto* const tasks = m_window->findChild<TaskBar*>();
    QVERIFY2(
        tasks->findChild<QLineEdit*>(QStringLiteral("prompt"))->completer() != nullptr, "earlier ones are offered");
}

void AnswerPanelTest::whatWasAskedIsSavedAndExported()
{
    askTwo();
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("asked.palimpsest"));
    QVERIFY(writeProject(contentOf(m_window->project()), file).ok());
    const auto read = readProject(file, folder.path());
    QVERIFY(read.ok());
    const std::vector<Reading>& kept = read.value().content.pages[0].readings;
    QCOMPARE(kept.size(), std::size_t(2));
    QCOMPARE(kept[0].prompt, kFirst);
    QCOMPARE(itemAt(kept[1].result->content, 0).text, QStringLiteral("the answer to ") + kSecond);

    const auto exported = [&](const char* ending) {
        for (const ExportChoice& choice : exportChoices())
            if (choice.ending == QLatin1String(ending))
                return makeExport(exportInput(read.value().content, { m_page }, choice), choice, {})
                    .value()
                    .at(0)
                    .bytes;
        return QByteArray();
    };
    for (const char* const ending : { ".txt", ".md", ".csv", ".jsonl" })
        for (const QString& question : { kFirst, kSecond })
            QVERIFY2(exported(ending).contains("the answer to " + question.toUtf8()), ending);
    QVERIFY2(exported(".txt").startsWith(kFirst.toUtf8() + '\n'), exported(".txt").constData());
}

// While one is corrected, the answer to another comes.
void AnswerPanelTest::wordsGoToTheAnswerTheyWereTypedFor()
{
    askTwo();
    asked().setCurrentItem(asked().topLevelItem(0));
    panel().text().setPlainText(QStringLiteral("twelve"));
    Reading late = *m_window->project().shownReading(m_page);
    late.prompt = QStringLiteral("When?");
    m_window->project().addReading(m_page, late);
    const std::vector<Reading>& readings = m_window->project().page(m_page)->readings;
    QCOMPARE(readings.size(), std::size_t(3));
    QCOMPARE(itemAt(readings[0].result->content, 0).text, QStringLiteral("twelve"));
    QCOMPARE(readings[0].reviews[0], Review::Edited);
    QCOMPARE(readings[2].reviews[0], Review::Unseen);
    QCOMPARE(shown(), QStringLiteral("twelve"));
}

void AnswerPanelTest::aCorrectedAnswerHidesNoOther()
{
    askTwo();
    panel().text().setPlainText(QStringLiteral("nobody"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->project().shownReading(m_page)->isEdited(), kPatienceMs);
    QTest::keyClicks(&next(), QStringLiteral("When?"));
    QTest::keyClick(&next(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(asked().topLevelItemCount(), 3, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), QStringLiteral("the answer to When?"), kPatienceMs);
    QCOMPARE(asked().topLevelItem(1)->text(1), QStringLiteral("nobody"));
}

void AnswerPanelTest::aModelWithoutQuestionsSaysSo()
{
    askTwo();
    ModelInfo model;
    model.tasks = { QStringLiteral("ocr") };
    model.reasons.insert(QStringLiteral("question"), QStringLiteral("nobody taught it"));
    panel().setModel(model);
    QVERIFY(!next().isEnabled());
    QVERIFY(next().toolTip().contains(QLatin1String("nobody taught it")));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::AnswerPanelTest)
#include "answer_panel_test.moc"
