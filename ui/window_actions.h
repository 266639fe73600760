#pragma once
// Everything a person can ask of the window, in one table: menus, the tool bar, the command palette and the list of
// shortcuts are made from it. Owned by the window; GUI thread.

#include <QAction>
#include <QMap>
#include <QObject>
#include <map>
#include <vector>

#include "ui/settings/key_table.h"

class QMainWindow;
class QMenu;

namespace palimpsest {

Q_NAMESPACE

// Settings know a command by its name here.
enum class Command {
    Open,
    OpenFolder,
    ForgetRecent,
    SaveProject,
    SaveProjectAs,
    NewProject,
    EmbedDocuments,
    Export,
    CloseDocument,
    Quit,
    Undo,
    Redo,
    Paste,
    CopyText,
    Find,
    Replace,
    FindNext,
    FindPrevious,
    EditSettings,
    ZoomIn,
    ZoomOut,
    FitPage,
    FitWidth,
    ActualSize,
    ShowBoxes,
    ShowCells,
    ShowMasks,
    ShowOrder,
    Negative,
    ShowSeen,
    NextPane,
    PreviousPane,
    NextPage,
    PreviousPage,
    FirstPage,
    LastPage,
    GoToPage,
    TurnLeft,
    TurnRight,
    TurnOver,
    Straighten,
    DrawRegion,
    AddRegion,
    RemoveRegion,
    RegionText,
    RegionTable,
    RegionMolecule,
    RegionScore,
    RegionMask,
    RegionQuestion,
    FindRegions,
    ReadRegions,
    ReadRegion,
    RunPage,
    RunSelected,
    RunPages,
    RunUnread,
    RunAll,
    TakeText,
    SavePreset,
    TakePreset,
    Stop,
    Pause,
    RetryFailed,
    EditItem,
    AcceptItem,
    DeleteItem,
    Brush,
    Eraser,
    MaskPolygon,
    SmallerBrush,
    LargerBrush,
    NextDoubtful,
    PreviousDoubtful,
    Versions,
    RemoveResult,
    CopySmiles,
    CopyInchi,
    CopyMolBlock,
    CopySvg,
    CopyDrawing,
    Play,
    CopyCells,
    MergeCells,
    SplitCell,
    InsertRowAbove,
    InsertRowBelow,
    InsertColumnBefore,
    InsertColumnBehind,
    RemoveRows,
    RemoveColumns,
    HeaderCells,
    ClearCells,
    Models,
    ModelGuide,
    ReleaseModel,
    HelpPage,
    WhatsThis,
    Samples,
    Palette,
    Diagnostics,
    ShowLog,
    About,
};
Q_ENUM_NS(Command)

class WindowActions final : public QObject {
    Q_OBJECT

public:
    enum class Menu { File, Recent, Edit, View, Page, Region, Run, Presets, Results, Table, Model, Help };

    // Makes the window's menus.
    explicit WindowActions(QMainWindow& window);

    [[nodiscard]] QAction& action(Command command) const;
    [[nodiscard]] QMenu& menu(Menu menu) const;
    // All of them in the order of the menus, with those that were put into menus since.
    [[nodiscard]] std::vector<QAction*> all() const;
    // The commands of the table with the keys they have.
    [[nodiscard]] KeyTable keys() const;
    // As KeyTable::changed() has them; the others get their usual ones.
    void setKeys(const QMap<QString, QString>& changed);

    template <typename Receiver, typename Slot> void connectTo(Command command, Receiver* receiver, Slot slot)
    {
        connect(&action(command), &QAction::triggered, receiver, slot);
    }

private:
    QMainWindow& m_window;
    std::map<Command, QAction*> m_actions;
    std::map<Menu, QMenu*> m_menus;
};

} // namespace palimpsest
