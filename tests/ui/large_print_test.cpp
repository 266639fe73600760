// Letters of twice the size, in English and in German: nothing that the window or a dialog says is cut off.

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/help/about_dialog.h"
#include "ui/help/command_palette.h"
#include "ui/help/diagnostics_dialog.h"
#include "ui/help/help_page.h"
#include "ui/help/sample_gallery.h"
#include "ui/jobs/pages_dialog.h"
#include "ui/jobs/queue_panel.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/models/import_dialog.h"
#include "ui/models/model_guide.h"
#include "ui/models/models_dialog.h"
#include "ui/models/terms_dialog.h"
#include "ui/regions/region_menu.h"
#include "ui/regions/region_tasks.h"
#include "ui/results/versions_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/translation.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

// What its words take beyond the sections that they stand in; the last may be as wide as there is room.
QSize headerSize(const QHeaderView& header)
{
    int wanted = header.width();
    for (int section = 0; header.orientation() == Qt::Horizontal && section < header.count(); ++section)
        wanted += std::max(0, header.sectionSizeHint(section) - header.sectionSize(section));
    return { header.model() == nullptr ? 0 : wanted, 0 };
}

// A menu is as wide as its words, which a screen may not be.
QStringList cutOffInMenu(const QMenu& menu)
{
    constexpr int kNarrowScreen = 1366;
    if (menu.sizeHint().width() <= kNarrowScreen)
        return {};
    return { QStringLiteral("menu \"%1%2\" has %3 pixels")
                 .arg(menu.title(), menu.accessibleName())
                 .arg(menu.sizeHint().width()) };
}

// What its text takes; a size without text does not count.
QSize wantedSize(const QWidget& widget)
{
    if (const auto* const label = qobject_cast<const QLabel*>(&widget)) {
        if (label->text().isEmpty())
            return {};
        return label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
    }
    if (const auto* const button = qobject_cast<const QAbstractButton*>(&widget)) {
        const auto* const tool = qobject_cast<const QToolButton*>(button);
        const bool iconOnly = tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
        return button->text().isEmpty() || iconOnly ? QSize() : button->minimumSizeHint();
    }
    if (qobject_cast<const QLineEdit*>(&widget) != nullptr)
        return { 0, widget.minimumSizeHint().height() };
    if (const auto* const box = qobject_cast<const QComboBox*>(&widget)) {
        const int words = box->fontMetrics().horizontalAdvance(box->currentText());
        return { box->sizeAdjustPolicy() == QComboBox::AdjustToContents ? words : 0, box->minimumSizeHint().height() };
    }
    if (qobject_cast<const QGroupBox*>(&widget) != nullptr)
        return { widget.minimumSizeHint().width(), 0 };
    if (const auto* const header = qobject_cast<const QHeaderView*>(&widget))
        return headerSize(*header);
    if (const auto* const bar = qobject_cast<const QTabBar*>(&widget))
        return { bar->count() == 0 ? 0 : bar->tabRect(bar->count() - 1).right(), bar->sizeHint().height() };
    return {};
}

bool canBeScrolledTo(const QWidget& widget, const QWidget& window)
{
    const QWidget* parent = widget.parentWidget();
    while (parent != nullptr && parent != &window && qobject_cast<const QScrollArea*>(parent) == nullptr)
        parent = parent->parentWidget();
    return qobject_cast<const QScrollArea*>(parent) != nullptr;
}

QStringList cutOffIn(QWidget& window)
{
    QStringList cut;
    const QRect whole = window.rect();
    for (QWidget* const widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != &window
            || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const QSize wanted = wantedSize(*widget);
        if (wanted.isEmpty() && wanted.width() <= 0 && wanted.height() <= 0)
            continue;
        const bool small = widget->width() < wanted.width() || widget->height() < wanted.height();
        const QRect place(widget->mapTo(&window, QPoint()), widget->size());
        if (!small && (whole.contains(place) || canBeScrolledTo(*widget, window)))
            continue;
        QString text = widget->property("text").toString() + widget->property("title").toString();
        if (const auto* const header = qobject_cast<const QHeaderView*>(widget))
            for (int section = 0; section < header->count(); ++section)
                text += QStringLiteral(" %1: %2 of %3;")
                            .arg(header->model()->headerData(section, Qt::Horizontal).toString())
                            .arg(header->sectionSize(section))
                            .arg(header->sectionSizeHint(section));
        cut.append(QStringLiteral("%1 %2 \"%3\" has %4x%5 of %6x%7%8")
                       .arg(QLatin1String(window.metaObject()->className()),
                           QLatin1String(widget->metaObject()->className()), text)
                       .arg(widget->width())
                       .arg(widget->height())
                       .arg(wanted.width())
                       .arg(wanted.height())
                       .arg(whole.contains(place) ? QString() : QStringLiteral(", outside the window")));
    }
    return cut;
}

// Once the layouts have come to rest, which takes longer on a busy machine.
QStringList cutOffAtRest(QWidget& window)
{
    QStringList cut = cutOffIn(window);
    for (int i = 0; i < 40 && !cut.isEmpty(); ++i) {
        QTest::qWait(50);
        cut = cutOffIn(window);
    }
    return cut;
}

} // namespace

class LargePrintTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCutOff_data();
    void nothingIsCutOff();
};

void LargePrintTest::nothingIsCutOff_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<double>("size");
    QTest::newRow("English") << QStringLiteral("en") << 1.0;
    QTest::newRow("English, twice as large") << QStringLiteral("en") << 2.0;
    QTest::newRow("German, twice as large") << QStringLiteral("de") << 2.0;
}

void LargePrintTest::nothingIsCutOff()
{
    QFETCH(const QString, language);
    QFETCH(const double, size);
    static const QFont ordinary = QApplication::font();
    QFont large = ordinary;
    large.setPointSizeF(ordinary.pointSizeF() * size);
    QApplication::setFont(large);
    installTranslations(language);
    QStringList cut;
    {
        MainWindow window;
        window.resize(1600, 1000);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::qWait(50);
        cut += cutOffAtRest(window);
        window.project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
        const PageId page = window.project().pageOrder().front();
        window.messages().post(
            { MessageStrip::Kind::Warning, QStringLiteral("a sentence"), QStringLiteral("A way out"), {} });
        window.findChild<QueuePanel*>()->parentWidget()->show();
        window.actions().action(Command::Replace).trigger();
        for (const Reading& reading : { sampleTextReading(), sampleTableReading(), sampleMoleculeReading(),
                 sampleScoreReading(), sampleAnswerReading() }) {
            window.project().addReading(page, reading);
            QTest::qWait(50);
            cut += cutOffAtRest(window);
        }
        const auto lookAt = [&](QDialog* dialog) {
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->show();
            QTest::qWait(50);
            cut += cutOffAtRest(*dialog);
            delete dialog;
        };
        lookAt(new ExportDialog(contentOf(window.project()), page, window.project().pageOrder(), &window));
        lookAt(new SettingsDialog(Settings(), {}, window.actions().keys(), &window));
        lookAt(new CommandPalette(window.actions().all(), &window));
        lookAt(new DiagnosticsDialog(&window));
        lookAt(new PagesDialog(QStringLiteral("letter.pdf"), 2, &window));
        lookAt(new VersionsDialog(window.project(), page, &window));
        lookAt(new ModelsDialog({}, &window));
        lookAt(new ImportDialog({ QStringLiteral("starter") }, &window));
        lookAt(new ModelGuide({}, &window));
        lookAt(new TermsDialog(QStringLiteral("paligemma2-3b-mix-448"), &window));
        lookAt(new HelpPage(window.actions().keys(), &window));
        lookAt(new AboutDialog(&window));
        lookAt(new SampleGallery({}, &window));
        window.actions().action(Command::NewProject).trigger(); // asks what becomes of the changes
        auto* const question = window.findChild<QMessageBox*>();
        QVERIFY(question != nullptr);
        cut += cutOffAtRest(*question);
        question->reject();
        ModelInfo model;
        model.name = QStringLiteral("starter");
        model.tasks = { QStringLiteral("ocr") };
        for (const QString& task : regionTasks())
            model.reasons.insert(task,
                QStringLiteral("it was trained on letters alone, and nobody has shown it any of these. ").repeated(4));
        RegionMenu menu({}, model, window.actions(), &window);
        menu.setAttribute(Qt::WA_DeleteOnClose, false);
        cut += cutOffInMenu(menu);
        for (QMenu* const each : window.menuBar()->findChildren<QMenu*>())
            cut += cutOffInMenu(*each);
    }
    QApplication::setFont(ordinary);
    installTranslations(QStringLiteral("en"));
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::LargePrintTest)
#include "large_print_test.moc"
