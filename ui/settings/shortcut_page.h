#pragma once
// The page of the settings on which commands get other keys: choose, press them; who had them is said before
// they are taken away. GUI thread.

#include <QWidget>

#include "ui/settings/key_table.h"

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace palimpsest {

class ShortcutPage final : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutPage(KeyTable table, QWidget* parent = nullptr);

    [[nodiscard]] QMap<QString, QString> changed() const { return m_table.changed(); }
    void change(const QMap<QString, QString>& changed);
    // Leaves the commands that, with `title`, have all the words; false: none has.
    bool search(const QString& title, const QStringList& words);
    void takeFocus();

private:
    [[nodiscard]] std::optional<std::size_t> chosenRow() const;
    void fill();
    void choose();
    void weigh();
    void assign(const QKeySequence& keys);

    KeyTable m_table;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_keys;
    QPushButton* m_assign;
    QPushButton* m_none;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_note;
};

} // namespace palimpsest
