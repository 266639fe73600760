#include "ui/results/card_link.h"

#include <array>
#include <utility>

#include "ui/message_strip.h"
#include "ui/results/item_card.h"
#include "ui/results/play_cursor.h"
#include "ui/results/score_card.h"
#include "ui/results/score_player.h"
#include "ui/results/table_card.h"
#include "ui/results/table_grid_view.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

struct TableRow {
    Command command;
    TableChange change;
};

constexpr std::array kTableRows{
    TableRow{ Command::MergeCells, TableChange::Merge },
    TableRow{ Command::SplitCell, TableChange::Split },
    TableRow{ Command::InsertRowAbove, TableChange::InsertRowAbove },
    TableRow{ Command::InsertRowBelow, TableChange::InsertRowBelow },
    TableRow{ Command::InsertColumnBefore, TableChange::InsertColumnBefore },
    TableRow{ Command::InsertColumnBehind, TableChange::InsertColumnBehind },
    TableRow{ Command::RemoveRows, TableChange::RemoveRows },
    TableRow{ Command::RemoveColumns, TableChange::RemoveColumns },
    TableRow{ Command::HeaderCells, TableChange::ToggleHeader },
    TableRow{ Command::ClearCells, TableChange::Clear },
};

struct CopyRow {
    Command command;
    MoleculeCard::Form form;
};

constexpr std::array kCopyRows{
    CopyRow{ Command::CopySmiles, MoleculeCard::Form::Smiles },
    CopyRow{ Command::CopyInchi, MoleculeCard::Form::Inchi },
    CopyRow{ Command::CopyMolBlock, MoleculeCard::Form::MolBlock },
    CopyRow{ Command::CopySvg, MoleculeCard::Form::Svg },
    CopyRow{ Command::CopyDrawing, MoleculeCard::Form::Picture },
};

} // namespace

CardLink::CardLink(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_player(new ScorePlayer(this)),
      m_cursor(new PlayCursor(this))
{
    for (const Command command : { Command::SaveProject, Command::SaveProjectAs, Command::Export })
        m_parts.actions.connectTo(command, &m_parts.card, &ItemCard::commit);
    connectTable();
    connectMolecule();
    connectScore();
}

void CardLink::connectTable()
{
    TableCard* const table = &m_parts.card.table();
    QList<QAction*> buttons;
    for (const TableRow& row : kTableRows) {
        m_parts.actions.connectTo(row.command, table, [table, change = row.change] { table->apply(change); });
        if (row.change != TableChange::Clear)
            buttons.append(&m_parts.actions.action(row.command));
    }
    table->addButtons(buttons);
    m_parts.actions.connectTo(Command::CopyCells, table, &TableCard::copySelection);
    // Keys that mean other things elsewhere are the grid's own.
    for (const Command command : { Command::CopyCells, Command::ClearCells }) {
        m_parts.actions.action(command).setShortcutContext(Qt::WidgetShortcut);
        table->grid().addAction(&m_parts.actions.action(command));
    }
    connect(table, &TableCard::selectionChanged, this, &CardLink::refreshTable);
    connect(&m_parts.card, &ItemCard::shown, this, &CardLink::refreshTable);
    refreshTable();
}

void CardLink::refreshTable()
{
    const TableCard& table = m_parts.card.table();
    bool any = false;
    for (const TableRow& row : kTableRows) {
        const bool possible = table.canApply(row.change);
        m_parts.actions.action(row.command).setEnabled(possible);
        any = any || possible;
    }
    m_parts.actions.action(Command::HeaderCells).setChecked(table.isHeader());
    m_parts.actions.action(Command::CopyCells).setEnabled(any);
}

void CardLink::connectMolecule()
{
    QList<QAction*> ways;
    for (const CopyRow& row : kCopyRows) {
        m_parts.actions.connectTo(row.command, this, [this, form = row.form] { copy(form); });
        ways.append(&m_parts.actions.action(row.command));
    }
    m_parts.card.molecule().addCopyActions(ways);
    connect(&m_parts.card.molecule(), &MoleculeCard::studied, this, &CardLink::refreshCopies);
    connect(&m_parts.card.score(), &ScoreCard::checked, this, &CardLink::refreshCopies);
    connect(&m_parts.card, &ItemCard::shown, this, &CardLink::refreshCopies);
    refreshCopies();
}

// A drawing is that of a molecule or that of music, whichever is shown.
void CardLink::copy(MoleculeCard::Form form)
{
    if (!m_parts.card.showsScore())
        m_parts.card.molecule().copy(form);
    else if (form == MoleculeCard::Form::Svg)
        m_parts.card.score().copySvg();
    else if (form == MoleculeCard::Form::Picture)
        m_parts.card.score().copyPicture();
}

bool CardLink::canCopy(MoleculeCard::Form form) const
{
    if (!m_parts.card.showsScore())
        return m_parts.card.molecule().canCopy(form);
    const bool drawing = form == MoleculeCard::Form::Svg || form == MoleculeCard::Form::Picture;
    return drawing && m_parts.card.score().sounds();
}

void CardLink::refreshCopies()
{
    for (const CopyRow& row : kCopyRows)
        m_parts.actions.action(row.command).setEnabled(canCopy(row.form));
}

void CardLink::connectScore()
{
    ScoreCard* const score = &m_parts.card.score();
    score->addButtons({ &m_parts.actions.action(Command::Play), &m_parts.actions.action(Command::Export) });
    score->addDrawingActions(
        { &m_parts.actions.action(Command::CopySvg), &m_parts.actions.action(Command::CopyDrawing) });
    connect(m_player, &ScorePlayer::stateChanged, this, &CardLink::refreshScore);
    connect(m_player, &ScorePlayer::failed, this, [this](const QString& sentence) {
        m_parts.messages.post({ MessageStrip::Kind::Warning, sentence, {}, {} });
    });
    connect(score, &ScoreCard::checked, this, &CardLink::refreshScore);
    connectPlayer();
    refreshScore();
}

// What is followed is what was given to the synthesiser, as long as that is what the card shows.
void CardLink::connectPlayer()
{
    ScoreCard* const score = &m_parts.card.score();
    m_parts.actions.connectTo(Command::Play, this, [this, score] {
        if (m_player->isPlaying())
            return m_player->stop();
        PlayedMusic music = score->played();
        m_playedText = score->text();
        m_playedMoments = std::move(music.moments);
        m_player->play(music.midi);
    });
    connect(m_player, &ScorePlayer::started, this, [this] { m_cursor->start(m_playedMoments); });
    connect(m_player, &ScorePlayer::stateChanged, this, [this] {
        if (!m_player->isPlaying())
            m_cursor->stop();
    });
    connect(score, &ScoreCard::checked, this, [this, score] {
        if (score->text() != m_playedText)
            m_cursor->stop();
    });
    connect(m_cursor, &PlayCursor::rowChanged, score, &ScoreCard::setPlayedRow);
}

// What sounds may be stopped wherever the person has gone.
void CardLink::refreshScore()
{
    QAction& play = m_parts.actions.action(Command::Play);
    const bool installed = ScorePlayer::canPlay();
    play.setChecked(m_player->isPlaying());
    play.setEnabled(m_player->isPlaying() || (installed && m_parts.card.score().sounds()));
    play.setToolTip(!installed ? tr("To hear music, install FluidSynth or TiMidity++.")
            : play.isEnabled()
            ? tr("Play, or stop playing (%1)").arg(play.shortcut().toString(QKeySequence::NativeText))
            : tr("There are no notes to play."));
}

} // namespace palimpsest
