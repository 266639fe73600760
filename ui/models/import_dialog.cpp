#include "ui/models/import_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

namespace palimpsest {

ImportDialog::ImportDialog(QStringList taken, QWidget* parent)
    : QDialog(parent),
      m_taken(std::move(taken)),
      m_source(new QLineEdit(this)),
      m_name(new QLineEdit(this)),
      m_copy(new QCheckBox(tr("&Copy it instead of linking to it"), this)),
      m_note(new QLabel(this))
{
    setWindowTitle(tr("Import a model"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_source->setObjectName(QStringLiteral("importSource"));
    m_source->setAccessibleName(tr("Folder or ZIP archive of a checkpoint"));
    m_source->setToolTip(tr("A checkpoint of PaliGemma or PaliGemma 2 as Hugging Face has it, or your own fine-tune"));
    m_name->setObjectName(QStringLiteral("importName"));
    m_name->setAccessibleName(tr("Name of the model"));
    m_name->setPlaceholderText(tr("As the folder or archive is called"));
    m_copy->setToolTip(tr("A link takes no room on the disk, and breaks where the folder goes away"));
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * fontMetrics().height());
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* const folders = new QPushButton(tr("&Folder…"), this);
    connect(folders, &QPushButton::clicked, this, &ImportDialog::browseFolders);
    auto* const archives = new QPushButton(tr("&ZIP Archive…"), this);
    connect(archives, &QPushButton::clicked, this, &ImportDialog::browseArchives);
    auto* const source = new QHBoxLayout;
    source->addWidget(m_source, 1);
    source->addWidget(folders);
    source->addWidget(archives);
    auto* const form = new QFormLayout;
    auto* const sourceLabel = new QLabel(tr("F&rom:"), this);
    sourceLabel->setBuddy(m_source);
    form->addRow(sourceLabel, source);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(QString(), m_copy);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT wished(
            { m_source->text().trimmed(), m_name->text().trimmed(), m_copy->isEnabled() && m_copy->isChecked() });
        accept();
    });
    auto* const column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_note, 1);
    column->addWidget(buttons);
    connect(m_source, &QLineEdit::textChanged, this, &ImportDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &ImportDialog::refresh);
    refresh();
    resize(560, sizeHint().height());
}

void ImportDialog::setSource(const QString& source)
{
    m_source->setText(source);
}

void ImportDialog::browseFolders()
{
    auto* const dialog = new QFileDialog(this, tr("Folder of a checkpoint"), m_source->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setSource);
    dialog->open();
}

void ImportDialog::browseArchives()
{
    auto* const dialog = new QFileDialog(this, tr("ZIP archive of a checkpoint"), m_source->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("ZIP archives (*.zip *.ZIP)"));
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setSource);
    dialog->open();
}

void ImportDialog::refresh()
{
    const QString source = m_source->text().trimmed();
    const QString name = m_name->text().trimmed();
    const bool archive = source.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive);
    const bool taken = m_taken.contains(name);
    const bool noName = name.contains(QLatin1Char('/')) || name.startsWith(QLatin1Char('.'));
    m_copy->setEnabled(!archive);
    m_note->setText(taken ? tr("There is a model of that name. Give it another.")
            : noName      ? tr("A name has no “/” and begins with no full stop.")
            : archive     ? tr("The archive is unpacked into the program’s own folder and is not needed afterwards.")
                          : QString());
    m_import->setEnabled(!taken && !noName && !source.isEmpty());
}

} // namespace palimpsest
