#include "ui/results/result_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/results/doubt_colour.h"
#include "ui/results/marked_text.h"
#include "ui/results/result_list_model.h"

namespace palimpsest {

namespace {

constexpr int kRowPadding = 8;

} // namespace

void ResultDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool doubtful = index.data(ResultListModel::DoubtfulRole).toBool();
    const auto marks = index.data(ResultListModel::MarksRole).value<QList<TextMark>>();
    if (marks.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
    } else {
        QStyleOptionViewItem whole = option;
        initStyleOption(&whole, index);
        const QWidget* const widget = option.widget;
        const QStyle& style = *(widget != nullptr ? widget->style() : QApplication::style());
        const int margin = style.pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, widget) + 1;
        const QRect place
            = style.subElementRect(QStyle::SE_ItemViewItemText, &whole, widget).adjusted(margin, 0, -margin, 0);
        whole.text.clear();
        style.drawControl(QStyle::CE_ItemViewItem, &whole, painter, widget);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setFont(whole.font);
        painter->setPen(whole.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        drawMarkedText(*painter, place, index.data(Qt::DisplayRole).toString(), marks);
        painter->restore();
    }
    if (doubtful && index.column() == ResultListModel::Text)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(kDoubtMarkWidth, option.rect.height())), doubtColour());
}

QSize ResultDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return { size.width() + kRowPadding, option.fontMetrics.height() + kRowPadding };
}

QWidget* ResultDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QWidget* const editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (editor != nullptr)
        editor->setAccessibleName(tr("Corrected text"));
    return editor;
}

} // namespace palimpsest
