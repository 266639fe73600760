#include "ui/help/sample_gallery.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>

#include "ui/jobs/task_names.h"
#include "ui/program_files.h"

namespace palimpsest {

namespace {

constexpr QSize kThumbnail{ 150, 170 };

struct SampleRow {
    const char* file;
    const char* task;
    const char* title;
    const char* about;
};

constexpr std::array kSamples{
    SampleRow{ "letter.pdf", "ocr", QT_TRANSLATE_NOOP("Samples", "Letter"),
        QT_TRANSLATE_NOOP("Samples", "Two pages of print. Text with its places; F8 goes through what is doubtful.") },
    SampleRow{ "prices.pdf", "auto", QT_TRANSLATE_NOOP("Samples", "Price list"),
        QT_TRANSLATE_NOOP("Samples", "A page with a ruled table among the text: each part by the task that fits it.") },
    SampleRow{ "table.png", "table", QT_TRANSLATE_NOOP("Samples", "Table"),
        QT_TRANSLATE_NOOP(
            "Samples", "A table with a cell over two columns. Corrected in a grid, exported to spreadsheets.") },
    SampleRow{ "molecule.png", "molecule", QT_TRANSLATE_NOOP("Samples", "Molecule"),
        QT_TRANSLATE_NOOP("Samples", "A structure drawing. Read as SMILES and drawn anew beside it.") },
    SampleRow{ "music.png", "score", QT_TRANSLATE_NOOP("Samples", "Music"),
        QT_TRANSLATE_NOOP("Samples", "Four bars of print. Read as **kern, with measures that do not add up marked.") },
    SampleRow{ "shapes.png", "detect", QT_TRANSLATE_NOOP("Samples", "Shapes"),
        QT_TRANSLATE_NOOP("Samples", "Five shapes in colour. Found by name, outlined, counted.") },
    SampleRow{ "picture.jpg", "segment", QT_TRANSLATE_NOOP("Samples", "Picture"),
        QT_TRANSLATE_NOOP(
            "Samples", "A scene, for full-size models. Captions, questions, objects by name and their masks.") },
};

QString translated(const char* words)
{
    return QCoreApplication::translate("Samples", words);
}

// In the middle of a sheet of its own, so that all of them stand on one line.
QIcon framed(const QImage& image, const QPalette& palette)
{
    QPixmap sheet(kThumbnail);
    sheet.fill(Qt::transparent);
    const QImage small = image.scaled(kThumbnail - QSize(6, 6), Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const QRect place(
        QPoint((kThumbnail.width() - small.width()) / 2, (kThumbnail.height() - small.height()) / 2), small.size());
    QPainter painter(&sheet);
    painter.drawImage(place, small);
    painter.setPen(palette.color(QPalette::Mid));
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
    painter.end();
    return { sheet };
}

} // namespace

std::vector<SamplePage> samplePages()
{
    const QDir folder(QDir(resourcesFolder()).filePath(QStringLiteral("samples")));
    std::vector<SamplePage> found;
    for (const SampleRow& row : kSamples) {
        const QString file = folder.filePath(QLatin1String(row.file));
        if (QFileInfo::exists(file))
            found.push_back({ file, QLatin1String(row.task), translated(row.title), translated(row.about) });
    }
    return found;
}

SampleGallery::SampleGallery(const ModelInfo& model, QWidget* parent)
    : QDialog(parent),
      m_samples(samplePages()),
      m_model(model),
      m_loader(new PageLoader(this)),
      m_list(new QListWidget(this)),
      m_about(new QLabel(this))
{
    setWindowTitle(tr("Sample pages"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Sample pages"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setIconSize(kThumbnail);
    m_list->setGridSize(kThumbnail + QSize(24, 2 * fontMetrics().height()));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    QPixmap empty(kThumbnail);
    empty.fill(Qt::transparent);
    for (const SamplePage& sample : m_samples) {
        m_rows.insert(m_loader->draw({ sample.file, {}, 0 }, kThumbnail.height() * 2, PageLoader::Urgency::Thumbnail),
            m_list->count());
        auto* const item = new QListWidgetItem(QIcon(empty), sample.title, m_list);
        item->setData(Qt::AccessibleTextRole, tr("%1. %2").arg(sample.title, sample.about));
    }
    m_about->setAccessibleName(tr("About the sample"));
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_about->setMinimumHeight(4 * fontMetrics().height());
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_open = buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    m_open->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &SampleGallery::openCurrent);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemActivated, this, &SampleGallery::openCurrent);
    connect(m_list, &QListWidget::currentRowChanged, this, &SampleGallery::explain);
    connect(m_loader, &PageLoader::drawn, this,
        [this](PageLoader::Ticket ticket, const DrawnPage& page) { show(ticket, page.image); });
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addWidget(m_about);
    column->addWidget(buttons);
    m_list->setCurrentRow(0);
    explain();
    const QSize cell = m_list->gridSize();
    resize(3 * cell.width() + 50, 2 * cell.height() + 9 * fontMetrics().height());
}

void SampleGallery::explain()
{
    const int row = m_list->currentRow();
    m_open->setEnabled(row >= 0);
    if (row < 0)
        return m_about->setText(tr("The samples are not installed."));
    const SamplePage& sample = m_samples[static_cast<std::size_t>(row)];
    QString words = sample.about;
    if (const QString why = m_model.whyNot(sample.task); !m_model.name.isEmpty() && !why.isEmpty())
        words
            += QLatin1Char('\n') + tr("%1 does not read this (%2): %3").arg(m_model.name, nameOfTask(sample.task), why);
    m_about->setText(words);
}

void SampleGallery::openCurrent()
{
    if (m_list->currentRow() < 0)
        return;
    Q_EMIT openAsked(m_samples[static_cast<std::size_t>(m_list->currentRow())]);
    accept();
}

void SampleGallery::show(PageLoader::Ticket ticket, const QImage& image)
{
    if (const auto row = m_rows.constFind(ticket); row != m_rows.constEnd())
        m_list->item(*row)->setIcon(framed(image, palette()));
}

} // namespace palimpsest
