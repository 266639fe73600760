#pragma once
// A grid as people know it from spreadsheets: Return or F2 edits, Alt+Return breaks a line, Tab goes on, Shift+Space
// and Ctrl+Space choose row and column. Cells may span. GUI thread.

#include <QStyledItemDelegate>
#include <QTableView>

namespace palimpsest {

class TableGridModel;

class TableCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* editor, QEvent* event) override;
};

class TableGridView final : public QTableView {
    Q_OBJECT

public:
    explicit TableGridView(TableGridModel& model, QWidget* parent = nullptr);

    void editCurrent();
    // Ends what is being typed, which is kept.
    void endEditing();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    void fitCells();

    TableGridModel& m_model;
};

} // namespace palimpsest
