#pragma once
// Ties the commands for single items, menus and keys, to the card that shows the item. Owned by the main window; GUI
// thread.

#include <QObject>

namespace palimpsest {

class ItemCard;
class WindowActions;

class CardLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        ItemCard& card;
    };

    CardLink(const Parts& parts, QObject* parent);

private:
    void connectTable();
    void refreshTable();
    void connectMolecule();
    void refreshMolecule();

    Parts m_parts;
};

} // namespace palimpsest
