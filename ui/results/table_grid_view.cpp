#include "ui/results/table_grid_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <algorithm>

#include "ui/results/doubt_colour.h"
#include "ui/results/table_grid_model.h"

namespace palimpsest {

namespace {

constexpr int kCellPadding = 6;
constexpr int kLineAlpha = 80;
constexpr int kWidestColumn = 260;        // pixels, before a person pulls at it
constexpr std::size_t kMostFitted = 4000; // places: measuring more takes too long

} // namespace

void TableCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    QColor line = option.palette.color(QPalette::Text); // the style's own is hardly seen in dark colours
    line.setAlpha(kLineAlpha);
    painter->setPen(line);
    painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (!index.data(TableGridModel::DoubtfulRole).toBool())
        return;
    if (!option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, doubtShade());
    painter->fillRect(QRect(option.rect.topLeft(), QSize(kDoubtMarkWidth, option.rect.height())), doubtColour());
}

QSize TableCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kCellPadding, kCellPadding);
}

// A line edit would make one line of several.
QWidget* TableCellDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    auto* const editor = new QPlainTextEdit(parent);
    editor->setObjectName(QStringLiteral("cell"));
    editor->setAccessibleName(tr("Text of the cell"));
    editor->setFrameShape(QFrame::NoFrame);
    editor->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    editor->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    editor->document()->setDocumentMargin(2);
    return editor;
}

// Qt leaves these keys to editors of several lines.
bool TableCellDelegate::eventFilter(QObject* object, QEvent* event)
{
    auto* const editor = qobject_cast<QPlainTextEdit*>(object);
    if (editor == nullptr || event->type() != QEvent::KeyPress)
        return QStyledItemDelegate::eventFilter(object, event);
    const auto* const key = static_cast<QKeyEvent*>(event); // NOLINT: KeyPress is a QKeyEvent
    const auto end = [&](EndEditHint hint) {
        Q_EMIT commitData(editor);
        Q_EMIT closeEditor(editor, hint);
        return true;
    };
    switch (key->key()) {
    case Qt::Key_Tab:
        return end(EditNextItem);
    case Qt::Key_Backtab:
        return end(EditPreviousItem);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!key->modifiers().testFlag(Qt::AltModifier))
            return end(NoHint);
        editor->insertPlainText(QStringLiteral("\n"));
        return true;
    default:
        return QStyledItemDelegate::eventFilter(object, event);
    }
}

TableGridView::TableGridView(TableGridModel& model, QWidget* parent) : QTableView(parent), m_model(model)
{
    setObjectName(QStringLiteral("grid"));
    setAccessibleName(tr("Cells of the table"));
    setModel(&model);
    setItemDelegate(new TableCellDelegate(this));
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setSelectionMode(ContiguousSelection);
    setWordWrap(true);
    setShowGrid(false); // the cells draw their edges
    setCornerButtonEnabled(true);
    horizontalHeader()->setMinimumSectionSize(36);
    horizontalHeader()->setHighlightSections(true);
    connect(&model, &QAbstractItemModel::modelReset, this, &TableGridView::fitCells);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
        if (currentIndex().isValid())
            resizeRowToContents(currentIndex().row());
    });
}

void TableGridView::fitCells()
{
    clearSpans();
    const Table* const table = m_model.table();
    if (table == nullptr)
        return;
    for (const TableCell& cell : table->cells)
        if (cell.rowSpan > 1 || cell.columnSpan > 1)
            setSpan(static_cast<int>(cell.row), static_cast<int>(cell.column), static_cast<int>(cell.rowSpan),
                static_cast<int>(cell.columnSpan));
    if (table->rows * table->columns > kMostFitted)
        return;
    resizeColumnsToContents();
    for (int column = 0; column < m_model.columnCount(); ++column)
        setColumnWidth(column, std::min(columnWidth(column), kWidestColumn));
    resizeRowsToContents();
}

void TableGridView::editCurrent()
{
    setFocus(Qt::OtherFocusReason);
    if (currentIndex().isValid())
        edit(currentIndex());
}

void TableGridView::endEditing()
{
    if (state() == EditingState)
        setFocus(Qt::OtherFocusReason);
}

void TableGridView::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && plain && state() != EditingState)
        return editCurrent();
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ShiftModifier)
        return selectRow(currentIndex().row());
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return selectColumn(currentIndex().column());
    QTableView::keyPressEvent(event);
}

// Tab goes from cell to cell and not through the places of one.
QModelIndex TableGridView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int columns = m_model.columnCount();
    const int places = m_model.rowCount() * columns;
    if ((action != MoveNext && action != MovePrevious) || places == 0 || !currentIndex().isValid())
        return QTableView::moveCursor(action, modifiers);
    const int step = action == MoveNext ? 1 : places - 1; // round to the other end
    int place = currentIndex().row() * columns + currentIndex().column();
    QModelIndex next;
    do {
        place = (place + step) % places;
        next = m_model.index(place / columns, place % columns);
    } while (next.data(TableGridModel::CoveredRole).toBool());
    return next;
}

} // namespace palimpsest
