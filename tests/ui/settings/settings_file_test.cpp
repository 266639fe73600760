// Settings as a file: everything comes back but what belongs to the computer, and a file that this program would not
// have written changes nothing.

#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <sys/stat.h>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/opening/recent_files.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/settings_file.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

Settings unusual()
{
    Settings settings;
    settings.model = { QStringLiteral("/place/of/somebody/model"), QStringLiteral("gpu-1"), QStringLiteral("q8") };
    settings.appearance = Appearance::Dark;
    settings.language = QStringLiteral("de");
    settings.reviewThreshold = 0.75;
    settings.rememberDocuments = false;
    settings.pageMinutes = 7;
    settings.idleMinutes = 0;
    settings.keys = { { QStringLiteral("RunPage"), QStringLiteral("F12") }, { QStringLiteral("Play"), QString() },
        { QStringLiteral("EditSettings"), QStringLiteral("Ctrl+,") }, { QStringLiteral("Open"), QStringLiteral("@") },
        { QStringLiteral("ZoomIn"), QStringLiteral("Ctrl+@") },
        { QStringLiteral("ZoomOut"), QStringLiteral("Ctrl+\\") }, { QStringLiteral("Undo"), QStringLiteral("Ctrl+\"") },
        { QStringLiteral("Redo"), QStringLiteral("Ctrl+Ä") } };
    return settings;
}

QByteArray contentsOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray kHead = "[palimpsest]\nsettings=1\n";

} // namespace

class SettingsFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBackButTheComputersOwn();
    void nothingOfDocumentsIsInIt();
    void whatAFileHasNotStays();
    void othersAreRefused_data();
    void othersAreRefused();
    void noFileIsRefused();
    void theDialogSavesAndLoads();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void write(const QString& name, const QByteArray& bytes) const;

    QTemporaryDir m_folder;
};

void SettingsFileTest::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void SettingsFileTest::everythingComesBackButTheComputersOwn()
{
    write(path("kept.ini"), "[other]\nthings=1\n"); // what was in a file that is written over is gone
    QVERIFY(writeSettingsFile(unusual(), path("kept.ini")).ok());
    Settings now;
    now.model = { QStringLiteral("/here"), QStringLiteral("cpu"), QString() };
    now.keys = { { QStringLiteral("Find"), QStringLiteral("F5") } };
    const Result<Settings> read = readSettingsFile(path("kept.ini"), now);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    Settings expected = unusual();
    expected.model.model = now.model.model;
    expected.model.device = now.model.device;
    QCOMPARE(read.value(), expected);
}

void SettingsFileTest::nothingOfDocumentsIsInIt()
{
    saveSettings(unusual());
    rememberFiles({ QStringLiteral("/secret/will.pdf") });
    saveLayout({ "geometry", "state" });
    QVERIFY(writeSettingsFile(loadSettings(), path("kept.ini")).ok());
    const QByteArray bytes = contentsOf(path("kept.ini"));
    QVERIFY(bytes.contains("threshold=0.75"));
    for (const char* const own : { "will", "secret", "somebody", "gpu-1", "geometry" })
        QVERIFY2(!bytes.contains(own), own);
    saveSettings({});
}

void SettingsFileTest::whatAFileHasNotStays()
{
    write(path("part.ini"), kHead + "[review]\nthreshold=0.5\n");
    const Result<Settings> read = readSettingsFile(path("part.ini"), unusual());
    QVERIFY(read.ok());
    Settings expected = unusual();
    expected.reviewThreshold = 0.5;
    expected.keys.clear();
    QCOMPARE(read.value(), expected);
}

void SettingsFileTest::othersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const QByteArray& bytes) { QTest::newRow(name) << bytes; };
    row("empty", {});
    row("another program's", "[General]\ncolour=blue\n");
    row("no INI at all", "%PDF-1.7\n\x00\xff\xfe");
    row("zeros", QByteArray(100, '\0'));
    row("cut off before its mark", "[palimp");
    row("a line that is none", kHead + "nonsense\n");
    row("a later version", "[palimpsest]\nsettings=2\n");
    row("a version that is none", "[palimpsest]\nsettings=new\n");
    row("an unknown setting", kHead + "[window]\ncolour=blue\n");
    row("a place on another computer", kHead + "[model]\nname=/place/of/somebody/model\n");
    row("a threshold in words", kHead + "[review]\nthreshold=half\n");
    row("a threshold past all", kHead + "[review]\nthreshold=1.5\n");
    row("a threshold that is no number", kHead + "[review]\nthreshold=nan\n");
    row("minutes before now", kHead + "[run]\npage_minutes=-1\n");
    row("minutes past a day", kHead + "[model]\nidle_minutes=99999999999\n");
    row("weights of no kind", kHead + "[model]\nweights=q2\n");
    row("an appearance of no kind", kHead + "[window]\nappearance=purple\n");
    row("a list", kHead + "[keys]\nOpen=F1, F2\n");
    row("an object", kHead + "[keys]\nOpen=@Variant(\\0\\0\\0\\x1)\n");
    row("an object in escapes", kHead + "[keys]\nOpen=\\x40Invalid()\n");
    row("an object without escapes", kHead + "[keys]\nOpen=@Size(1 1)\n");
    row("too long", kHead + QByteArray(1 << 20, '\n'));
}

void SettingsFileTest::othersAreRefused()
{
    QFETCH(const QByteArray, bytes);
    write(path("other.ini"), bytes);
    const Result<Settings> read = readSettingsFile(path("other.ini"), unusual());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::BadInput);
    QCOMPARE(contentsOf(path("other.ini")), bytes);
}

void SettingsFileTest::noFileIsRefused()
{
    QCOMPARE(mkfifo(path("pipe.ini").toLocal8Bit().constData(), 0600), 0);
    for (const QString& file : { path("nowhere.ini"), path("pipe.ini"), m_folder.path() }) {
        const Result<Settings> read = readSettingsFile(file, {});
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::FileAccess);
    }
    QVERIFY(!writeSettingsFile({}, path("no/such/folder.ini")).ok());
}

void SettingsFileTest::theDialogSavesAndLoads()
{
    MainWindow window;
    Settings settings = unusual();
    settings.keys = { { QStringLiteral("RunPage"), QStringLiteral("F12") } };
    SettingsDialog first(settings, {}, window.actions().keys());
    first.setAttribute(Qt::WA_DeleteOnClose, false);
    first.saveAs(path("kept.ini"));
    SettingsDialog second(Settings(), {}, window.actions().keys());
    second.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto says = [&second](const char* text) {
        const auto labels = second.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisibleTo(&second) && label->text().contains(QLatin1String(text));
        });
    };
    write(path("other.ini"), kHead + "[review]\nthreshold=0.5\n[window]\nappearance=purple\n");
    second.load(path("other.ini"));
    QVERIFY(says("Nothing was loaded, and all settings are as they were"));
    QVERIFY(says("window/appearance"));
    QCOMPARE(second.settings(), Settings());
    second.load(path("kept.ini"));
    QVERIFY(says("are shown; they count with OK"));
    settings.model.model.clear();
    settings.model.device.clear();
    QCOMPARE(second.settings(), settings);
    QCOMPARE(loadSettings(), Settings()); // not before "OK"
    second.saveAs(path("no/such/folder.ini"));
    QVERIFY(says("The settings were not saved"));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::SettingsFileTest)
#include "settings_file_test.moc"
