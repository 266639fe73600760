// Documents opened last: in the menu while they are there, forgotten when that is asked for.

#include <QApplication>
#include <QFile>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/opening/recent_files.h"
#include "ui/opening/recent_link.h"
#include "ui/settings/settings.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

QStringList offered(MainWindow& window)
{
    QStringList names;
    for (const QAction* const action : window.actions().menu(WindowActions::Menu::Recent).actions())
        if (!action->isSeparator() && action != &window.actions().action(Command::ForgetRecent))
            names.append(action->text().section(QLatin1Char(' '), 0, 0));
    return names;
}

} // namespace

class RecentFilesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { forgetRecentFiles(); }
    void theLatestStandFirstAndOnce();
    void whatIsOpenedIsOfferedWhileItIsThere();
    void nothingIsRememberedWhereThatIsNotWanted();
};

void RecentFilesTest::theLatestStandFirstAndOnce()
{
    const QStringList abc{ QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") };
    const QStringList cba{ QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a") };
    QCOMPARE(withLatest({}, abc), cba);
    QCOMPARE(withLatest(cba, { QStringLiteral("a") }),
        QStringList({ QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("b") }));
    QStringList many;
    for (int i = 0; i < 30; ++i)
        many.append(QString::number(i));
    QCOMPARE(withLatest(abc, many).size(), kMostRecentFiles);
    QCOMPARE(withLatest(abc, many).first(), QStringLiteral("29"));
    rememberFiles(abc);
    QCOMPARE(recentFiles(), cba);
}

void RecentFilesTest::whatIsOpenedIsOfferedWhileItIsThere()
{
    const QTemporaryDir folder;
    QStringList files;
    for (const char* const name : { "one.png", "two.png" }) {
        files.append(folder.filePath(QLatin1String(name)));
        QVERIFY(QFile::copy(sourceFile(QStringLiteral("resources/samples/table.png")), files.last()));
    }
    {
        MainWindow window;
        QVERIFY(offered(window).isEmpty());
        QVERIFY(!window.actions().action(Command::ForgetRecent).isEnabled());
        window.openPaths(files);
        const QStringList both{ QStringLiteral("two.png"), QStringLiteral("one.png") };
        QTRY_COMPARE_WITH_TIMEOUT(offered(window), both, kPatienceMs);
    }
    QVERIFY(QFile::remove(files.last()));
    MainWindow window;
    QTRY_COMPARE_WITH_TIMEOUT(offered(window), QStringList{ QStringLiteral("one.png") }, kPatienceMs);
    window.actions().menu(WindowActions::Menu::Recent).actions().first()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(window.project().pageOrder().size(), std::size_t(1), kPatienceMs);
    window.actions().action(Command::ForgetRecent).trigger();
    QVERIFY(offered(window).isEmpty());
    QVERIFY(recentFiles().isEmpty());
}

void RecentFilesTest::nothingIsRememberedWhereThatIsNotWanted()
{
    rememberFiles({ sourceFile(QStringLiteral("resources/samples/music.png")) });
    MainWindow window;
    QTRY_COMPARE_WITH_TIMEOUT(offered(window).size(), qsizetype(1), kPatienceMs);
    Settings settings;
    settings.rememberDocuments = false;
    window.findChild<RecentLink*>()->apply(settings);
    QVERIFY(recentFiles().isEmpty());
    window.openPaths({ sourceFile(QStringLiteral("resources/samples/table.png")) });
    QTRY_COMPARE_WITH_TIMEOUT(window.project().pageOrder().size(), std::size_t(1), kPatienceMs);
    QTest::qWait(500);
    QVERIFY(offered(window).isEmpty());
    QVERIFY(recentFiles().isEmpty());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::RecentFilesTest)
#include "recent_files_test.moc"
