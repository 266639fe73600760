#include "ui/help/help_link.h"

#include <QMainWindow>
#include <QMessageBox>

#include "ui/help/command_palette.h"
#include "ui/help/diagnostics_dialog.h"
#include "ui/icon.h"
#include "ui/jobs/run_link.h"
#include "ui/results/result_link.h"
#include "ui/results/result_panel.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings_dialog.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kIconSide = 64;

} // namespace

HelpLink::HelpLink(const Parts& parts, QMainWindow& window) : QObject(&window), m_parts(parts), m_window(window)
{
    WindowActions& actions = m_parts.actions;
    actions.connectTo(Command::EditSettings, this, &HelpLink::editSettings);
    actions.connectTo(
        Command::Palette, this, [this] { (new CommandPalette(m_parts.actions.all(), &m_window))->open(); });
    actions.connectTo(Command::Diagnostics, this, [this] { (new DiagnosticsDialog(&m_window))->open(); });
    actions.connectTo(Command::About, this, &HelpLink::showAbout);
    applySettings();
}

void HelpLink::applySettings()
{
    const Settings settings = loadSettings();
    applyAppearance(settings.appearance);
    m_parts.results.setThreshold(settings.reviewThreshold);
    m_parts.run.setModel(settings.model);
    m_parts.link.refresh();
    m_parts.actions.setKeys(settings.keys);
    Q_EMIT settingsChanged(settings);
}

void HelpLink::editSettings()
{
    auto* const dialog = new SettingsDialog(loadSettings(), m_parts.run.models(), m_parts.actions.keys(), &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        saveSettings(dialog->settings());
        applySettings();
    });
    dialog->open();
}

void HelpLink::showAbout()
{
    auto* const box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Palimpsest"));
    box->setIconPixmap(iconNamed("palimpsest").pixmap(kIconSide, kIconSide));
    box->setText(tr("Palimpsest %1").arg(QStringLiteral(PALIMPSEST_VERSION)));
    box->setInformativeText(
        tr("Gets structure out of scanned pages with PaliGemma 2, on this computer: no page leaves it, and the program "
           "contains no network code.\n\nGNU General Public License, version 3 or later."));
    box->open();
}

} // namespace palimpsest
