#include "ui/export/export_link.h"

#include <QApplication>
#include <QClipboard>

#include "pipelines/export/text_writer.h"
#include "ui/export/export_dialog.h"
#include "ui/message_strip.h"
#include "ui/pages/page_strip.h"
#include "ui/window_actions.h"

namespace palimpsest {

ExportLink::ExportLink(const Parts& parts, QWidget& window) : QObject(&window), m_parts(parts), m_window(window)
{
    m_parts.actions.connectTo(Command::Export, this, &ExportLink::openDialog);
    m_parts.actions.connectTo(Command::CopyText, this, &ExportLink::copyText);
    connect(&m_parts.project, &Project::pageChanged, this, &ExportLink::refresh);
    connect(&m_parts.project, &Project::pagesReset, this, &ExportLink::refresh);
    refresh();
}

void ExportLink::setPage(PageId page)
{
    m_page = page;
    refresh();
}

void ExportLink::refresh()
{
    const bool shown = m_parts.project.shownReading(m_page) != nullptr;
    m_parts.actions.action(Command::CopyText).setEnabled(shown);
    m_parts.actions.action(Command::Export).setEnabled(!m_parts.project.documents().empty());
}

void ExportLink::copyText()
{
    if (const Reading* const reading = m_parts.project.shownReading(m_page))
        QApplication::clipboard()->setText(QString::fromStdString(plainTextOf(*reading->result)));
}

void ExportLink::openDialog()
{
    auto* const dialog = new ExportDialog(contentOf(m_parts.project), m_page, m_parts.strip.pagesMeant(), &m_window);
    for (auto format = m_wish.formats.crbegin(); format != m_wish.formats.crend(); ++format)
        dialog->setFormat(*format); // the first that fits is the last to be set
    if (!m_wish.pattern.isEmpty())
        dialog->setPattern(m_wish.pattern);
    connect(dialog, &ExportDialog::exported, this, [this, dialog](int count, const QString& folder) {
        m_wish = { { dialog->format() }, dialog->pattern() };
        m_parts.messages.post(
            { MessageStrip::Kind::Information, tr("%n file(s) written to %1", nullptr, count).arg(folder), {}, {} });
        Q_EMIT exported(count);
    });
    connect(dialog, &ExportDialog::failed, this, &ExportLink::failed);
    dialog->open();
}

} // namespace palimpsest
