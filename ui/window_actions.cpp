#include "ui/window_actions.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMetaEnum>
#include <array>
#include <optional>

#include "engine/base/result.h"
#include "ui/icon.h"

namespace palimpsest {

namespace {

using Menu = WindowActions::Menu;

struct MenuRow {
    Menu menu;
    const char* text;
    std::optional<Menu> within = {}; // none: the menu bar
};

constexpr std::array kMenus{
    MenuRow{ Menu::File, QT_TRANSLATE_NOOP("Actions", "&File") },
    MenuRow{ Menu::Recent, QT_TRANSLATE_NOOP("Actions", "Open &Recent"), Menu::File },
    MenuRow{ Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Edit") },
    MenuRow{ Menu::View, QT_TRANSLATE_NOOP("Actions", "&View") },
    MenuRow{ Menu::Page, QT_TRANSLATE_NOOP("Actions", "&Page") },
    MenuRow{ Menu::Region, QT_TRANSLATE_NOOP("Actions", "Re&gion") },
    MenuRow{ Menu::Run, QT_TRANSLATE_NOOP("Actions", "&Run") },
    MenuRow{ Menu::Presets, QT_TRANSLATE_NOOP("Actions", "Prese&ts"), Menu::Run },
    MenuRow{ Menu::Results, QT_TRANSLATE_NOOP("Actions", "Re&sults") },
    MenuRow{ Menu::Table, QT_TRANSLATE_NOOP("Actions", "&Table") },
    MenuRow{ Menu::Model, QT_TRANSLATE_NOOP("Actions", "&Model") },
    MenuRow{ Menu::Help, QT_TRANSLATE_NOOP("Actions", "&Help") },
};

enum class Kind {
    Plain,
    Separated,       // with a line above it
    Switch,          // on or off
    SeparatedSwitch, // both
};

struct ActionRow {
    Command command;
    Menu menu;
    const char* text;
    const char* icon; // null: none
    const char* keys; // null: none
    Kind kind = Kind::Plain;
    const char* besides = nullptr; // further keys, while it has any; null: none
};

constexpr std::array kActions{
    ActionRow{ Command::Open, Menu::File, QT_TRANSLATE_NOOP("Actions", "&Open…"), "open", "Ctrl+O" },
    ActionRow{
        Command::OpenFolder, Menu::File, QT_TRANSLATE_NOOP("Actions", "Open &Folder…"), "folder", "Ctrl+Shift+O" },
    ActionRow{ Command::ForgetRecent, Menu::Recent, QT_TRANSLATE_NOOP("Actions", "&Forget Recent Documents"), nullptr,
        "Ctrl+Alt+O" },
    ActionRow{ Command::SaveProject, Menu::File, QT_TRANSLATE_NOOP("Actions", "&Save Project"), "save", "Ctrl+S",
        Kind::Separated },
    ActionRow{ Command::SaveProjectAs, Menu::File, QT_TRANSLATE_NOOP("Actions", "Save Project &As…"), nullptr,
        "Ctrl+Shift+S" },
    ActionRow{ Command::NewProject, Menu::File, QT_TRANSLATE_NOOP("Actions", "&New Project"), nullptr, "Ctrl+N" },
    ActionRow{ Command::EmbedDocuments, Menu::File, QT_TRANSLATE_NOOP("Actions", "Put &Documents into Project"),
        nullptr, "Ctrl+Alt+D" },
    ActionRow{ Command::Export, Menu::File, QT_TRANSLATE_NOOP("Actions", "&Export…"), "export", "Ctrl+E" },
    ActionRow{ Command::CloseDocument, Menu::File, QT_TRANSLATE_NOOP("Actions", "&Remove Document"), nullptr, "Ctrl+W",
        Kind::Separated },
    ActionRow{ Command::Quit, Menu::File, QT_TRANSLATE_NOOP("Actions", "&Quit"), nullptr, "Ctrl+Q", Kind::Separated },
    ActionRow{ Command::Undo, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", "Ctrl+Z" },
    ActionRow{ Command::Redo, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", "Ctrl+Shift+Z" },
    ActionRow{ Command::Paste, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Paste as Page"), "paste", "Ctrl+V",
        Kind::Separated },
    ActionRow{
        Command::CopyText, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Copy Text of Page"), "copy", "Ctrl+Shift+C" },
    ActionRow{ Command::Find, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Find…"), "find", "Ctrl+F", Kind::Separated },
    ActionRow{ Command::Replace, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "R&eplace…"), nullptr, "Ctrl+H" },
    ActionRow{ Command::FindNext, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "Find &Next"), nullptr, "F3" },
    ActionRow{ Command::FindPrevious, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "Find Pre&vious"), nullptr, "Shift+F3" },
    ActionRow{ Command::EditSettings, Menu::Edit, QT_TRANSLATE_NOOP("Actions", "&Settings…"), "settings", "Ctrl+,",
        Kind::Separated },
    ActionRow{ Command::ZoomIn, Menu::View, QT_TRANSLATE_NOOP("Actions", "Zoom &In"), "zoom-in", "Ctrl++" },
    ActionRow{ Command::ZoomOut, Menu::View, QT_TRANSLATE_NOOP("Actions", "Zoom &Out"), "zoom-out", "Ctrl+-" },
    ActionRow{ Command::FitPage, Menu::View, QT_TRANSLATE_NOOP("Actions", "Fit &Page"), "zoom-fit", "Ctrl+0" },
    ActionRow{ Command::FitWidth, Menu::View, QT_TRANSLATE_NOOP("Actions", "Fit &Width"), "zoom-width", "Ctrl+2" },
    ActionRow{ Command::ActualSize, Menu::View, QT_TRANSLATE_NOOP("Actions", "Pixel for Pi&xel"), nullptr, "Ctrl+1" },
    ActionRow{
        Command::ShowBoxes, Menu::View, QT_TRANSLATE_NOOP("Actions", "Show &Boxes"), "boxes", "Ctrl+B", Kind::Switch },
    ActionRow{ Command::ShowCells, Menu::View, QT_TRANSLATE_NOOP("Actions", "Show &Cells"), nullptr, "Ctrl+Alt+B",
        Kind::Switch },
    ActionRow{ Command::ShowMasks, Menu::View, QT_TRANSLATE_NOOP("Actions", "Show &Masks"), nullptr, "Ctrl+Shift+B",
        Kind::Switch },
    ActionRow{ Command::ShowOrder, Menu::View, QT_TRANSLATE_NOOP("Actions", "Show &Reading Order"), nullptr,
        "Ctrl+Alt+L", Kind::Switch },
    ActionRow{ Command::Negative, Menu::View, QT_TRANSLATE_NOOP("Actions", "Pa&ge as Negative"), nullptr, "Ctrl+I",
        Kind::Switch },
    ActionRow{ Command::ShowSeen, Menu::View, QT_TRANSLATE_NOOP("Actions", "W&hat the Model Saw"), nullptr, "F7",
        Kind::Switch },
    ActionRow{
        Command::NextPane, Menu::View, QT_TRANSLATE_NOOP("Actions", "&Next Pane"), nullptr, "F6", Kind::Separated },
    ActionRow{ Command::PreviousPane, Menu::View, QT_TRANSLATE_NOOP("Actions", "Pre&vious Pane"), nullptr, "Shift+F6" },
    ActionRow{ Command::NextPage, Menu::Page, QT_TRANSLATE_NOOP("Actions", "&Next Page"), "next", "PgDown" },
    ActionRow{ Command::PreviousPage, Menu::Page, QT_TRANSLATE_NOOP("Actions", "&Previous Page"), "previous", "PgUp" },
    ActionRow{ Command::FirstPage, Menu::Page, QT_TRANSLATE_NOOP("Actions", "&First Page"), nullptr, "Ctrl+Home" },
    ActionRow{ Command::LastPage, Menu::Page, QT_TRANSLATE_NOOP("Actions", "&Last Page"), nullptr, "Ctrl+End" },
    ActionRow{ Command::GoToPage, Menu::Page, QT_TRANSLATE_NOOP("Actions", "&Go to Page…"), nullptr, "Ctrl+G",
        Kind::Separated },
    ActionRow{ Command::TurnLeft, Menu::Page, QT_TRANSLATE_NOOP("Actions", "Turn &Left"), "turn-left", "Ctrl+Shift+T",
        Kind::Separated },
    ActionRow{ Command::TurnRight, Menu::Page, QT_TRANSLATE_NOOP("Actions", "Turn &Right"), "turn-right", "Ctrl+T" },
    ActionRow{ Command::TurnOver, Menu::Page, QT_TRANSLATE_NOOP("Actions", "Turn &Upside Down"), nullptr, "Ctrl+U" },
    ActionRow{
        Command::Straighten, Menu::Page, QT_TRANSLATE_NOOP("Actions", "&Straighten"), nullptr, "Ctrl+K", Kind::Switch },
    ActionRow{ Command::DrawRegion, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Draw Regions"), "region", "Ctrl+D",
        Kind::Switch },
    ActionRow{ Command::AddRegion, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Add Region in View"), nullptr, "Ins" },
    ActionRow{ Command::RemoveRegion, Menu::Region, QT_TRANSLATE_NOOP("Actions", "Remo&ve Region"), "delete",
        "Ctrl+Backspace" },
    ActionRow{
        Command::RegionText, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Text"), "task-text", "R", Kind::Separated },
    ActionRow{ Command::RegionTable, Menu::Region, QT_TRANSLATE_NOOP("Actions", "Ta&ble"), "task-table", "T" },
    ActionRow{ Command::RegionMolecule, Menu::Region, QT_TRANSLATE_NOOP("Actions", "M&olecule"), "task-molecule", "C" },
    ActionRow{ Command::RegionScore, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Score"), "task-score", "K" },
    ActionRow{ Command::RegionMask, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Mask"), "task-mask", "M" },
    ActionRow{ Command::RegionQuestion, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Question"), "help", "A" },
    ActionRow{ Command::FindRegions, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Find Regions"), "task-auto",
        "Ctrl+Shift+R", Kind::Separated },
    ActionRow{ Command::ReadRegions, Menu::Region, QT_TRANSLATE_NOOP("Actions", "&Read Regions"), "run", "Ctrl+R" },
    ActionRow{ Command::ReadRegion, Menu::Region, QT_TRANSLATE_NOOP("Actions", "Read This Region A&lone"), nullptr,
        "Ctrl+Alt+R" },
    ActionRow{ Command::RunPage, Menu::Run, QT_TRANSLATE_NOOP("Actions", "Run &Page"), "run", "Ctrl+Return" },
    ActionRow{ Command::RunSelected, Menu::Run, QT_TRANSLATE_NOOP("Actions", "Run S&elected Pages"), nullptr,
        "Ctrl+Alt+Return" },
    ActionRow{ Command::RunPages, Menu::Run, QT_TRANSLATE_NOOP("Actions", "Run Pa&ges…"), nullptr, "Alt+Shift+Return" },
    ActionRow{
        Command::RunUnread, Menu::Run, QT_TRANSLATE_NOOP("Actions", "Run &Unread Pages"), nullptr, "Ctrl+Alt+U" },
    ActionRow{
        Command::RunAll, Menu::Run, QT_TRANSLATE_NOOP("Actions", "Run &All Pages"), "run-all", "Ctrl+Shift+Return" },
    ActionRow{
        Command::TakeText, Menu::Run, QT_TRANSLATE_NOOP("Actions", "&Take Text from Document"), nullptr, "Ctrl+Alt+T" },
    ActionRow{
        Command::SavePreset, Menu::Presets, QT_TRANSLATE_NOOP("Actions", "&Save as Preset…"), nullptr, "Ctrl+Alt+E" },
    ActionRow{ Command::TakePreset, Menu::Presets, QT_TRANSLATE_NOOP("Actions", "Preset from a &File…"), nullptr,
        "Ctrl+Alt+F" },
    ActionRow{ Command::Stop, Menu::Run, QT_TRANSLATE_NOOP("Actions", "&Stop"), "stop", "Esc", Kind::Separated },
    ActionRow{ Command::Pause, Menu::Run, QT_TRANSLATE_NOOP("Actions", "Pa&use"), "pause", "Ctrl+P", Kind::Switch },
    ActionRow{ Command::RetryFailed, Menu::Run, QT_TRANSLATE_NOOP("Actions", "&Retry Failed Pages"), nullptr, "F5" },
    ActionRow{ Command::EditItem, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Correct"), "edit", "F2" },
    ActionRow{ Command::AcceptItem, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Accept"), "accept", "Return" },
    ActionRow{ Command::DeleteItem, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Delete"), "delete", "Del" },
    ActionRow{ Command::NextDoubtful, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Next Doubtful Place"), "doubtful",
        "F8", Kind::Separated },
    ActionRow{ Command::PreviousDoubtful, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Previous Doubtful Place"),
        nullptr, "Shift+F8" },
    ActionRow{ Command::Brush, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Mask &Brush"), "brush", "B",
        Kind::SeparatedSwitch },
    ActionRow{
        Command::Eraser, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Mask &Eraser"), "eraser", "E", Kind::Switch },
    ActionRow{ Command::MaskPolygon, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Mask Pol&ygon"), "polygon", "P",
        Kind::Switch },
    ActionRow{ Command::SmallerBrush, Menu::Results, QT_TRANSLATE_NOOP("Actions", "S&maller Brush"), nullptr, "[" },
    ActionRow{ Command::LargerBrush, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Lar&ger Brush"), nullptr, "]" },
    ActionRow{ Command::Versions, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Versions of This Page…"), nullptr,
        "Ctrl+Shift+H", Kind::Separated },
    ActionRow{ Command::RemoveResult, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Remove This Result"), nullptr,
        "Ctrl+Shift+Del", Kind::Separated },
    ActionRow{ Command::CopySmiles, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Copy &SMILES"), nullptr, "Ctrl+Alt+S",
        Kind::Separated },
    ActionRow{ Command::CopyInchi, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Copy &InChI"), nullptr, "Ctrl+Alt+I" },
    ActionRow{ Command::CopyMolBlock, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Copy &MOL"), nullptr, "Ctrl+Alt+M" },
    ActionRow{
        Command::CopySvg, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Copy Drawing as S&VG"), nullptr, "Ctrl+Alt+V" },
    ActionRow{ Command::CopyDrawing, Menu::Results, QT_TRANSLATE_NOOP("Actions", "Copy Drawing as Pic&ture"), nullptr,
        "Ctrl+Alt+G" },
    ActionRow{ Command::Play, Menu::Results, QT_TRANSLATE_NOOP("Actions", "&Play"), "run", "Ctrl+Alt+P", Kind::Switch },
    ActionRow{ Command::CopyCells, Menu::Table, QT_TRANSLATE_NOOP("Actions", "&Copy Cells"), "copy", "Ctrl+C" },
    ActionRow{ Command::ClearCells, Menu::Table, QT_TRANSLATE_NOOP("Actions", "C&lear Cells"), nullptr, "Backspace",
        Kind::Plain, "Del" },
    ActionRow{ Command::MergeCells, Menu::Table, QT_TRANSLATE_NOOP("Actions", "&Merge Cells"), "cells-merge", "Ctrl+M",
        Kind::Separated },
    ActionRow{
        Command::SplitCell, Menu::Table, QT_TRANSLATE_NOOP("Actions", "&Split Cell"), "cells-split", "Ctrl+Shift+M" },
    ActionRow{ Command::HeaderCells, Menu::Table, QT_TRANSLATE_NOOP("Actions", "&Header Cells"), "cells-header",
        "Alt+Shift+H", Kind::Switch },
    ActionRow{ Command::InsertRowAbove, Menu::Table, QT_TRANSLATE_NOOP("Actions", "Insert Row &Above"), "row-above",
        "Alt+Shift+Up", Kind::Separated },
    ActionRow{ Command::InsertRowBelow, Menu::Table, QT_TRANSLATE_NOOP("Actions", "Insert Row &Below"), "row-below",
        "Alt+Shift+Down" },
    ActionRow{ Command::InsertColumnBefore, Menu::Table, QT_TRANSLATE_NOOP("Actions", "Insert Column Be&fore"),
        "column-before", "Alt+Shift+Left" },
    ActionRow{ Command::InsertColumnBehind, Menu::Table, QT_TRANSLATE_NOOP("Actions", "Insert Column Af&ter"),
        "column-behind", "Alt+Shift+Right" },
    ActionRow{ Command::RemoveRows, Menu::Table, QT_TRANSLATE_NOOP("Actions", "Delete &Rows"), "row-remove",
        "Alt+Shift+Del", Kind::Separated },
    ActionRow{ Command::RemoveColumns, Menu::Table, QT_TRANSLATE_NOOP("Actions", "Delete C&olumns"), "column-remove",
        "Alt+Shift+Backspace" },
    ActionRow{ Command::Models, Menu::Model, QT_TRANSLATE_NOOP("Actions", "&Models…"), "model", "F9" },
    ActionRow{ Command::ModelGuide, Menu::Model, QT_TRANSLATE_NOOP("Actions", "&Get a Model…"), nullptr, "Shift+F9" },
    ActionRow{ Command::ReleaseModel, Menu::Model, QT_TRANSLATE_NOOP("Actions", "&Release Memory of Model"), nullptr,
        "Ctrl+F9", Kind::Separated },
    ActionRow{ Command::HelpPage, Menu::Help, QT_TRANSLATE_NOOP("Actions", "&Help"), "help", "F1" },
    ActionRow{ Command::WhatsThis, Menu::Help, QT_TRANSLATE_NOOP("Actions", "&What Is This?"), nullptr, "Shift+F1" },
    ActionRow{ Command::Samples, Menu::Help, QT_TRANSLATE_NOOP("Actions", "&Sample Pages…"), nullptr, "Ctrl+F1" },
    ActionRow{ Command::Palette, Menu::Help, QT_TRANSLATE_NOOP("Actions", "&Commands…"), "palette", "Ctrl+Shift+P" },
    ActionRow{
        Command::Diagnostics, Menu::Help, QT_TRANSLATE_NOOP("Actions", "&Diagnostics…"), nullptr, "Ctrl+Shift+F1" },
    ActionRow{ Command::ShowLog, Menu::Help, QT_TRANSLATE_NOOP("Actions", "Show &Log File"), nullptr, "Ctrl+Alt+K" },
    ActionRow{ Command::About, Menu::Help, QT_TRANSLATE_NOOP("Actions", "&About Palimpsest"), "information",
        "Alt+Shift+F1", Kind::Separated },
};

QString translated(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

QKeySequence usualKeys(const ActionRow& row)
{
    return { QString::fromLatin1(row.keys), QKeySequence::PortableText };
}

QString nameOf(Command command)
{
    return QString::fromLatin1(QMetaEnum::fromType<Command>().valueToKey(static_cast<int>(command)));
}

void setKeysOf(QAction& action, const ActionRow& row, const QKeySequence& keys)
{
    QList<QKeySequence> all;
    if (!keys.isEmpty())
        all.append(keys);
    if (!keys.isEmpty() && row.besides != nullptr)
        all.append(QKeySequence(QString::fromLatin1(row.besides), QKeySequence::PortableText));
    action.setShortcuts(all);
}

void collect(const QList<QAction*>& actions, std::vector<QAction*>& found)
{
    for (QAction* const action : actions) {
        if (action->menu() != nullptr)
            collect(action->menu()->actions(), found);
        else if (!action->isSeparator())
            found.push_back(action);
    }
}

} // namespace

WindowActions::WindowActions(QMainWindow& window) : QObject(&window), m_window(window)
{
    for (const MenuRow& row : kMenus)
        if (!row.within)
            m_menus[row.menu] = window.menuBar()->addMenu(translated(row.text));
    for (const ActionRow& row : kActions) {
        for (const MenuRow& inner : kMenus) // where the first of its commands stands
            if (inner.within && inner.menu == row.menu && !m_menus.contains(row.menu))
                m_menus[row.menu] = m_menus[*inner.within]->addMenu(translated(inner.text));
        QMenu& menu = *m_menus[row.menu];
        if (row.kind == Kind::Separated || row.kind == Kind::SeparatedSwitch)
            menu.addSeparator();
        auto* const action = menu.addAction(translated(row.text));
        action->setCheckable(row.kind == Kind::Switch || row.kind == Kind::SeparatedSwitch);
        if (row.icon != nullptr)
            action->setIcon(iconNamed(row.icon));
        setKeysOf(*action, row, usualKeys(row));
        m_actions[row.command] = action;
    }
}

QAction& WindowActions::action(Command command) const
{
    return *m_actions.at(command);
}

QMenu& WindowActions::menu(Menu menu) const
{
    return *m_menus.at(menu);
}

std::vector<QAction*> WindowActions::all() const
{
    std::vector<QAction*> actions;
    collect(m_window.menuBar()->actions(), actions);
    return actions;
}

KeyTable WindowActions::keys() const
{
    std::vector<CommandKeys> rows;
    for (const ActionRow& row : kActions) {
        const QString title = translated(row.text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        rows.push_back({ nameOf(row.command), title, usualKeys(row), action(row.command).shortcut() });
    }
    return KeyTable(std::move(rows));
}

void WindowActions::setKeys(const QMap<QString, QString>& changed)
{
    KeyTable table = keys();
    table.change(changed);
    for (std::size_t i = 0; i < kActions.size(); ++i)
        if (QAction& of = action(kActions[i].command); of.shortcut() != table.rows()[i].keys)
            setKeysOf(of, kActions[i], table.rows()[i].keys);
}

} // namespace palimpsest
