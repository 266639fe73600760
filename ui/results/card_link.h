#pragma once
// Ties the commands for single items, menus and keys, to the card that shows the item. Owned by the main window; GUI
// thread.

#include <QObject>
#include <vector>

#include "pipelines/music/played_moments.h"
#include "ui/results/molecule_card.h"

namespace palimpsest {

class ItemCard;
class MessageStrip;
class PlayCursor;
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
    void copy(MoleculeCard::Form form);
    [[nodiscard]] bool canCopy(MoleculeCard::Form form) const;
    void refreshCopies();
    void connectScore();
    void connectPlayer();
    void refreshScore();

    Parts m_parts;
    ScorePlayer* m_player;
    PlayCursor* m_cursor;
    QString m_playedText; // of the music that was played last
    std::vector<PlayedMoment> m_playedMoments;
};

} // namespace palimpsest
