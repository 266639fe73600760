#include "ui/results/result_panel.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"
#include "ui/project/region.h"
#include "ui/project/result_items.h"
#include "ui/results/answer_panel.h"
#include "ui/results/item_card.h"
#include "ui/results/result_delegate.h"
#include "ui/results/result_list_model.h"
#include "ui/results/review_bar.h"
#include "ui/results/text_answer_view.h"

namespace palimpsest {

namespace {

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

// What to know before one believes it; empty: nothing.
QString stateOf(const PageResult& result)
{
    QStringList sentences;
    if (result.partial && hasWarning(result, AnswerWarning::NoAnswer))
        sentences.append(
            ResultPanel::tr("Partial: no cell of a table answers the question, or several do; nothing is guessed."));
    else if (result.partial && hasWarning(result, AnswerWarning::UnreadableLine))
        sentences.append(ResultPanel::tr("Partial: print that the model could not read is left out."));
    else if (result.partial)
        sentences.append(ResultPanel::tr("Partial: an answer was cut off or could not be understood in full."));
    if (result.provenance.lookedBlank)
        sentences.append(ResultPanel::tr("Experimental: the page looked blank and was read all the same; what stands "
                                         "here may be invented."));
    else if (result.experimental)
        sentences.append(ResultPanel::tr("Experimental: the model was not made for this, or hardly knows such pages."));
    return sentences.join(QLatin1Char('\n'));
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
      m_nothing(new QWidget(this)),
      m_empty(new QLabel(m_nothing)),
      m_readAnyway(new QPushButton(iconNamed("run"), tr("Read An&yway"), m_nothing)),
      m_partial(new QPlainTextEdit(this)),
      m_items(new QSplitter(Qt::Vertical, this)),
      m_list(new QTreeView(m_items)),
      m_card(new ItemCard(project, m_items)),
      m_answers(new AnswerPanel(project, this)),
      m_review(new ReviewBar(this))
{
    m_readings->setAccessibleName(tr("Result that is shown"));
    m_readings->setWhatsThis(tr("Everything that was read on this page: each run is kept beside the others, and "
                                "corrections are never replaced."));
    m_readings->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_readings->setMinimumContentsLength(16);
    m_state->setWordWrap(true);
    m_partial->setReadOnly(true);
    m_partial->setAccessibleName(tr("Text that is being read"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ResultDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setAccessibleName(tr("What was found on the page"));
    m_list->setWhatsThis(tr("What was read on the page, in reading order. What is chosen here is framed upon the page, "
                            "and the other way round. Letters that the model was not sure of are shaded. F2 corrects a "
                            "row, Enter accepts it, Del removes it; all of it can be undone."));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ResultListModel::Text, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ResultListModel::Confidence, QHeaderView::ResizeToContents);
    m_list->header()->setResizeContentsPrecision(0); // by the rows in view; its name is wider than what stands below
    m_stack->addWidget(makeNothing());
    m_stack->addWidget(m_partial);
    m_items->addWidget(m_list);
    m_items->addWidget(m_card);
    m_items->setChildrenCollapsible(false);
    m_items->setStretchFactor(1, 1);
    m_items->setSizes({ kListHeight, 4 * kListHeight });
    m_stack->addWidget(m_items);
    m_stack->addWidget(m_answers);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(m_readings);
    column->addWidget(m_state);
    column->addWidget(m_stack, 1);
    column->addWidget(m_review);
    setFocusProxy(m_list);

    connect(m_readings, &QComboBox::activated, this, &ResultPanel::chooseReading);
    connect(m_review, &ReviewBar::stepAsked, this, &ResultPanel::doubtfulAsked);
    connect(m_review, &ReviewBar::acceptAsked, this, &ResultPanel::acceptCurrent);
    connect(m_review, &ReviewBar::editAsked, this, &ResultPanel::editAsked);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showCard();
        setDoubt({});
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { setDoubt({}); });
    connect(&project, &Project::pagesReset, this, &ResultPanel::refresh);
    m_recount.setSingleShot(true);
    m_recount.setInterval(0);
    connect(&m_recount, &QTimer::timeout, this, &ResultPanel::refreshReview);
    connect(
        &project, &Project::pageChanged, this, [this](PageId page) { page == m_page ? refresh() : m_recount.start(); });
    refresh();
}

QWidget* ResultPanel::makeNothing()
{
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(24);
    m_readAnyway->setObjectName(QStringLiteral("readAnyway"));
    m_readAnyway->setToolTip(tr("Shows the model all of the page; what comes of it is marked as an experiment"));
    connect(m_readAnyway, &QPushButton::clicked, this, [this] {
        if (const Reading* const reading = m_project.shownReading(m_page))
            Q_EMIT blankAsked(m_page, reading->task, reading->prompt);
    });
    auto* const column = new QVBoxLayout(m_nothing);
    column->addStretch(1);
    column->addWidget(m_empty);
    column->addWidget(m_readAnyway, 0, Qt::AlignCenter);
    column->addStretch(1);
    return m_nothing;
}

void ResultPanel::showNothing(const QString& why, bool blank)
{
    m_empty->setText(why);
    m_readAnyway->setVisible(blank);
    m_stack->setCurrentWidget(m_nothing);
}

// Regions are read by what each is; which of them looked blank is said upon the page.
void ResultPanel::sayNothing(const Reading& reading)
{
    const bool blank = !wasAsked(*reading.result) && !isFromDocument(*reading.result);
    const QString why = !blank ? tr("Nothing was found on this page.")
        : reading.ink          ? tr("Looks blank (%1 % ink). Skipped, because models invent text on blank pages.")
                            .arg(QLocale().toString(100 * *reading.ink, 'f', 1))
                      : tr("Nothing to read was found here. Skipped, because models invent text on blank pages.");
    showNothing(why, blank && reading.task != kRegionsTask);
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
    m_answers->showPage(m_page);
    if (m_partialPage != 0 && m_partialPage == m_page) {
        m_stack->setCurrentWidget(m_partial);
    } else if (reading == nullptr) {
        showNothing(page == nullptr ? tr("Open a document to read it.")
                : page->failure.isEmpty() ? tr("Not read yet. “Run Page” reads this page, “Run All Pages” all of them.")
                                          : tr("This page could not be read: %1").arg(page->failure),
            false);
    } else if (viewOf(reading->result->content) == ContentView::Text) {
        m_stack->setCurrentWidget(m_answers);
    } else if (m_model->rowCount() == 0) {
        sayNothing(*reading);
    } else {
        m_stack->setCurrentWidget(m_items);
        // What is shown whole needs no choosing.
        if (!currentItem() && hasCard(itemAt(reading->result->content, 0).view))
            setCurrentItem(0);
    }
    showCard();
    const QString state = reading != nullptr ? stateOf(*reading->result) : QString();
    m_state->setVisible(!state.isEmpty());
    m_state->setText(state);
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
    const bool chosen = item && *item < reading->reviews.size();
    const std::size_t doubts = chosen ? doubtsAt(*reading, *item, threshold()).size() : 0;
    ReviewPlace place{ m_page, chosen ? *item : reading->reviews.size(), m_doubt.value_or(0) };
    const QImage crop = chosen ? m_crop(*item, m_doubt) : QImage();
    m_card->setCrop(crop);
    m_review->showState({ .count = countDoubtful(m_project, place, threshold()),
        .atDoubt = *place.doubt < doubts,
        .chosen = chosen,
        .acceptable = chosen && reading->reviews[*item] == Review::Unseen,
        .cropElsewhere = m_card->showsCrop(),
        .crop = crop });
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

void ResultPanel::setCurrentPlace(std::size_t item, std::optional<std::size_t> doubt)
{
    setCurrentItem(item);
    setDoubt(doubt);
}

ReviewPlace ResultPanel::currentPlace() const
{
    return { m_page, currentItem().value_or(0), currentItem() ? m_doubt : std::nullopt };
}

void ResultPanel::setDoubt(std::optional<std::size_t> doubt)
{
    m_doubt = doubt;
    m_model->setCurrentDoubt(doubt ? currentItem() : std::nullopt, doubt.value_or(0));
    refreshReview();
    Q_EMIT currentItemChanged(currentItem());
}

void ResultPanel::setMatches(const std::vector<ItemMatch>& matches)
{
    m_model->setMatches(matches);
    QList<TextMark> marks;
    const bool text = m_stack->currentWidget() == m_answers;
    for (const ItemMatch& match : text ? matches : std::vector<ItemMatch>())
        marks.append({ match.span, MarkKind::Match, match.current });
    m_answers->text().setMarks(marks);
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
    if (m_stack->currentWidget() == m_answers)
        return m_answers->setFocus();
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
