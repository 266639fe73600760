#include "ui/pages/open_dialogs.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>

#include "ui/pages/document_opener.h"

namespace palimpsest {

OpenDialogs::OpenDialogs(DocumentOpener& opener, QWidget& window) : QObject(&window), m_opener(opener), m_window(window)
{
    connect(&opener, &DocumentOpener::passwordWanted, this, &OpenDialogs::askPassword);
}

void OpenDialogs::chooseFiles()
{
    auto* const dialog = new QFileDialog(&m_window, tr("Open documents"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        { tr("Documents and projects (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp *.palimpsest)"),
            tr("All files (*)") });
    connect(dialog, &QFileDialog::filesSelected, &m_opener, qOverload<const QStringList&>(&DocumentOpener::open));
    dialog->open();
}

void OpenDialogs::chooseFolder()
{
    auto* const dialog = new QFileDialog(&m_window, tr("Open a folder of documents"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, &m_opener, qOverload<const QStringList&>(&DocumentOpener::open));
    dialog->open();
}

void OpenDialogs::askPassword(const QString& file, bool wrongBefore)
{
    auto* const dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Password"));
    const QString name = QFileInfo(file).fileName();
    dialog->setLabelText(wrongBefore ? tr("That was not the password of %1. Try again:").arg(name)
                                     : tr("%1 is encrypted. Its password:").arg(name));
    dialog->setTextEchoMode(QLineEdit::Password);
    connect(dialog, &QInputDialog::textValueSelected, this,
        [this, file](const QString& password) { m_opener.openWithPassword(file, password); });
    dialog->open();
}

} // namespace palimpsest
