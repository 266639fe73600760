#pragma once
// Ties the commands for single items, menus and keys, to the card that shows the item. Owned by the main window; GUI
// thread.

#include <QObject>

namespace palimpsest {

class ItemCard;
class MessageStrip;
class ScorePlayer;
class WindowActions;

class CardLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        ItemCard& card;
        MessageStrip& messages;
    };

    CardLink(const Parts& parts, QObject* parent);

private:
    void connectTable();
    void refreshTable();
    void connectMolecule();
    void refreshMolecule();
    void connectScore();
    void refreshScore();

    Parts m_parts;
    ScorePlayer* m_player;
};

} // namespace palimpsest
