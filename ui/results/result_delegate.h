#pragma once
// Draws the rows of a result: what is doubtful in them is shaded and underlined, and they carry a mark at their edge.
// GUI thread.

#include <QStyledItemDelegate>

namespace palimpsest {

class ResultDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace palimpsest
