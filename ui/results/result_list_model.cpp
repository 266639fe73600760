#include "ui/results/result_list_model.h"

#include <QIcon>
#include <QLocale>
#include <cmath>
#include <utility>

#include "ui/icon.h"
#include "ui/project/result_items.h"
#include "ui/results/review_queue.h"

namespace palimpsest {

namespace {

QString percent(double confidence)
{
    return QLocale().toString(static_cast<int>(std::floor(confidence * 100))) + QStringLiteral(" %");
}

// Among those of its kind, from 1.
template <typename Item>
int numberOf(const PageContent& content, std::size_t row, const Item* (*at)(const PageContent&, std::size_t))
{
    int number = 0;
    for (std::size_t i = 0; i <= row; ++i)
        number += at(content, i) == nullptr ? 0 : 1;
    return number;
}

// What a list shows of it.
QString titleOf(const PageContent& content, std::size_t row, const QString& text)
{
    if (const Table* const table = tableAt(content, row))
        return ResultListModel::tr("Table %1 · %2 × %3")
            .arg(numberOf(content, row, tableAt))
            .arg(table->rows)
            .arg(table->columns);
    if (const ScoreSystem* const system = systemAt(content, row))
        return ResultListModel::tr("System %1 · %n measure(s)", nullptr, static_cast<int>(system->measures))
            .arg(numberOf(content, row, systemAt));
    return text;
}

} // namespace

ResultListModel::ResultListModel(Project& project, QObject* parent) : QAbstractTableModel(parent), m_project(project)
{
    connect(&project, &Project::pagesReset, this, &ResultListModel::refresh);
    connect(&project, &Project::pageChanged, this, [this](PageId page) {
        if (page == m_page)
            refresh();
    });
}

void ResultListModel::setPage(PageId page)
{
    if (page != m_page)
        m_matches.clear();
    m_page = page;
    refresh();
}

void ResultListModel::setThreshold(double threshold)
{
    m_threshold = threshold;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
}

void ResultListModel::setCurrentDoubt(std::optional<std::size_t> row, std::size_t doubt)
{
    m_doubtRow = row;
    m_doubt = doubt;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, Text), index(m_rows - 1, Text), { MarksRole });
}

void ResultListModel::setMatches(std::vector<ItemMatch> matches)
{
    m_matches = std::move(matches);
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, Text), index(m_rows - 1, Text), { MarksRole });
}

// A correction leaves the rows, and with them the selection, where they are.
void ResultListModel::refresh()
{
    const Reading* const reading = m_project.shownReading(m_page);
    const ReadingId id = reading == nullptr ? 0 : reading->id;
    const int rows = reading == nullptr ? 0 : static_cast<int>(itemCount(reading->result->content));
    if (id == m_reading && rows == m_rows) {
        if (rows > 0)
            Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_reading = id;
    m_rows = rows;
    endResetModel();
}

int ResultListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ResultListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ResultListModel::data(const QModelIndex& index, int role) const
{
    const Reading* const reading = m_project.shownReading(m_page);
    if (!index.isValid() || reading == nullptr)
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == DoubtfulRole)
        return isDoubtful(*reading, row, m_threshold);
    if (role == ReviewRole)
        return static_cast<int>(reading->reviews[row]);
    if (role == MarksRole)
        return index.column() == Text ? QVariant::fromValue(marksOf(*reading, row)) : QVariant();
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return describe(*reading, row);
    const ResultItem item = itemAt(reading->result->content, row);
    if (index.column() == Text) {
        if (role == Qt::DisplayRole)
            return titleOf(reading->result->content, row, item.text);
        if (role == Qt::EditRole)
            return item.text;
        if (role == Qt::DecorationRole && reading->reviews[row] != Review::Unseen)
            return iconNamed(reading->reviews[row] == Review::Edited ? "edit" : "accept");
        return {};
    }
    if (role == Qt::DisplayRole && item.confidence)
        return percent(*item.confidence);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QList<TextMark> ResultListModel::marksOf(const Reading& reading, std::size_t row) const
{
    QList<TextMark> marks;
    const std::vector<TextSpan> doubts = doubtsAt(reading, row, m_threshold);
    for (std::size_t i = 0; i < doubts.size(); ++i)
        marks.append({ doubts[i], MarkKind::Doubt, m_doubtRow == row && m_doubt == i });
    for (const ItemMatch& match : m_matches)
        if (match.item == row)
            marks.append({ match.span, MarkKind::Match, match.current });
    return marks;
}

QString ResultListModel::describe(const Reading& reading, std::size_t row) const
{
    const ResultItem item = itemAt(reading.result->content, row);
    QStringList parts{ titleOf(reading.result->content, row, item.text) };
    if (item.confidence)
        parts.append(tr("confidence %1, not calibrated").arg(percent(*item.confidence)));
    QStringList doubts;
    for (const TextSpan& doubt : doubtsAt(reading, row, m_threshold))
        doubts.append(item.text.mid(doubt.start, doubt.length));
    if (!doubts.isEmpty())
        parts.append(tr("doubtful: %1").arg(doubts.join(QStringLiteral(", "))));
    if (reading.reviews[row] == Review::Accepted)
        parts.append(tr("accepted"));
    if (reading.reviews[row] == Review::Edited)
        parts.append(tr("corrected"));
    if (!item.trusted)
        parts.append(tr("the box is not to be measured"));
    return parts.join(QStringLiteral(" · "));
}

QVariant ResultListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Text ? tr("Text") : tr("Confidence");
}

Qt::ItemFlags ResultListModel::flags(const QModelIndex& index) const
{
    const Reading* const reading = m_project.shownReading(m_page);
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Text && reading != nullptr && isEditable(reading->result->content)
        && !hasCard(itemAt(reading->result->content, static_cast<std::size_t>(index.row())).view))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool ResultListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    m_project.setItemText(m_page, static_cast<std::size_t>(index.row()), value.toString());
    return true;
}

} // namespace palimpsest
