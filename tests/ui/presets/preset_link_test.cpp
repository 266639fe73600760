// What is to be read and exported is saved under a name, chosen again, and taken from a file of somebody else's.

#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/presets/preset_link.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class PresetLinkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsSavedIsChosenAgain();
    void theExportBeginsAsThePresetHasIt();
    void aFileOfSomebodyElseIsTaken();
    void oneThatIsDroppedIsTaken();
    void whatIsNotFollowedIsSaid_data();
    void whatIsNotFollowedIsSaid();

private:
    [[nodiscard]] TaskBar& task() { return *m_window->findChild<TaskBar*>(); }
    [[nodiscard]] PresetLink& presets() { return *m_window->findChild<PresetLink*>(); }
    [[nodiscard]] QString said() { return m_window->messages().shownText(); }
    [[nodiscard]] QStringList offered();
    QString written(const QByteArray& preset, const QString& name = QStringLiteral("given.json"));

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void PresetLinkTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QDir(PresetLink::folder()).removeRecursively();
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QTRY_VERIFY_WITH_TIMEOUT(!task().task().isEmpty(), kPatienceMs);
    task().setTask(QStringLiteral("ocr"));
    m_window->messages().clear();
}

void PresetLinkTest::cleanup()
{
    m_window.reset();
}

QStringList PresetLinkTest::offered()
{
    QMenu& menu = m_window->actions().menu(WindowActions::Menu::Presets);
    Q_EMIT menu.aboutToShow();
    QStringList names;
    for (const QAction* const entry : menu.actions())
        if (!entry->isSeparator())
            names.append(entry->text());
    names.resize(names.size() - 2); // the commands behind them
    return names;
}

QString PresetLinkTest::written(const QByteArray& preset, const QString& name)
{
    const QString path = m_folder->filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(preset);
    return path;
}

void PresetLinkTest::whatIsSavedIsChosenAgain()
{
    QVERIFY(offered().isEmpty());
    task().setTask(QStringLiteral("detect"));
    task().setPrompt(QStringLiteral("cat ; dog"));
    QVERIFY(QDir().mkpath(PresetLink::folder()));
    presets().save(PresetLink::folder() + QStringLiteral("/Cats & dogs.json"));
    QVERIFY2(said().contains(QStringLiteral("“Cats & dogs” is saved")), qPrintable(said()));
    QCOMPARE(offered(), QStringList{ QStringLiteral("Cats && dogs") });
    task().setTask(QStringLiteral("ocr"));
    task().setPrompt({});
    m_window->messages().clear();
    m_window->actions().menu(WindowActions::Menu::Presets).actions().front()->trigger();
    QCOMPARE(task().task(), QStringLiteral("detect"));
    QCOMPARE(task().prompt(), QStringLiteral("cat ; dog"));
    QVERIFY2(said().contains(QStringLiteral("“Cats & dogs” is in use")), qPrintable(said()));
    // The command line finds the same.
    QCOMPARE(
        presetFrom("Cats & dogs", PresetLink::folder().toStdString()).value().request.prompt, std::string("cat ; dog"));

    m_window->messages().clear();
    presets().save(m_folder->filePath(QStringLiteral("nowhere/x.json")));
    QVERIFY2(said().contains(QLatin1String("nowhere/x.json")), qPrintable(said()));
}

void PresetLinkTest::theExportBeginsAsThePresetHasIt()
{
    m_window->project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    m_window->project().addReading(m_window->project().pageOrder().front(), sampleTextReading());
    const auto dialogOf = [this] {
        m_window->actions().action(Command::Export).trigger();
        return m_window->findChild<ExportDialog*>();
    };
    presets().use(written(
        R"({"palimpsest_preset": 1, "formats": [".sdf", ".hocr", ".txt"], "file_name": "{name}, page {page}"})"));
    auto* dialog = dialogOf();
    QCOMPARE(dialog->format(), QStringLiteral(".hocr")); // a letter has no molecules
    QCOMPARE(dialog->pattern(), QStringLiteral("{name}, page {page}"));
    dialog->setFormat(QStringLiteral(".txt"));
    dialog->setPattern(QStringLiteral("mine"));
    Q_EMIT dialog->exported(1, {});
    delete dialog;
    dialog = dialogOf(); // as it was exported last
    QCOMPARE(dialog->format(), QStringLiteral(".txt"));
    QCOMPARE(dialog->pattern(), QStringLiteral("mine"));
    delete dialog;
    const QString file = m_folder->filePath(QStringLiteral("saved.json"));
    presets().save(file);
    const Preset saved = presetFrom(file.toStdString(), {}).value();
    QCOMPARE(saved.formats, std::vector<std::string>{ ".txt" });
    QCOMPARE(saved.fileName, std::string("mine"));
}

void PresetLinkTest::aFileOfSomebodyElseIsTaken()
{
    const QString given = written(R"({"palimpsest_preset": 1, "task": "table"})", QStringLiteral("Tables.json"));
    presets().take(given);
    QCOMPARE(task().task(), QStringLiteral("table"));
    QCOMPARE(offered(), QStringList{ QStringLiteral("Tables") });
    presets().take(given); // once more is no harm
    QVERIFY(QFile::remove(given));
    m_window->messages().clear();
    presets().take(written(R"({"palimpsest_preset": 1, "task": "ocr"})", QStringLiteral("Tables.json")));
    QVERIFY2(said().contains(QStringLiteral("another preset “Tables”")), qPrintable(said()));
    QCOMPARE(task().task(), QStringLiteral("table"));
}

void PresetLinkTest::oneThatIsDroppedIsTaken()
{
    QMimeData content;
    content.setUrls({ QUrl::fromLocalFile(written(R"({"palimpsest_preset": 1, "task": "table"})")) });
    QDragEnterEvent enter({ 100, 100 }, Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QDropEvent drop({ 100, 100 }, Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
    QCOMPARE(task().task(), QStringLiteral("table"));
    QCOMPARE(offered(), QStringList{ QStringLiteral("given") });
}

void PresetLinkTest::whatIsNotFollowedIsSaid_data()
{
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<QString>("says");
    QTest::newRow("a task of another model")
        << QByteArray(R"({"palimpsest_preset": 1, "task": "molecule"})") << QStringLiteral("does not read");
    QTest::newRow("what the window has no place for")
        << QByteArray(R"({"palimpsest_preset": 1, "task": "ocr", "dpi": 300, "rotate": 90})")
        << QStringLiteral("dpi, rotate.");
    QTest::newRow("a key that is none") << QByteArray(R"({"palimpsest_preset": 1, "tsak": "ocr"})")
                                        << QStringLiteral("'tsak' is no key of a preset");
    QTest::newRow("no preset") << QByteArray("%PDF") << QStringLiteral("is no preset");
    QTest::newRow("a later version") << QByteArray(R"({"palimpsest_preset": 7})") << QStringLiteral("of version 7");
}

void PresetLinkTest::whatIsNotFollowedIsSaid()
{
    QFETCH(const QByteArray, preset);
    QFETCH(const QString, says);
    presets().use(written(preset));
    QCOMPARE(task().task(), QStringLiteral("ocr"));
    QVERIFY2(said().contains(says), qPrintable(said()));
    QVERIFY(offered().isEmpty());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::PresetLinkTest)
#include "preset_link_test.moc"
