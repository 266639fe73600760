#include "ui/results/table_grid_model.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <algorithm>
#include <utility>

#include "pipelines/table/table_edit.h"
#include "ui/project/result_items.h"
#include "ui/results/doubt_colour.h"

namespace palimpsest {

namespace {

bool sameForm(const Table& a, const Table& b)
{
    const auto alike = [](const TableCell& x, const TableCell& y) {
        return x.row == y.row && x.column == y.column && x.rowSpan == y.rowSpan && x.columnSpan == y.columnSpan;
    };
    return a.rows == b.rows && a.columns == b.columns
        && std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(), alike);
}

// In light and dark alike.
QColor headerShade()
{
    QColor shade = QApplication::palette().color(QPalette::Text);
    shade.setAlpha(30);
    return shade;
}

// A, B, ... Z, AA, AB
QString columnName(int column)
{
    QString name;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.prepend(QChar(QLatin1Char(static_cast<char>('A' + (rest - 1) % 26))));
    return name;
}

} // namespace

TableGridModel::TableGridModel(Project& project, QObject* parent) : QAbstractTableModel(parent), m_project(project)
{
}

bool TableGridModel::showItem(PageId page, std::optional<std::size_t> item)
{
    const Reading* const reading = m_project.shownReading(page);
    const ReadingId id = reading == nullptr ? 0 : reading->id;
    const std::shared_ptr<const PageResult> before = std::exchange(m_result, reading ? reading->result : nullptr);
    const Table* const table = m_result && item ? tableAt(m_result->content, *item) : nullptr;
    const bool another = m_table == nullptr || table == nullptr || page != m_page || id != m_reading || item != m_item;
    const bool reset = another || !sameForm(*m_table, *table);
    const bool accepted = table != nullptr && reading->reviews.at(*item) == Review::Accepted;
    if (!reset && table == m_table && accepted == m_accepted)
        return false;
    if (reset)
        beginResetModel();
    m_accepted = accepted;
    m_page = page;
    m_reading = id;
    m_item = item.value_or(0);
    m_grid = table != nullptr ? TableGrid::create(*table) : std::nullopt;
    m_table = m_grid ? table : nullptr;
    if (reset)
        endResetModel();
    else if (table->rows > 0 && table->columns > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    return another;
}

void TableGridModel::setThreshold(double threshold)
{
    m_threshold = threshold;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const TableCell* TableGridModel::cellAt(const QModelIndex& index) const
{
    return m_table == nullptr || !checkIndex(index, CheckIndexOption::IndexIsValid)
        ? nullptr
        : m_grid->at(static_cast<std::size_t>(index.row()), static_cast<std::size_t>(index.column()));
}

void TableGridModel::apply(std::optional<Table> table, const QString& step)
{
    if (table && m_table != nullptr)
        m_project.correctItem(m_page, m_item, withTable(m_result->content, m_item, *std::move(table)), step);
}

int TableGridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_table == nullptr ? 0 : static_cast<int>(m_table->rows);
}

int TableGridModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_table == nullptr ? 0 : static_cast<int>(m_table->columns);
}

bool TableGridModel::isDoubtful(const TableCell* cell) const
{
    return cell != nullptr && !m_accepted && cell->confidence && *cell->confidence < m_threshold;
}

QVariant TableGridModel::data(const QModelIndex& index, int role) const
{
    const TableCell* const cell = cellAt(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cell == nullptr ? QString() : QString::fromStdString(cell->text);
    case Qt::FontRole: {
        QFont font;
        font.setBold(cell != nullptr && cell->header);
        return font;
    }
    case Qt::BackgroundRole:
        return cell != nullptr && cell->header ? QVariant(headerShade()) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(index);
    case CoveredRole:
        return cell != nullptr
            && (cell->row != static_cast<std::size_t>(index.row())
                || cell->column != static_cast<std::size_t>(index.column()));
    case DoubtfulRole:
        return isDoubtful(cell);
    default:
        return {};
    }
}

QString TableGridModel::describe(const QModelIndex& index) const
{
    const TableCell* const cell = cellAt(index);
    QStringList parts{ columnName(index.column()) + QString::number(index.row() + 1) };
    if (cell == nullptr)
        return parts.front();
    if (!cell->text.empty())
        parts << QString::fromStdString(cell->text);
    if (cell->header)
        parts << tr("header");
    if (cell->rowSpan > 1 || cell->columnSpan > 1)
        parts << tr("%1 rows, %2 columns").arg(cell->rowSpan).arg(cell->columnSpan);
    if (isDoubtful(cell))
        parts << tr("doubtful");
    return parts.join(QStringLiteral(" · "));
}

QVariant TableGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? columnName(section) : QString::number(section + 1);
}

Qt::ItemFlags TableGridModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

bool TableGridModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || m_table == nullptr || !index.isValid())
        return false;
    const QString text = value.toString();
    apply(withCellText(*m_table, static_cast<std::size_t>(index.row()), static_cast<std::size_t>(index.column()),
              text.toStdString()),
        tr("Edit “%1”").arg(text.left(24).simplified()));
    return true;
}

} // namespace palimpsest
