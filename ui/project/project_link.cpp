#include "ui/project/project_link.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <utility>

#include "ui/error_text.h"
#include "ui/message_strip.h"
#include "ui/project/project_keeper.h"
#include "ui/window_actions.h"

namespace palimpsest {

ProjectLink::ProjectLink(const Parts& parts, QWidget& window) : QObject(&window), m_parts(parts), m_window(window)
{
    WindowActions& actions = m_parts.actions;
    actions.connectTo(Command::SaveProject, this, &ProjectLink::save);
    actions.connectTo(Command::SaveProjectAs, this, &ProjectLink::saveAs);
    actions.connectTo(Command::NewProject, this, [this] { whenSettled([this] { m_parts.keeper.startNew(); }); });
    actions.connectTo(Command::EmbedDocuments, this, [this] {
        m_parts.project.embedDocuments();
        m_parts.messages.post({ MessageStrip::Kind::Information,
            tr("All documents go into the project file when it is saved, so that it can be given to others alone."), {},
            {} });
    });
    connect(&m_parts.keeper, &ProjectKeeper::failed, this, [this](const Error& error) {
        m_afterSave = {};
        m_parts.messages.post({ MessageStrip::Kind::Error, textOf(error), {}, {} });
    });
    connect(&m_parts.keeper, &ProjectKeeper::saved, this, [this] {
        if (const auto then = std::exchange(m_afterSave, {}))
            then();
    });
    connect(&m_parts.keeper, &ProjectKeeper::opened, this, [this](const QString&, const QStringList& missing) {
        if (!missing.isEmpty())
            m_parts.messages.post({ MessageStrip::Kind::Warning,
                tr("%n document(s) of the project are no longer there; what was read on them is. Missing: %1", nullptr,
                    static_cast<int>(missing.size()))
                    .arg(missing.join(QStringLiteral(", "))),
                {}, {} });
    });
    connect(&m_parts.keeper, &ProjectKeeper::openElsewhere, this, &ProjectLink::tellElsewhere);
    offerRecovery();
}

// On this computer it is known that the other window is there; on another it may have ended long ago.
void ProjectLink::tellElsewhere(const QString& file, const LockOwner& owner)
{
    const QString name = QFileInfo(file).fileName();
    if (!owner.elsewhere)
        return m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("%1 is open in another window. This is a copy of it, which is saved under another name.").arg(name), {},
            {} });
    m_parts.messages.post({ MessageStrip::Kind::Warning,
        tr("%1 is open on %2. This is a copy of it, which is saved under another name. If nobody works on it there "
           "any more, it can be taken over.")
            .arg(name, owner.host),
        tr("Take over"), [this, file] { whenSettled([this, file] { m_parts.keeper.takeOver(file); }); } });
}

void ProjectLink::open(const QString& file)
{
    whenSettled([this, file] { m_parts.keeper.open(file); });
}

bool ProjectLink::mayClose()
{
    if (m_closing || !m_parts.project.isModified())
        return true;
    whenSettled([this] {
        m_closing = true;
        m_window.close();
    });
    return false;
}

void ProjectLink::offerRecovery()
{
    const auto abandoned = SessionFolder::findAbandoned();
    if (abandoned.empty())
        return;
    m_parts.messages.post({ MessageStrip::Kind::Warning,
        tr("The program did not end as it should have. Your work up to %1 is still there.")
            .arg(QLocale().toString(abandoned.front().saved, QLocale::ShortFormat)),
        tr("Restore"),
        [this, session = abandoned.front()] { whenSettled([this, session] { m_parts.keeper.restore(session); }); } });
}

void ProjectLink::save()
{
    const QString file = m_parts.keeper.file();
    file.isEmpty() ? saveAs() : m_parts.keeper.save(file);
}

void ProjectLink::saveAs()
{
    auto* const dialog = new QFileDialog(&m_window, tr("Save the project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("palimpsest"));
    dialog->setNameFilter(tr("Palimpsest projects (*.palimpsest)"));
    if (!m_parts.project.documents().empty())
        dialog->selectFile(QFileInfo(m_parts.project.documents().front().file).completeBaseName());
    connect(dialog, &QFileDialog::fileSelected, &m_parts.keeper, &ProjectKeeper::save);
    connect(dialog, &QDialog::rejected, this, [this] { m_afterSave = {}; });
    dialog->open();
}

void ProjectLink::whenSettled(std::function<void()> then)
{
    if (!m_parts.project.isModified())
        return then();
    auto* const box = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"),
        tr("The project has changes that are not saved."),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::finished, this, [this, then = std::move(then)](int answer) {
        if (answer == QMessageBox::Discard)
            return then();
        if (answer != QMessageBox::Save)
            return;
        m_afterSave = then;
        save();
    });
    box->open();
}

} // namespace palimpsest
