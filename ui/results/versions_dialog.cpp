#include "ui/results/versions_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"
#include "ui/project/result_items.h"
#include "ui/results/provenance_text.h"

namespace palimpsest {

namespace {

enum Column { When, Asked, Found, Model, State, ColumnCount };

constexpr int kBeginning = 60; // characters

QString askedOf(const Reading& reading)
{
    const QString task = nameOfTask(reading.task);
    return reading.prompt.isEmpty() ? task : QStringLiteral("%1: %2").arg(task, reading.prompt);
}

QString foundOf(const Reading& reading)
{
    const PageContent& content = reading.result->content;
    if (reading.reviews.empty())
        return VersionsDialog::tr("nothing");
    const QString first = itemAt(content, 0).text.left(kBeginning).simplified();
    return viewOf(content) == ContentView::Text
        ? first
        : VersionsDialog::tr("%1 and %n more", nullptr, static_cast<int>(reading.reviews.size()) - 1).arg(first);
}

QString stateOf(const Reading& reading, ReadingId shown)
{
    QStringList states;
    if (reading.id == shown)
        states.append(VersionsDialog::tr("shown"));
    if (reading.isEdited())
        states.append(VersionsDialog::tr("corrected"));
    if (reading.result->partial)
        states.append(VersionsDialog::tr("partial"));
    if (reading.result->experimental)
        states.append(VersionsDialog::tr("experimental"));
    return states.join(QStringLiteral(", "));
}

} // namespace

VersionsDialog::VersionsDialog(Project& project, PageId page, QWidget* parent)
    : QDialog(parent),
      m_project(project),
      m_page(page),
      m_list(new QTreeWidget(this)),
      m_how(new QLabel(this)),
      m_show(new QPushButton(iconNamed("accept"), tr("&Show This One"), this)),
      m_remove(new QPushButton(iconNamed("delete"), tr("&Remove"), this))
{
    setWindowTitle(tr("Versions of this page"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("What was read on this page"));
    m_list->setHeaderLabels({ tr("When"), tr("What was asked"), tr("What came"), tr("Model"), tr("State") });
    m_list->setRootIsDecorated(false);
    m_list->setAllColumnsShowFocus(true);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Found, QHeaderView::Stretch);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_show, QDialogButtonBox::ActionRole);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    auto* const column = new QVBoxLayout(this);
    m_how->setAccessibleName(tr("How it was read"));
    m_how->setWordWrap(true);
    m_how->setTextFormat(Qt::PlainText);
    m_how->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_how->setMinimumHeight(3 * fontMetrics().height());
    m_how->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_list, 1);
    column->addWidget(m_how);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_show, &QPushButton::clicked, this, [this] { m_project.showReading(m_page, chosen()); });
    connect(m_list, &QTreeWidget::itemActivated, m_show, &QPushButton::click);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_project.removeReading(m_page, chosen()); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, &VersionsDialog::refresh);
    connect(&project, &Project::pageChanged, this, [this](PageId changed) {
        if (changed == m_page)
            fill();
    });
    connect(&project, &Project::pagesReset, this, &QDialog::reject);
    fill();
    resize(900, 380);
}

void VersionsDialog::fill()
{
    const ReadingId before = chosen();
    const PageEntry* const page = m_project.page(m_page);
    m_list->clear();
    for (auto reading = page->readings.rbegin(); reading != page->readings.rend(); ++reading) {
        auto* const row = new QTreeWidgetItem(m_list);
        row->setText(When, QLocale().toString(reading->made.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm:ss")));
        row->setText(Asked, askedOf(*reading));
        row->setText(Found, foundOf(*reading));
        row->setToolTip(Found, reading->reviews.empty() ? QString() : itemAt(reading->result->content, 0).text);
        row->setText(Model, QString::fromStdString(reading->result->provenance.checkpoint));
        row->setText(State, stateOf(*reading, page->shown));
        row->setData(When, Qt::UserRole, reading->id);
        if (reading->id == (before == 0 ? page->shown : before))
            m_list->setCurrentItem(row);
    }
    refresh();
}

void VersionsDialog::refresh()
{
    const PageEntry* const page = m_project.page(m_page);
    m_show->setEnabled(chosen() != 0 && page != nullptr && chosen() != page->shown);
    m_remove->setEnabled(chosen() != 0);
    m_how->clear();
    for (const Reading& reading : page == nullptr ? std::vector<Reading>() : page->readings)
        if (reading.id == chosen())
            m_how->setText(provenanceText(reading));
}

ReadingId VersionsDialog::chosen() const
{
    const QTreeWidgetItem* const row = m_list->currentItem();
    return row == nullptr ? 0 : row->data(When, Qt::UserRole).toULongLong();
}

} // namespace palimpsest
