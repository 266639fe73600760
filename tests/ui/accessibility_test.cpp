// What a person without a mouse, without sight or without English needs: every control has a name, every command a
// place in a menu and keys that no other has, every sentence its German.

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/help/about_dialog.h"
#include "ui/help/command_palette.h"
#include "ui/help/diagnostics_dialog.h"
#include "ui/help/help_page.h"
#include "ui/help/sample_gallery.h"
#include "ui/jobs/pages_dialog.h"
#include "ui/main_window.h"
#include "ui/models/import_dialog.h"
#include "ui/models/model_guide.h"
#include "ui/models/models_dialog.h"
#include "ui/models/terms_dialog.h"
#include "ui/results/versions_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/translation.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

// Qt's own inner parts, which their owners speak for.
bool isInner(const QWidget& widget)
{
    return qobject_cast<const QScrollBar*>(&widget) != nullptr || qobject_cast<const QTabBar*>(&widget) != nullptr
        || widget.objectName().startsWith(QLatin1String("qt_"))
        || qobject_cast<const QSpinBox*>(widget.parentWidget()) != nullptr
        || qobject_cast<const QComboBox*>(widget.parentWidget()) != nullptr || widget.inherits("QComboBoxListView")
        || widget.inherits("QToolBarExtension") || widget.inherits("QDockWidgetTitleButton");
}

QStringList unnamedIn(QWidget& window)
{
    QStringList unnamed;
    for (QWidget* const widget : window.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isInner(*widget) || widget->focusProxy() != nullptr
            || !widget->isVisibleTo(&window))
            continue;
        QAccessibleInterface* const face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).isEmpty())
            unnamed.append(QStringLiteral("%1 '%2' in %3")
                               .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                   QLatin1String(window.metaObject()->className())));
    }
    return unnamed;
}

void collect(const QMenu& menu, QList<QAction*>& actions)
{
    for (QAction* const action : menu.actions()) {
        if (action->menu() != nullptr)
            collect(*action->menu(), actions);
        else if (!action->isSeparator())
            actions.append(action);
    }
}

} // namespace

class AccessibilityTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyControlHasAName();
    void everyCommandHasAPlaceAndItsOwnKeys();
    void everySentenceIsThereInGerman();
    void theWindowSpeaksGerman();
    void theSettingsAreKept();
};

void AccessibilityTest::everyControlHasAName()
{
    MainWindow window;
    window.show();
    ProjectContent content;
    ExportDialog exportDialog(content, 0, {});
    exportDialog.setAttribute(Qt::WA_DeleteOnClose, false);
    SettingsDialog settings(Settings(), {}, window.actions().keys());
    settings.setAttribute(Qt::WA_DeleteOnClose, false);
    CommandPalette palette(window.actions().all(), &window);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    DiagnosticsDialog diagnostics;
    diagnostics.setAttribute(Qt::WA_DeleteOnClose, false);
    AboutDialog about;
    about.setAttribute(Qt::WA_DeleteOnClose, false);
    HelpPage help(window.actions().keys());
    help.setAttribute(Qt::WA_DeleteOnClose, false);
    SampleGallery gallery({});
    gallery.setAttribute(Qt::WA_DeleteOnClose, false);
    ModelsDialog models({});
    models.setAttribute(Qt::WA_DeleteOnClose, false);
    ModelGuide guide({});
    guide.setAttribute(Qt::WA_DeleteOnClose, false);
    QStringList unnamed;
    for (QWidget* const shown : std::initializer_list<QWidget*>{
             &window, &exportDialog, &settings, &palette, &diagnostics, &about, &help, &gallery, &models, &guide })
        unnamed += unnamedIn(*shown);
    window.project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 1, {}, false);
    for (const Reading& reading : { sampleTextReading(), sampleTableReading(), sampleMoleculeReading(),
             sampleScoreReading(), sampleAnswerReading() }) {
        window.project().addReading(window.project().pageOrder().front(), reading);
        unnamed += unnamedIn(window);
    }
    const PageId page = window.project().pageOrder().front();
    window.project().addDocument(QStringLiteral("/nowhere/book.pdf"), 3, {}, false);
    const auto lookAt = [&unnamed](QDialog* dialog) {
        dialog->show();
        unnamed += unnamedIn(*dialog);
        delete dialog;
    };
    auto* const byNumber
        = new ExportDialog(contentOf(window.project()), window.project().pageOrder().back(), {}, &window);
    byNumber->setRange(QStringLiteral("1-9"));
    lookAt(byNumber);
    lookAt(new PagesDialog(QStringLiteral("book.pdf"), 3, &window));
    lookAt(new VersionsDialog(window.project(), page, &window));
    lookAt(new ImportDialog({}, &window));
    lookAt(new TermsDialog(QStringLiteral("a model"), &window));
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

void AccessibilityTest::everyCommandHasAPlaceAndItsOwnKeys()
{
    MainWindow window;
    QList<QAction*> actions;
    for (QAction* const menu : window.menuBar()->actions())
        collect(*menu->menu(), actions);
    QVERIFY(actions.size() > 40);
    QHash<QString, QString> owners;
    for (const QAction* const action : actions) {
        QVERIFY2(!action->text().isEmpty(), "a command without a name");
        const QString keys = action->shortcut().toString();
        if (keys.isEmpty()) {
            QVERIFY2(action->isCheckable(), qPrintable(action->text() + QLatin1String(" has no keys")));
            continue; // the docks' own
        }
        QVERIFY2(!owners.contains(keys), qPrintable(keys + QLatin1String(": ") + owners[keys] + action->text()));
        owners.insert(keys, action->text());
    }
    for (const QAction* const action : window.findChildren<QAction*>(QString(), Qt::FindDirectChildrenOnly))
        QVERIFY2(actions.contains(action), qPrintable(action->text() + QLatin1String(" is in no menu")));
}

void AccessibilityTest::everySentenceIsThereInGerman()
{
    QFile file(sourceFile(QStringLiteral("resources/translations/palimpsest_de.ts")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    int count = 0;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == QLatin1String("translation")) {
            QVERIFY2(!xml.attributes().hasAttribute(QLatin1String("type")),
                qPrintable(QStringLiteral("line %1 is not translated").arg(xml.lineNumber())));
            ++count;
        }
    }
    QVERIFY(count > 200);
}

void AccessibilityTest::theWindowSpeaksGerman()
{
    installTranslations(QStringLiteral("de"));
    MainWindow window;
    QCOMPARE(window.menuBar()->actions().first()->text(), QStringLiteral("&Datei"));
    QCOMPARE(window.actions().action(Command::RunPage).text(), QStringLiteral("&Seite lesen"));
    QCOMPARE(
        QCoreApplication::translate("palimpsest::MessageStrip", "%n more", nullptr, 2), QStringLiteral("2 weitere"));
}

void AccessibilityTest::theSettingsAreKept()
{
    Settings settings;
    settings.model = { QStringLiteral("/a/model"), QStringLiteral("cpu"), QStringLiteral("q8") };
    settings.appearance = Appearance::Dark;
    settings.reviewThreshold = 0.75;
    settings.rememberDocuments = false;
    settings.keys = { { QStringLiteral("RunPage"), QStringLiteral("F12") }, { QStringLiteral("Play"), QString() } };
    saveSettings(settings);
    QCOMPARE(loadSettings(), settings);
    MainWindow window;
    SettingsDialog dialog(loadSettings(), {}, window.actions().keys());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QCOMPARE(dialog.settings(), settings);
    auto* const buttons = dialog.findChild<QDialogButtonBox*>();
    buttons->button(QDialogButtonBox::RestoreDefaults)->click();
    QCOMPARE(dialog.settings(), Settings());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::AccessibilityTest)
#include "accessibility_test.moc"
