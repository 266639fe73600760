// Letters of twice the size, in English and in German: nothing that the window or a dialog says is cut off.

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QStyle>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/help/command_palette.h"
#include "ui/help/diagnostics_dialog.h"
#include "ui/jobs/pages_dialog.h"
#include "ui/jobs/queue_panel.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/results/versions_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/translation.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

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
    return {};
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
        if (!small && whole.contains(place))
            continue;
        const QString text = widget->property("text").toString() + widget->property("title").toString();
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
        for (const Reading& reading :
            { sampleTextReading(), sampleTableReading(), sampleMoleculeReading(), sampleScoreReading() }) {
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
    }
    QApplication::setFont(ordinary);
    installTranslations(QStringLiteral("en"));
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::LargePrintTest)
#include "large_print_test.moc"
