// The queue and the worker behind it: progress, partial text, failures of one page, a worker that dies, a model that is
// gone, stop and pause. The worker is the scripted one.

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/project/project.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

class Desk {
public:
    explicit Desk(const char* script, std::size_t pages = 3)
    {
        qputenv("PALIMPSEST_SCRIPT", script);
        m_project.addDocument(QStringLiteral("/nowhere/letter.pdf"), pages, {}, false);
        QObject::connect(
            &m_jobs, &JobController::partialText, &m_jobs, [this](PageId, const QString& text) { m_partial = text; });
        QObject::connect(&m_jobs, &JobController::failed, &m_jobs,
            [this](const Error& error) { m_failures.append(QString::fromStdString(error.message)); });
    }

    void runAll() { m_jobs.read(m_project.pageOrder(), QStringLiteral("ocr"), {}); }
    [[nodiscard]] bool settled() const { return m_jobs.leftCount() == 0; }
    [[nodiscard]] QString firstLine(std::size_t page) const
    {
        const Reading* const reading = m_project.shownReading(m_project.pageOrder()[page]);
        return reading == nullptr ? QString() : itemAt(reading->result->content, 0).text;
    }

    Project m_project; // NOLINT: a bundle for tests
    JobController m_jobs{ m_project };
    QString m_partial;
    QStringList m_failures;
};

} // namespace

class JobControllerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void readsEveryPage();
    void onePageFailsAlone();
    void aKilledWorkerIsStartedAgain();
    void aPageThatKillsTheWorkerIsSetAside();
    void withoutAModelOneMessage();
    void withoutAProgramOneMessage();
    void stopKeepsWhatIsRead();
    void pauseHoldsTheQueue();
    void aRemovedPageIsPassedOver();
    void theSameIsNotQueuedTwice();
    void aPageThatTakesTooLongIsGivenUp();
    void theModelIsReleased();
    void textOfThePageIsTaken();
};

void JobControllerTest::cleanup()
{
    qunsetenv("PALIMPSEST_SCRIPT");
    qunsetenv("PALIMPSEST_DIED");
}

void JobControllerTest::readsEveryPage()
{
    Desk desk("");
    QSignalSpy loaded(&desk.m_jobs, &JobController::modelLoaded);
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.firstLine(0), QStringLiteral("page 1 line 1"));
    QCOMPARE(desk.firstLine(2), QStringLiteral("page 3 line 1"));
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(loaded[0][0].value<LoadedModelInfo>().deviceName, QStringLiteral("a scripted device"));
    QCOMPARE(desk.m_partial, QStringLiteral("on its way"));
    QVERIFY(desk.m_jobs.secondsPerPage().has_value());
    QVERIFY(desk.m_failures.isEmpty());
}

void JobControllerTest::onePageFailsAlone()
{
    Desk desk("fail=2");
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Done), std::size_t(2));
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Failed), std::size_t(1));
    QCOMPARE(desk.m_project.page(desk.m_project.pageOrder()[1])->failure, QStringLiteral("page 2 is torn"));
    QCOMPARE(desk.firstLine(2), QStringLiteral("page 3 line 1"));
    QVERIFY2(desk.m_failures.isEmpty(), "the page says so itself");
    // The worker goes on with the script it was started with: tried again, it fails again, and nothing else is read.
    desk.m_jobs.retryFailed();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Failed), std::size_t(1));
    QCOMPARE(desk.m_project.page(desk.m_project.pageOrder()[0])->readings.size(), std::size_t(1));
}

void JobControllerTest::aKilledWorkerIsStartedAgain()
{
    const QString mark = QDir::temp().filePath(QStringLiteral("died-%1").arg(QCoreApplication::applicationPid()));
    qputenv("PALIMPSEST_DIED", mark.toUtf8());
    Desk desk("die");
    QSignalSpy died(&desk.m_jobs.worker(), &WorkerClient::died);
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QFile::remove(mark);
    QCOMPARE(died.count(), 1);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Done), std::size_t(3));
    QCOMPARE(desk.firstLine(0), QStringLiteral("page 1 line 1"));
    QCOMPARE(desk.m_failures.size(), 1);
    QVERIFY(desk.m_failures[0].contains(QLatin1String("was killed or crashed")));
}

void JobControllerTest::aPageThatKillsTheWorkerIsSetAside()
{
    Desk desk("die-always");
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Failed), std::size_t(3));
    QVERIFY(desk.m_project.page(desk.m_project.pageOrder()[0])->failure.contains(QLatin1String("killed")));
}

void JobControllerTest::withoutAModelOneMessage()
{
    Desk desk("no-model");
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_failures, QStringList{ QStringLiteral("the checkpoint is gone") });
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Stopped), std::size_t(2));
}

void JobControllerTest::withoutAProgramOneMessage()
{
    const QByteArray before = qgetenv("PALIMPSEST_PROGRAM");
    qputenv("PALIMPSEST_PROGRAM", "/nowhere/palimpsest");
    Desk desk("");
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    qputenv("PALIMPSEST_PROGRAM", before);
    QCOMPARE(desk.m_failures.size(), 1);
    QVERIFY(desk.m_failures[0].contains(QLatin1String("PALIMPSEST_PROGRAM")));
}

void JobControllerTest::stopKeepsWhatIsRead()
{
    Desk desk("slow", 5);
    desk.runAll();
    QTRY_COMPARE_WITH_TIMEOUT(desk.m_jobs.jobs().count(JobState::Done), std::size_t(1), kPatienceMs);
    desk.m_jobs.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.m_jobs.isBusy(), kPatienceMs);
    QVERIFY(desk.m_jobs.jobs().count(JobState::Stopped) >= 3);
    QCOMPARE(desk.firstLine(0), QStringLiteral("page 1 line 1"));
    QVERIFY(desk.m_failures.isEmpty());
    desk.runAll(); // and it goes on when it is asked to
    QTRY_COMPARE_WITH_TIMEOUT(desk.m_jobs.jobs().count(JobState::Done), std::size_t(5), kPatienceMs);
}

void JobControllerTest::pauseHoldsTheQueue()
{
    Desk desk("slow");
    desk.runAll();
    desk.m_jobs.setPaused(true);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.m_jobs.isBusy(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Done), std::size_t(1));
    QCOMPARE(desk.m_jobs.leftCount(), std::size_t(2));
    desk.m_jobs.setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Done), std::size_t(3));
}

void JobControllerTest::aRemovedPageIsPassedOver()
{
    Desk desk("slow");
    const DocumentId other = desk.m_project.addDocument(QStringLiteral("/nowhere/b.pdf"), 1, {}, false);
    desk.runAll();
    desk.m_project.removeDocument(other);
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Done), std::size_t(3));
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Stopped), std::size_t(1));
}

void JobControllerTest::theSameIsNotQueuedTwice()
{
    Desk desk("slow");
    desk.runAll();
    desk.runAll();
    QCOMPARE(desk.m_jobs.jobs().rowCount(), 3);
    desk.m_jobs.read({ desk.m_project.pageOrder()[0] }, QStringLiteral("question"), QStringLiteral("what?"));
    QCOMPARE(desk.m_jobs.jobs().rowCount(), 4);
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.firstLine(0), QStringLiteral("the answer to what?"));
}

void JobControllerTest::aPageThatTakesTooLongIsGivenUp()
{
    Desk desk("stuck=2");
    desk.m_jobs.setPageLimit(std::chrono::seconds(2));
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled(), kPatienceMs);
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Failed), std::size_t(1));
    QCOMPARE(desk.m_jobs.jobs().count(JobState::Done), std::size_t(2));
    QVERIFY(desk.m_project.page(desk.m_project.pageOrder()[1])->failure.contains(QLatin1String("took longer")));
}

void JobControllerTest::theModelIsReleased()
{
    Desk desk("");
    QSignalSpy loaded(&desk.m_jobs, &JobController::modelLoaded);
    desk.m_jobs.releaseModel();
    QCOMPARE(loaded.count(), 0);
    desk.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled() && !desk.m_jobs.isBusy(), kPatienceMs);
    QCOMPARE(loaded.count(), 1);
    const qint64 worker = desk.m_jobs.worker().processId();
    desk.m_jobs.releaseModel();
    QCOMPARE(loaded.count(), 2);
    QVERIFY(loaded[1][0].value<LoadedModelInfo>().name.isEmpty());
    QVERIFY(!desk.m_jobs.worker().isRunning());
    QTRY_VERIFY2_WITH_TIMEOUT(
        !QFile::exists(QStringLiteral("/proc/%1").arg(worker)), "it still has its memory", kPatienceMs);
    QVERIFY2(desk.m_failures.isEmpty(), "that a worker ends as it was told to is no failure");
    // By itself, when nothing is read for a while; and the next page loads it again.
    desk.m_jobs.setIdleLimit(std::chrono::milliseconds(200));
    desk.runAll();
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 4, kPatienceMs);
    QVERIFY(!desk.m_jobs.worker().isRunning());
}

void JobControllerTest::textOfThePageIsTaken()
{
    Desk desk("text-layer", 2);
    QSignalSpy found(&desk.m_jobs, &JobController::textFound);
    const PageId first = desk.m_project.pageOrder()[0];
    desk.m_jobs.read({ first }, QStringLiteral("ocr"), {});
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled() && !desk.m_jobs.isBusy(), kPatienceMs);
    QCOMPARE(found.count(), 1);
    QCOMPARE(desk.m_project.shownReading(first)->result->provenance.source, ResultSource::Model);
    desk.m_jobs.takeText({ first });
    QTRY_VERIFY_WITH_TIMEOUT(desk.settled() && !desk.m_jobs.isBusy(), kPatienceMs);
    QCOMPARE(found.count(), 1);
    QCOMPARE(desk.m_project.shownReading(first)->result->provenance.source, ResultSource::Document);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::JobControllerTest)
#include "job_controller_test.moc"
