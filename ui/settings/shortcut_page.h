#pragma once
// The page of the settings on which commands get other keys: search, choose, press them; who had them is said before
// they are taken away. GUI thread.

#include <QWidget>

#include "ui/settings/key_table.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace palimpsest {

class ShortcutPage final : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutPage(KeyTable table, QWidget* parent = nullptr);

    [[nodiscard]] QMap<QString, QString> changed() const { return m_table.changed(); }
    void change(const QMap<QString, QString>& changed);

private:
    [[nodiscard]] std::optional<std::size_t> chosenRow() const;
    void fill();
    void filter();
    void choose();
    void weigh();
    void assign(const QKeySequence& keys);

    KeyTable m_table;
    QLineEdit* m_words;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_keys;
    QPushButton* m_assign;
    QPushButton* m_none;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_note;
};

} // namespace palimpsest
