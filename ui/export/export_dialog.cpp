#include "ui/export/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>
#include <utility>

#include "pipelines/protocol/result_words.h"
#include "ui/error_text.h"
#include "ui/export/format_names.h"
#include "ui/pages/page_range_field.h"

namespace palimpsest {

namespace {

constexpr qsizetype kPreviewBytes = 20'000;

enum class Which { AllRead, Shown, Selected, Range };

std::vector<PageId> pagesAround(const ProjectContent& content, PageId page)
{
    for (const DocumentEntry& document : content.documents)
        if (std::find(document.pages.begin(), document.pages.end(), page) != document.pages.end())
            return document.pages;
    return {};
}

bool hasKind(const ProjectContent& content, const ExportChoice& choice)
{
    return std::any_of(content.pages.begin(), content.pages.end(), [&](const PageEntry& page) {
        return std::any_of(page.readings.begin(), page.readings.end(), [&](const Reading& reading) {
            const std::string_view kind = kindOf(reading.result->content);
            return choice.kinds.contains(QLatin1String(kind.data(), static_cast<qsizetype>(kind.size())));
        });
    });
}

} // namespace

ExportDialog::ExportDialog(ProjectContent content, PageId shownPage, std::vector<PageId> selected, QWidget* parent)
    : QDialog(parent),
      m_content(std::move(content)),
      m_shownPage(shownPage),
      m_selected(std::move(selected)),
      m_shownDocument(pagesAround(m_content, shownPage)),
      m_format(new QComboBox(this)),
      m_pages(new QComboBox(this)),
      m_range(new PageRangeField(m_shownDocument.size(), this)),
      m_pattern(new QLineEdit(QStringLiteral("{name}"), this)),
      m_folder(new QLineEdit(this)),
      m_browse(new QPushButton(tr("&Browse…"), this)),
      m_preview(new QPlainTextEdit(this)),
      m_message(new QLabel(this)),
      m_export(new QPushButton(tr("&Export"), this)),
      m_replace(new QPushButton(tr("&Replace existing files"), this))
{
    setWindowTitle(tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_pool.setMaxThreadCount(1);
    makeFields();
    fillFormats();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::prepare);
    connect(m_pages, &QComboBox::currentIndexChanged, this, &ExportDialog::prepare);
    connect(m_range, &PageRangeField::changed, this, &ExportDialog::prepare);
    connect(m_pattern, &QLineEdit::textChanged, this, &ExportDialog::prepare);
    connect(m_folder, &QLineEdit::textChanged, this, [this] {
        if (!m_files.empty())
            show(m_files);
    });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(m_export, &QPushButton::clicked, this, [this] { write(Existing::Keep); });
    connect(m_replace, &QPushButton::clicked, this, [this] { write(Existing::Replace); });
    if (!m_content.documents.empty())
        m_folder->setText(QFileInfo(m_content.documents.front().file).absolutePath());
    resize(640, 560);
    prepare();
}

ExportDialog::~ExportDialog()
{
    m_pool.waitForDone();
}

void ExportDialog::makeFields()
{
    m_format->setAccessibleName(tr("Format"));
    m_pages->setAccessibleName(tr("Pages"));
    fillPages();
    m_pattern->setAccessibleName(tr("File name"));
    m_pattern->setToolTip(tr("{name} is the name of the document, {page} the number of the page"));
    m_folder->setAccessibleName(tr("Folder"));
    m_preview->setAccessibleName(tr("Preview"));
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_message->setWordWrap(true);
    m_export->setObjectName(QStringLiteral("export"));
    m_replace->setObjectName(QStringLiteral("replace"));
    m_export->setDefault(true);
    m_replace->hide();
    auto* const folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(m_browse);
    auto* const form = new QFormLayout;
    form->addRow(tr("F&ormat:"), m_format);
    form->addRow(tr("&Pages:"), m_pages);
    form->addRow(QString(), m_range);
    form->addRow(tr("File &name:"), m_pattern);
    auto* const folderLabel = new QLabel(tr("Fo&lder:"), this);
    folderLabel->setBuddy(m_folder);
    form->addRow(folderLabel, folder);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_export, QDialogButtonBox::ActionRole);
    buttons->addButton(m_replace, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_preview, 1);
    column->addWidget(m_message);
    column->addWidget(buttons);
}

void ExportDialog::fillPages()
{
    const auto add = [this](const QString& text, Which which) { m_pages->addItem(text, static_cast<int>(which)); };
    add(tr("All pages that have been read"), Which::AllRead);
    add(tr("This page"), Which::Shown);
    if (m_selected.size() > 1)
        add(tr("%n selected page(s)", nullptr, static_cast<int>(m_selected.size())), Which::Selected);
    if (m_shownDocument.size() > 1)
        add(tr("Pages of this document, by number"), Which::Range);
    m_range->hide();
}

void ExportDialog::fillFormats()
{
    for (ExportChoice& choice : exportChoices()) {
        if (!hasKind(m_content, choice))
            continue;
        m_format->addItem(tr("%1 (%2)").arg(nameOfFormat(choice), choice.ending), choice.ending);
        m_choices.push_back(std::move(choice));
    }
}

void ExportDialog::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

void ExportDialog::setFormat(const QString& ending)
{
    if (const int place = m_format->findData(ending); place >= 0)
        m_format->setCurrentIndex(place);
}

void ExportDialog::setPattern(const QString& pattern)
{
    m_pattern->setText(pattern);
}

QString ExportDialog::format() const
{
    return m_format->currentData().toString();
}

QString ExportDialog::pattern() const
{
    return m_pattern->text();
}

void ExportDialog::setRange(const QString& pages)
{
    m_pages->setCurrentIndex(m_pages->findData(static_cast<int>(Which::Range)));
    m_range->setText(pages);
}

QString ExportDialog::message() const
{
    return m_message->text();
}

std::optional<std::vector<PageId>> ExportDialog::chosenPages() const
{
    std::vector<PageId> pages;
    switch (static_cast<Which>(m_pages->currentData().toInt())) {
    case Which::Shown:
        return std::vector<PageId>{ m_shownPage };
    case Which::Selected:
        return m_selected;
    case Which::Range:
        if (!m_range->indices())
            return std::nullopt;
        for (const std::size_t index : *m_range->indices())
            pages.push_back(m_shownDocument.at(index));
        return pages;
    case Which::AllRead:
        break;
    }
    for (const PageEntry& page : m_content.pages)
        pages.push_back(page.id);
    return pages;
}

const ExportChoice* ExportDialog::chosenFormat() const
{
    const int place = m_format->currentIndex();
    return place < 0 ? nullptr : &m_choices[static_cast<std::size_t>(place)];
}

void ExportDialog::prepare()
{
    const ExportChoice* const choice = chosenFormat();
    m_export->setEnabled(false);
    m_replace->hide();
    m_files.clear(); // of the format before
    m_range->setVisible(static_cast<Which>(m_pages->currentData().toInt()) == Which::Range);
    if (choice == nullptr)
        return say(tr("There is nothing to export yet. Read a page first."));
    const quint64 number = ++m_prepared;
    auto chosen = chosenPages();
    if (!chosen) {
        m_preview->clear();
        return say(tr("Say which pages, such as 1-4,9."));
    }
    m_pool.start(
        [this, number, content = m_content, pages = std::move(*chosen), choice = *choice, pattern = m_pattern->text()] {
            auto outcome = std::make_shared<Result<std::vector<ExportFile>>>(
                makeExport(exportInput(content, pages, choice), choice, pattern));
            QMetaObject::invokeMethod(this, [this, number, outcome] {
                if (number != m_prepared)
                    return; // other wishes since
                if (!outcome->ok())
                    return say(textOf(outcome->error()));
                m_files = std::move(*outcome).value();
                show(m_files);
            });
        });
}

void ExportDialog::show(const std::vector<ExportFile>& files)
{
    const ExportChoice* const choice = chosenFormat();
    m_replace->hide();
    m_export->setEnabled(!files.empty());
    m_preview->clear();
    if (files.empty() || choice == nullptr)
        return say(tr("The chosen pages hold nothing that this format could."));
    const bool readable = choice->isText && !files.front().bytes.contains('\0'); // a workbook is packed
    m_preview->setPlainText(
        readable ? QString::fromUtf8(files.front().bytes.left(kPreviewBytes)) : tr("This format has no preview."));
    say(tr("%n file(s): %1", nullptr, static_cast<int>(files.size())).arg(files.front().name));
}

void ExportDialog::say(const QString& message)
{
    m_message->setText(message);
    m_message->setAccessibleName(message);
}

void ExportDialog::write(Existing existing)
{
    m_export->setEnabled(false);
    m_replace->hide();
    m_pool.start([this, files = m_files, folder = m_folder->text(), existing] {
        const auto outcome = writeExport(files, folder, existing);
        const bool inTheWay = !outcome.ok() && existing == Existing::Keep
            && std::any_of(files.begin(), files.end(),
                [&](const ExportFile& file) { return QFileInfo::exists(QDir(folder).filePath(file.name)); });
        QMetaObject::invokeMethod(this, [this, outcome, inTheWay, folder, count = static_cast<int>(files.size())] {
            m_export->setEnabled(true);
            m_replace->setVisible(inTheWay);
            if (!outcome.ok()) {
                say(textOf(outcome.error()));
                if (!inTheWay)
                    Q_EMIT failed(outcome.error().code);
                return;
            }
            say(tr("%n file(s) written to %1", nullptr, count).arg(folder));
            Q_EMIT exported(count, folder);
        });
    });
}

void ExportDialog::chooseFolder()
{
    auto* const dialog = new QFileDialog(this, tr("Folder for the files"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

} // namespace palimpsest
