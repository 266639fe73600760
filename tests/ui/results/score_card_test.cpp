// Music as a person corrects it: marks follow what is typed, the history keeps it, a synthesiser plays it where there
// is one, and where there is none the command says what is missing.

#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/project/result_items.h"
#include "ui/results/item_card.h"
#include "ui/results/kern_edit.h"
#include "ui/results/result_panel.h"
#include "ui/results/score_card.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
using Lines = std::vector<int>;

} // namespace

class ScoreCardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void marksFollowWhatIsTyped();
    void whatWasTypedIsKept();
    void aSynthesiserPlaysIt();
    void whatCannotBePlayedSaysWhy();

private:
    [[nodiscard]] KernEdit& kern() const
    {
        return *m_window->results().card().score().findChild<KernEdit*>(QStringLiteral("kern"));
    }
    [[nodiscard]] QListWidget& doubts() const
    {
        return *m_window->results().card().score().findChild<QListWidget*>(QStringLiteral("doubts"));
    }
    [[nodiscard]] QAction& action(Command command) const { return m_window->actions().action(command); }
    [[nodiscard]] const ScoreSystem& system() const
    {
        return *systemAt(m_window->project().shownReading(m_page)->result->content, 0);
    }
    // A program of that name, found before all others.
    void install(const QString& program, const QByteArray& script);
    void openScore();

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
    PageId m_page = 0;
};

void ScoreCardTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("PATH", m_folder->path().toLocal8Bit() + ":/usr/bin:/bin");
    openScore();
}

void ScoreCardTest::openScore()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    m_page = m_window->project().pageOrder().front();
    m_window->project().addReading(m_page, sampleScoreReading());
    QVERIFY(kern().isVisible());
}

void ScoreCardTest::cleanup()
{
    m_window.reset();
}

void ScoreCardTest::install(const QString& program, const QByteArray& script)
{
    QFile file(m_folder->filePath(program));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void ScoreCardTest::marksFollowWhatIsTyped()
{
    QCOMPARE(kern().doubtfulLines(), (Lines{ 8, 9 }));
    QCOMPARE(doubts().count(), 1);
    QVERIFY(doubts().item(0)->text().contains(QLatin1String("Measure 2")));
    Q_EMIT doubts().itemActivated(doubts().item(0));
    QCOMPARE(kern().textCursor().blockNumber(), 7);
    QTest::keyClick(&kern(), Qt::Key_Down);
    QTest::keyClick(&kern(), Qt::Key_End);
    QTest::keyClick(&kern(), Qt::Key_Return);
    QTest::keyClicks(&kern(), QStringLiteral("."));
    QTest::keyClick(&kern(), Qt::Key_Tab);
    QTest::keyClicks(&kern(), QStringLiteral("4a"));
    QTRY_COMPARE_WITH_TIMEOUT(kern().doubtfulLines(), (Lines{ 8, 9, 10 }), kPatienceMs); // now the lower staff is short
    QTest::keyClick(&kern(), Qt::Key_Up);
    QTest::keyClick(&kern(), Qt::Key_Up);
    QTest::keyClick(&kern(), Qt::Key_Home);
    QTest::keyClick(&kern(), Qt::Key_Right);
    QTest::keyClicks(&kern(), QStringLiteral("."));
    QTRY_COMPARE_WITH_TIMEOUT(kern().doubtfulLines(), Lines(), kPatienceMs);
    QVERIFY(doubts().isHidden());
}

void ScoreCardTest::whatWasTypedIsKept()
{
    kern().goToLine(8);
    QTest::keyClick(&kern(), Qt::Key_Right);
    QTest::keyClicks(&kern(), QStringLiteral("."));
    QVERIFY2(!m_window->project().shownReading(m_page)->isEdited(), "half a word is no step of the history");
    m_window->results().list().setFocus();
    QVERIFY(system().kern.find("\n2.D\t4d\n") != std::string::npos);
    QVERIFY(!system().warnings.empty());
    action(Command::Undo).trigger();
    QCOMPARE(system(), *systemAt(sampleScoreReading().result->content, 0));
    QVERIFY(kern().toPlainText().contains(QLatin1String("\n2D\t4d\n")));
    action(Command::Redo).trigger();
    QVERIFY(kern().toPlainText().contains(QLatin1String("\n2.D\t4d\n")));
}

void ScoreCardTest::aSynthesiserPlaysIt()
{
    const QString heard = m_folder->filePath(QStringLiteral("heard.mid"));
    install(QStringLiteral("fluidsynth"), "cp \"$2\" '" + heard.toLocal8Bit() + "'; sleep 30\n");
    m_window.reset();
    openScore();
    QAction& play = action(Command::Play);
    QVERIFY(play.isEnabled());
    play.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(heard) && QFile(heard).size() > 100, kPatienceMs);
    QVERIFY(play.isChecked());
    QFile file(heard);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.read(4), QByteArray("MThd"));
    play.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!play.isChecked(), kPatienceMs);
    QVERIFY2(m_window->messages().shownText().isEmpty(), "what a person stops has not failed");
}

void ScoreCardTest::whatCannotBePlayedSaysWhy()
{
    if (QFile::exists(QStringLiteral("/usr/bin/fluidsynth")) || QFile::exists(QStringLiteral("/usr/bin/timidity")))
        QSKIP("a synthesiser is installed here");
    QVERIFY(!action(Command::Play).isEnabled());
    QVERIFY(action(Command::Play).toolTip().contains(QLatin1String("FluidSynth")));
    install(QStringLiteral("timidity"), "echo 'no instruments' >&2; exit 3\n");
    m_window.reset();
    openScore();
    action(Command::Play).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().shownText().contains(QLatin1String("no instruments")), kPatienceMs);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ScoreCardTest)
#include "score_card_test.moc"
