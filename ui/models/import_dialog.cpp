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
      m_folder(new QLineEdit(this)),
      m_name(new QLineEdit(this)),
      m_copy(new QCheckBox(tr("&Copy it instead of linking to it"), this)),
      m_note(new QLabel(this))
{
    setWindowTitle(tr("Import a model"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_folder->setObjectName(QStringLiteral("importFolder"));
    m_folder->setAccessibleName(tr("Folder of a checkpoint"));
    m_folder->setToolTip(tr("A checkpoint of PaliGemma or PaliGemma 2 as Hugging Face has it, or your own fine-tune"));
    m_name->setObjectName(QStringLiteral("importName"));
    m_name->setAccessibleName(tr("Name of the model"));
    m_name->setPlaceholderText(tr("As the folder is called"));
    m_copy->setToolTip(tr("A link takes no room on the disk, and breaks where the folder goes away"));
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * fontMetrics().height());
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* const browse = new QPushButton(tr("&Browse…"), this);
    connect(browse, &QPushButton::clicked, this, &ImportDialog::browse);
    auto* const folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(browse);
    auto* const form = new QFormLayout;
    auto* const folderLabel = new QLabel(tr("&Folder:"), this);
    folderLabel->setBuddy(m_folder);
    form->addRow(folderLabel, folder);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(QString(), m_copy);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT wished({ m_folder->text().trimmed(), m_name->text().trimmed(), m_copy->isChecked() });
        accept();
    });
    auto* const column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_note, 1);
    column->addWidget(buttons);
    connect(m_folder, &QLineEdit::textChanged, this, &ImportDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &ImportDialog::refresh);
    refresh();
    resize(560, sizeHint().height());
}

void ImportDialog::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

void ImportDialog::browse()
{
    auto* const dialog = new QFileDialog(this, tr("Folder of a checkpoint"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setFolder);
    dialog->open();
}

void ImportDialog::refresh()
{
    const QString name = m_name->text().trimmed();
    const bool taken = m_taken.contains(name);
    const bool noName = name.contains(QLatin1Char('/')) || name.startsWith(QLatin1Char('.'));
    m_note->setText(taken ? tr("There is a model of that name. Give it another.")
            : noName      ? tr("A name has no “/” and begins with no full stop.")
                          : QString());
    m_import->setEnabled(!taken && !noName && !m_folder->text().trimmed().isEmpty());
}

} // namespace palimpsest
