// Two programs at once: neither takes the other's session for abandoned nor writes over its project, and what a killed
// one leaves is found. The other program is the real one.

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/project/project_file.h"
#include "ui/project/project_keeper.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 60'000;

QString letter()
{
    return sourceFile(QStringLiteral("resources/samples/letter.pdf"));
}

} // namespace

class TwoWindowsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aProjectIsOpenInOneOfThem();
    void aSessionIsAbandonedOnceItsProgramIsGone();

private:
    void start(const QString& file);
    [[nodiscard]] QStringList sessions() const
    {
        return QDir(m_state + QStringLiteral("/palimpsest/sessions")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_other;
    QString m_state;
};

void TwoWindowsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_state = qEnvironmentVariable("XDG_STATE_HOME");
    m_other = std::make_unique<QProcess>();
}

void TwoWindowsTest::cleanup()
{
    m_other->kill();
    m_other->waitForFinished(kPatienceMs);
}

void TwoWindowsTest::start(const QString& file)
{
    m_other->start(qEnvironmentVariable("PALIMPSEST_DESKTOP"), { QStringLiteral("--new-window"), file });
    QVERIFY(m_other->waitForStarted(kPatienceMs));
}

void TwoWindowsTest::aProjectIsOpenInOneOfThem()
{
    const QString file = m_folder->filePath(QStringLiteral("letter.palimpsest"));
    const QString lock = m_folder->filePath(QStringLiteral(".letter.palimpsest.lock"));
    {
        Project project;
        project.addDocument(letter(), 2, {}, false);
        QVERIFY(writeProject(contentOf(project), file).ok());
    }
    start(file);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(lock), kPatienceMs);

    MainWindow window;
    window.show();
    window.openPaths({ file });
    QTRY_VERIFY_WITH_TIMEOUT(
        window.messages().shownText().contains(QLatin1String("open in another window")), kPatienceMs);
    QCOMPARE(window.project().pageOrder().size(), std::size_t(2));
    QVERIFY(window.keeper().file().isEmpty());
    QSignalSpy failed(&window.keeper(), &ProjectKeeper::failed);
    window.keeper().save(file);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);

    // Killed, it no longer keeps anybody away.
    QCOMPARE(::kill(static_cast<pid_t>(m_other->processId()), SIGKILL), 0);
    QVERIFY(m_other->waitForFinished(kPatienceMs));
    QVERIFY(QFile::exists(lock));
    QSignalSpy saved(&window.keeper(), &ProjectKeeper::saved);
    window.keeper().save(file);
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
}

void TwoWindowsTest::aSessionIsAbandonedOnceItsProgramIsGone()
{
    const auto autosaved = [this] {
        for (const QString& name : sessions())
            if (QFile::exists(m_state + QStringLiteral("/palimpsest/sessions/%1/autosave.palimpsest").arg(name)))
                return true;
        return false;
    };
    start(letter());
    QTRY_VERIFY_WITH_TIMEOUT(autosaved(), kPatienceMs);
    {
        MainWindow window; // looks for abandoned ones at its start
        QVERIFY2(window.messages().shownText().isEmpty(), qPrintable(window.messages().shownText()));
        QCOMPARE(sessions().size(), 2);
    }
    QCOMPARE(sessions().size(), 1);
    QCOMPARE(::kill(static_cast<pid_t>(m_other->processId()), SIGKILL), 0);
    QVERIFY(m_other->waitForFinished(kPatienceMs));
    const auto abandoned = SessionFolder::findAbandoned();
    QCOMPARE(abandoned.size(), std::size_t(1));
    MainWindow window;
    QVERIFY(window.messages().shownText().contains(QLatin1String("did not end as it should have")));
    QSignalSpy opened(&window.keeper(), &ProjectKeeper::opened);
    window.keeper().restore(abandoned.front());
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatienceMs);
    QCOMPARE(window.project().pageOrder().size(), std::size_t(2));
    QVERIFY(window.isWindowModified());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::TwoWindowsTest)
#include "two_windows_test.moc"
