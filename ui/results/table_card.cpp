#include "ui/results/table_card.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMimeData>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "pipelines/export/delimited_table.h"
#include "pipelines/export/html_writer.h"
#include "ui/results/table_grid_view.h"

namespace palimpsest {

namespace {

constexpr int kIconSide = 20;

} // namespace

TableCard::TableCard(Project& project, QWidget* parent)
    : QWidget(parent),
      m_model(new TableGridModel(project, this)),
      m_grid(new TableGridView(*m_model, this)),
      m_buttons(new QHBoxLayout),
      m_size(new QLabel(this))
{
    m_buttons->setSpacing(1);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_size);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_buttons);
    column->addWidget(m_grid, 1);
    setFocusProxy(m_grid);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &TableCard::keepPlace);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TableCard::returnToPlace);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &TableCard::selectionChanged);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TableCard::selectionChanged);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &TableCard::placeChanged);
    connect(this, &TableCard::selectionChanged, this, &TableCard::describe);
}

void TableCard::addButtons(const QList<QAction*>& actions)
{
    int place = 0;
    for (QAction* const action : actions) {
        auto* const button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setIconSize({ kIconSide, kIconSide });
        button->setFocusPolicy(Qt::TabFocus);
        m_buttons->insertWidget(place++, button);
    }
}

void TableCard::showItem(PageId page, std::optional<std::size_t> item)
{
    if (m_model->showItem(page, item))
        chooseLeastSure();
}

// What a person opens a doubtful table for.
void TableCard::chooseLeastSure()
{
    const Table* const table = m_model->table();
    QModelIndex best = m_model->index(0, 0);
    double least = 1;
    for (std::size_t i = 0; table != nullptr && i < table->cells.size(); ++i) {
        const TableCell& cell = table->cells[i];
        const QModelIndex index = m_model->index(static_cast<int>(cell.row), static_cast<int>(cell.column));
        if (cell.confidence.value_or(1) < least && index.data(TableGridModel::DoubtfulRole).toBool()) {
            least = *cell.confidence;
            best = index;
        }
    }
    m_grid->setCurrentIndex(best);
}

// A table that was changed goes on where it was.
void TableCard::keepPlace()
{
    const QModelIndex current = m_grid->currentIndex();
    m_kept = current.isValid() ? std::pair(current.row(), current.column()) : std::pair(0, 0);
}

void TableCard::returnToPlace()
{
    const int row = std::min(m_kept.first, m_model->rowCount() - 1);
    const int column = std::min(m_kept.second, m_model->columnCount() - 1);
    QModelIndex index = m_model->index(row, column);
    if (const TableCell* const cell = m_model->cellAt(index))
        index = m_model->index(static_cast<int>(cell->row), static_cast<int>(cell->column));
    m_grid->setCurrentIndex(index);
    Q_EMIT selectionChanged();
    Q_EMIT placeChanged();
}

std::optional<GridRange> TableCard::range() const
{
    const Table* const table = m_model->table();
    const QModelIndex current = m_grid->currentIndex();
    if (table == nullptr || !current.isValid())
        return std::nullopt;
    QRect chosen(current.column(), current.row(), 1, 1);
    if (m_grid->selectionModel()->hasSelection()) {
        chosen = {};
        for (const QItemSelectionRange& part : m_grid->selectionModel()->selection())
            chosen |= QRect(QPoint(part.left(), part.top()), QPoint(part.right(), part.bottom()));
    }
    return wholeCells(*table,
        { static_cast<std::size_t>(chosen.top()), static_cast<std::size_t>(chosen.left()),
            static_cast<std::size_t>(chosen.height()), static_cast<std::size_t>(chosen.width()) });
}

void TableCard::edit()
{
    m_grid->editCurrent();
}

bool TableCard::canApply(TableChange change) const
{
    const auto chosen = range();
    return chosen && canChange(*m_model->table(), change, *chosen);
}

bool TableCard::isHeader() const
{
    const auto chosen = range();
    return chosen && allHeaders(*m_model->table(), *chosen);
}

void TableCard::apply(TableChange change)
{
    m_grid->endEditing();
    if (const auto chosen = range())
        m_model->apply(changed(*m_model->table(), change, *chosen), nameOf(change));
}

void TableCard::copySelection() const
{
    const auto chosen = range();
    if (!chosen)
        return;
    const Table part = tablePart(*m_model->table(), *chosen);
    auto* const content = new QMimeData;
    content->setHtml(QString::fromStdString(tableHtml(part)));
    QString text = QString::fromStdString(tabbedText(part));
    text.chop(1); // the last line's end
    content->setText(text);
    QApplication::clipboard()->setMimeData(content);
}

void TableCard::choosePlace(const QPointF& point)
{
    const Table* const table = m_model->table();
    const TableCell* best = nullptr;
    const auto area = [](const TableCell& cell) { return cell.box->width() * cell.box->height(); };
    for (std::size_t i = 0; table != nullptr && i < table->cells.size(); ++i) {
        const TableCell& cell = table->cells[i];
        if (cell.box && point.x() >= cell.box->left && point.x() <= cell.box->right && point.y() >= cell.box->top
            && point.y() <= cell.box->bottom && (best == nullptr || area(cell) < area(*best)))
            best = &cell;
    }
    if (best != nullptr)
        m_grid->setCurrentIndex(m_model->index(static_cast<int>(best->row), static_cast<int>(best->column)));
}

QRectF TableCard::place() const
{
    const TableCell* const cell = m_model->cellAt(m_grid->currentIndex());
    if (cell == nullptr || !cell->box)
        return {};
    return QRectF(QPointF(cell->box->left, cell->box->top), QPointF(cell->box->right, cell->box->bottom)).normalized();
}

void TableCard::describe()
{
    const Table* const table = m_model->table();
    m_size->setText(table == nullptr ? QString() : tr("%1 × %2").arg(table->rows).arg(table->columns));
    m_size->setToolTip(tr("Rows × columns"));
}

} // namespace palimpsest
