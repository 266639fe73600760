// How something is to be read, beside what: pages that look blank all the same, answers in a language. And what is kept
// of how it went.

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/page_request.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_file.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/results/provenance_text.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class ReadingWishesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void theWorkerIsToldOfThem();
    void aBlankPageIsReadAnyway();
    void anAnswerHasTheLanguageOfTheProject();
    void aLanguageThatIsNoneIsNotTaken();
    void thePromptSaysWhichWordsAreKnown();
    void whatAReadingTookIsKept();

private:
    void open(const char* script);
    void run();
    void trigger(Command command) { m_window->actions().action(command).trigger(); }
    [[nodiscard]] Project& project() { return m_window->project(); }
    [[nodiscard]] const Reading& shown() { return *project().shownReading(project().pageOrder().front()); }
    [[nodiscard]] bool says(const char* words);
    [[nodiscard]] QString answer() { return itemAt(shown().result->content, 0).text; }

    std::unique_ptr<MainWindow> m_window;
};

void ReadingWishesTest::cleanup()
{
    m_window.reset();
    qunsetenv("PALIMPSEST_SCRIPT");
}

void ReadingWishesTest::open(const char* script)
{
    qputenv("PALIMPSEST_SCRIPT", script);
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    project().addDocument(QStringLiteral("/nowhere/report.pdf"), 2, {}, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->actions().action(Command::RunPage).isEnabled(), kPatienceMs);
}

void ReadingWishesTest::run()
{
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    trigger(Command::RunPage);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
}

bool ReadingWishesTest::says(const char* words)
{
    const auto labels = m_window->results().findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
        [words](const QLabel* label) { return label->isVisible() && label->text().contains(QLatin1String(words)); });
}

void ReadingWishesTest::theWorkerIsToldOfThem()
{
    const PageEntry page{ 2, 1, 0, {}, 0, {}, {} };
    const DocumentEntry document{ 1, QStringLiteral("/nowhere/report.pdf"), {}, false, { 2 } };
    Job job{ .page = 2, .task = QStringLiteral("question"), .prompt = QStringLiteral("why?") };
    auto request = pageRequest(job, page, document);
    QVERIFY(!request.contains("language") && !request.contains("blank"));
    job.wishes = { QStringLiteral("de"), true };
    request = pageRequest(job, page, document);
    QVERIFY(request["language"] == "de");
    QVERIFY(request["blank"] == "read");
}

void ReadingWishesTest::aBlankPageIsReadAnyway()
{
    open("blank=1");
    m_window->findChild<TaskBar*>()->setTask(QStringLiteral("ocr"));
    run();
    QVERIFY(says("Looks blank (0.2 % ink). Skipped"));
    auto* const anyway = m_window->results().findChild<QPushButton*>(QStringLiteral("readAnyway"));
    QVERIFY(anyway->isVisible());
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    anyway->click();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QVERIFY(!anyway->isVisible());
    QCOMPARE(shown().reviews.size(), std::size_t(3));
    QVERIFY(says("looked blank and was read all the same"));
    QVERIFY(provenanceText(shown()).contains(QLatin1String("looked blank")));
    // Elsewhere nothing is offered.
    trigger(Command::NextPage);
    QVERIFY(!anyway->isVisible() && !says("looked blank"));
    run();
    QVERIFY(!anyway->isVisible() && !says("looked blank"));
}

void ReadingWishesTest::anAnswerHasTheLanguageOfTheProject()
{
    open("");
    auto* const bar = m_window->findChild<TaskBar*>();
    auto* const language = bar->findChild<QComboBox*>(QStringLiteral("language"));
    auto* const prompt = bar->findChild<QLineEdit*>(QStringLiteral("prompt"));
    QVERIFY(!language->isVisible()); // text is read as it stands there
    bar->setTask(QStringLiteral("question"));
    QVERIFY(language->isVisible());
    prompt->setText(QStringLiteral("why?"));
    run();
    QCOMPARE(answer(), QStringLiteral("the answer to why?"));
    const int steps = project().history().index();
    language->setCurrentIndex(language->findData(QStringLiteral("de")));
    Q_EMIT language->activated(language->currentIndex());
    QCOMPARE(project().answerLanguage(), QStringLiteral("de"));
    QCOMPARE(project().history().index(), steps + 1);
    run();
    QCOMPARE(answer(), QStringLiteral("the answer to why? in de"));
    bar->setTask(QStringLiteral("ocr"));
    run(); // and the worker is not told of a language that the task has not
    QCOMPARE(shown().task, QStringLiteral("ocr"));

    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("report.palimpsest"));
    QSignalSpy saved(&m_window->keeper(), &ProjectKeeper::saved);
    m_window->keeper().save(file);
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
    trigger(Command::Undo);
    QCOMPARE(project().answerLanguage(), QString());
    QCOMPARE(language->currentData().toString(), QString());
    trigger(Command::Redo);
    QCOMPARE(language->currentData().toString(), QStringLiteral("de"));
    project().setSaved();
    trigger(Command::NewProject);
    QCOMPARE(project().answerLanguage(), QString());
    m_window->openPaths({ file });
    QTRY_COMPARE_WITH_TIMEOUT(project().answerLanguage(), QStringLiteral("de"), kPatienceMs);
    QCOMPARE(language->currentData().toString(), QStringLiteral("de"));
}

void ReadingWishesTest::aLanguageThatIsNoneIsNotTaken()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("report.palimpsest"));
    for (const char* const code : { "quz", "German" }) {
        ProjectContent content;
        content.answerLanguage = QLatin1String(code);
        QVERIFY(writeProject(content, file).ok());
        const auto read = readProject(file, folder.path());
        QVERIFY(read.ok());
        QCOMPARE(read.value().content.answerLanguage, qstrlen(code) == 3 ? QLatin1String(code) : QLatin1String());
    }
    TaskBar bar;
    bar.setLanguage(QStringLiteral("quz")); // of which nobody knows the name
    QCOMPARE(bar.findChild<QComboBox*>(QStringLiteral("language"))->currentData().toString(), QStringLiteral("quz"));
}

// A model that was told few words says so where the words are typed.
void ReadingWishesTest::thePromptSaysWhichWordsAreKnown()
{
    open("");
    auto* const bar = m_window->findChild<TaskBar*>();
    auto* const prompt = bar->findChild<QLineEdit*>(QStringLiteral("prompt"));
    bar->setTask(QStringLiteral("question"));
    QVERIFY(prompt->toolTip().isEmpty());
    bar->setTask(QStringLiteral("detect"));
    QCOMPARE(prompt->placeholderText(), QStringLiteral("red, circle"));
    QVERIFY(prompt->toolTip().contains(QLatin1String("red, circle")));
}

void ReadingWishesTest::whatAReadingTookIsKept()
{
    open("slow");
    run();
    QVERIFY(shown().seconds >= 0.3 && shown().seconds < 20);
    QCOMPARE(shown().device, QStringLiteral("a scripted device"));
    QCOMPARE(shown().ink, std::optional(0.1));
    const QString text = provenanceText(shown());
    QVERIFY2(text.contains(QLatin1String(" s on a scripted device.")), qPrintable(text));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("report.palimpsest"));
    QVERIFY(writeProject(contentOf(project()), file).ok());
    const auto read = readProject(file, folder.path());
    QVERIFY(read.ok());
    const Reading& again = read.value().content.pages.front().readings.front();
    QCOMPARE(again.seconds, shown().seconds);
    QCOMPARE(again.device, shown().device);
    QCOMPARE(again.ink, shown().ink);
    QCOMPARE(provenanceText(again), text);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ReadingWishesTest)
#include "reading_wishes_test.moc"
