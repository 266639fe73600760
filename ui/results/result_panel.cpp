#include "ui/results/result_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"
#include "ui/project/result_items.h"
#include "ui/results/item_card.h"
#include "ui/results/result_delegate.h"
#include "ui/results/result_list_model.h"
#include "ui/results/review_queue.h"
#include "ui/results/text_answer_view.h"

namespace palimpsest {

namespace {

constexpr int kCropHeight = 64;
constexpr int kListHeight = 90; // of the list above a card

QString describe(const Reading& reading)
{
    QString text = nameOfTask(reading.task);
    if (!reading.prompt.isEmpty())
        text += QStringLiteral(": ") + reading.prompt;
    text += QStringLiteral(" · ")
        + QLocale().toString(reading.made.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (reading.isEdited())
        text += QStringLiteral(" · ") + ResultPanel::tr("corrected");
    return text;
}

} // namespace

ResultPanel::ResultPanel(Project& project, Crop crop, QWidget* parent)
    : QWidget(parent),
      m_project(project),
      m_crop(std::move(crop)),
      m_model(new ResultListModel(project, this)),
      m_readings(new QComboBox(this)),
      m_state(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new QLabel(this)),
      m_partial(new QPlainTextEdit(this)),
      m_items(new QSplitter(Qt::Vertical, this)),
      m_list(new QTreeView(m_items)),
      m_card(new ItemCard(project, m_items)),
      m_text(new TextAnswerView(project, this))
{
    m_readings->setAccessibleName(tr("Result that is shown"));
    m_readings->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_readings->setMinimumContentsLength(16);
    m_state->setWordWrap(true);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(24);
    m_partial->setReadOnly(true);
    m_partial->setAccessibleName(tr("Text that is being read"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ResultDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setAccessibleName(tr("What was found on the page"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ResultListModel::Text, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ResultListModel::Confidence, QHeaderView::ResizeToContents);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_partial);
    m_items->addWidget(m_list);
    m_items->addWidget(m_card);
    m_items->setChildrenCollapsible(false);
    m_items->setStretchFactor(1, 1);
    m_items->setSizes({ kListHeight, 4 * kListHeight });
    m_stack->addWidget(m_items);
    m_stack->addWidget(m_text);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(m_readings);
    column->addWidget(m_state);
    column->addWidget(m_stack, 1);
    makeReviewBar(*column);
    setFocusProxy(m_list);

    connect(m_readings, &QComboBox::activated, this, &ResultPanel::chooseReading);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showCard();
        refreshReview();
        Q_EMIT currentItemChanged(currentItem());
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { Q_EMIT currentItemChanged(std::nullopt); });
    connect(m_card, &ItemCard::placeChanged, this, &ResultPanel::refreshReview);
    connect(&project, &Project::pagesReset, this, &ResultPanel::refresh);
    connect(
        &project, &Project::pageChanged, this, [this](PageId page) { page == m_page ? refresh() : refreshReview(); });
    refresh();
}

void ResultPanel::makeReviewBar(QLayout& column)
{
    m_review = new QWidget(this);
    m_picture = new QLabel(m_review);
    m_picture->setObjectName(QStringLiteral("place"));
    m_picture->setFixedHeight(kCropHeight);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_picture->setAccessibleName(tr("The place on the page"));
    m_count = new QLabel(m_review);
    m_previous = new QToolButton(m_review);
    m_previous->setIcon(iconNamed("previous"));
    m_previous->setAutoRaise(true);
    m_previous->setToolTip(tr("Previous doubtful place (Shift+F8)"));
    m_previous->setAccessibleName(tr("Previous doubtful place"));
    m_next = new QToolButton(m_review);
    m_next->setIcon(iconNamed("next"));
    m_next->setAutoRaise(true);
    m_next->setToolTip(tr("Next doubtful place (F8)"));
    m_next->setAccessibleName(tr("Next doubtful place"));
    m_accept = new QPushButton(iconNamed("accept"), tr("Accept"), m_review);
    m_edit = new QPushButton(iconNamed("edit"), tr("Correct"), m_review);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_previous);
    row->addWidget(m_count, 1, Qt::AlignCenter);
    row->addWidget(m_next);
    row->addSpacing(8);
    row->addWidget(m_accept);
    row->addWidget(m_edit);
    auto* const inner = new QVBoxLayout(m_review);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_picture);
    inner->addLayout(row);
    column.addWidget(m_review);
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT doubtfulAsked(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT doubtfulAsked(1); });
    connect(m_accept, &QPushButton::clicked, this, &ResultPanel::acceptCurrent);
    connect(m_edit, &QPushButton::clicked, this, &ResultPanel::editCurrent);
}

void ResultPanel::showPage(PageId page)
{
    m_page = page;
    m_model->setPage(page);
    refresh();
}

void ResultPanel::showPartial(PageId page, const QString& text)
{
    m_partialPage = page;
    if (page != m_page)
        return;
    m_partial->setPlainText(text);
    m_partial->verticalScrollBar()->setValue(m_partial->verticalScrollBar()->maximum());
    m_stack->setCurrentWidget(m_partial);
}

void ResultPanel::endPartial(PageId page)
{
    if (m_partialPage != page)
        return;
    m_partialPage = 0;
    m_partial->clear();
    refresh();
}

void ResultPanel::refresh()
{
    refreshReadings();
    const PageEntry* const page = m_project.page(m_page);
    const Reading* const reading = m_project.shownReading(m_page);
    m_text->showPage(m_page);
    if (m_partialPage != 0 && m_partialPage == m_page) {
        m_stack->setCurrentWidget(m_partial);
    } else if (reading == nullptr) {
        m_empty->setText(page == nullptr ? tr("Open a document to read it.")
                : page->failure.isEmpty() ? tr("Not read yet. “Run Page” reads this page, “Run All Pages” all of them.")
                                          : tr("This page could not be read: %1").arg(page->failure));
        m_stack->setCurrentWidget(m_empty);
    } else if (viewOf(reading->result->content) == ContentView::Text) {
        m_stack->setCurrentWidget(m_text);
    } else if (m_model->rowCount() == 0) {
        m_empty->setText(tr("Nothing was found on this page."));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_items);
        // What is shown whole needs no choosing.
        if (!currentItem() && hasCard(viewOf(reading->result->content)))
            setCurrentItem(0);
    }
    showCard();
    const bool partial = reading != nullptr && reading->result->partial;
    m_state->setVisible(partial);
    m_state->setText(tr("Partial: an answer was cut off or could not be understood in full."));
    refreshReview();
}

void ResultPanel::showCard()
{
    m_card->showItem(m_page, currentItem());
}

void ResultPanel::refreshReadings()
{
    const PageEntry* const page = m_project.page(m_page);
    m_readings->clear();
    m_readings->setVisible(page != nullptr && !page->readings.empty());
    if (page == nullptr)
        return;
    for (const Reading& reading : page->readings) {
        m_readings->addItem(describe(reading));
        m_readings->setItemData(
            m_readings->count() - 1, QString::fromStdString(reading.result->provenance.checkpoint), Qt::ToolTipRole);
        if (reading.id == page->shown)
            m_readings->setCurrentIndex(m_readings->count() - 1);
    }
}

void ResultPanel::refreshReview()
{
    const auto item = currentItem();
    const Reading* const reading = m_project.shownReading(m_page);
    m_review->setVisible(reading != nullptr && m_stack->currentWidget() == m_items);
    if (reading == nullptr)
        return;
    const ReviewCount count = countDoubtful(m_project, { m_page, item.value_or(reading->reviews.size()) }, threshold());
    const bool doubtful = item && isDoubtful(*reading, *item, threshold());
    m_count->setText(count.total == 0 ? tr("Nothing doubtful")
            : doubtful                ? tr("%1 of %2 doubtful").arg(count.before + 1).arg(count.total)
                                      : tr("%n doubtful", nullptr, static_cast<int>(count.total)));
    m_previous->setEnabled(count.total > 0);
    m_next->setEnabled(count.total > 0);
    m_accept->setEnabled(item && *item < reading->reviews.size() && reading->reviews[*item] == Review::Unseen);
    m_edit->setEnabled(item.has_value());
    const QImage crop = item ? m_crop(*item, m_card->place()) : QImage();
    m_card->setCrop(crop);
    m_picture->setVisible(!m_card->showsCrop());
    if (crop.isNull())
        m_picture->setPixmap({});
    else
        m_picture->setPixmap(QPixmap::fromImage(
            crop.scaled(std::max(40, m_picture->width()), kCropHeight, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
}

void ResultPanel::setCurrentItem(std::optional<std::size_t> item)
{
    if (!item)
        return m_list->selectionModel()->clear();
    const QModelIndex index = m_model->index(static_cast<int>(*item), ResultListModel::Text);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

std::optional<std::size_t> ResultPanel::currentItem() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? std::optional(static_cast<std::size_t>(index.row())) : std::nullopt;
}

void ResultPanel::setThreshold(double threshold)
{
    m_model->setThreshold(threshold);
    m_card->setThreshold(threshold);
    refreshReview();
}

double ResultPanel::threshold() const
{
    return m_model->threshold();
}

void ResultPanel::editCurrent()
{
    if (m_stack->currentWidget() == m_text)
        return m_text->setFocus();
    if (!m_card->isHidden())
        return m_card->edit();
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid())
        m_list->edit(index.siblingAtColumn(ResultListModel::Text));
}

void ResultPanel::acceptCurrent()
{
    const auto item = currentItem();
    if (!item)
        return;
    m_project.acceptItem(m_page, *item);
    if (static_cast<int>(*item) + 1 < m_model->rowCount())
        setCurrentItem(*item + 1);
    m_list->setFocus();
}

void ResultPanel::deleteCurrent()
{
    const auto item = currentItem();
    if (!item)
        return;
    m_project.removeItem(m_page, *item);
    if (m_model->rowCount() > 0)
        setCurrentItem(std::min(*item, static_cast<std::size_t>(m_model->rowCount()) - 1));
}

void ResultPanel::removeShownReading()
{
    if (const Reading* const reading = m_project.shownReading(m_page))
        m_project.removeReading(m_page, reading->id);
}

void ResultPanel::chooseReading(int place)
{
    const PageEntry* const page = m_project.page(m_page);
    if (page != nullptr && place >= 0 && place < static_cast<int>(page->readings.size()))
        m_project.showReading(m_page, page->readings[static_cast<std::size_t>(place)].id);
}

} // namespace palimpsest
