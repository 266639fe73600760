#include "ui/results/result_delegate.h"

#include <QPainter>

#include "ui/results/doubt_colour.h"
#include "ui/results/result_list_model.h"

namespace palimpsest {

namespace {

constexpr int kRowPadding = 8;

} // namespace

void ResultDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool doubtful = index.data(ResultListModel::DoubtfulRole).toBool();
    if (doubtful)
        painter->fillRect(option.rect, doubtShade());
    QStyledItemDelegate::paint(painter, option, index);
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
