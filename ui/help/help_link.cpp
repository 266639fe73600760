#include "ui/help/help_link.h"

#include <QMainWindow>
#include <QWhatsThis>

#include "ui/help/about_dialog.h"
#include "ui/help/command_palette.h"
#include "ui/help/diagnostics_dialog.h"
#include "ui/help/help_page.h"
#include "ui/jobs/run_link.h"
#include "ui/results/result_link.h"
#include "ui/results/result_panel.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings_dialog.h"
#include "ui/window_actions.h"

namespace palimpsest {

HelpLink::HelpLink(const Parts& parts, QMainWindow& window) : QObject(&window), m_parts(parts), m_window(window)
{
    WindowActions& actions = m_parts.actions;
    actions.connectTo(Command::EditSettings, this, &HelpLink::editSettings);
    actions.connectTo(
        Command::Palette, this, [this] { (new CommandPalette(m_parts.actions.all(), &m_window))->open(); });
    actions.connectTo(Command::Diagnostics, this, [this] { (new DiagnosticsDialog(&m_window))->open(); });
    actions.connectTo(Command::HelpPage, this, [this] { (new HelpPage(m_parts.actions.keys(), &m_window))->show(); });
    actions.connectTo(Command::About, this, [this] { (new AboutDialog(&m_window))->open(); });
    actions.connectTo(Command::WhatsThis, this, [] { QWhatsThis::enterWhatsThisMode(); });
    applySettings();
}

void HelpLink::applySettings()
{
    const Settings settings = loadSettings();
    applyAppearance(settings.appearance);
    m_parts.results.setThreshold(settings.reviewThreshold);
    m_parts.run.setModel(settings.model);
    m_parts.run.setMinutes(settings.pageMinutes, settings.idleMinutes);
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

} // namespace palimpsest
