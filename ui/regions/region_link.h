#pragma once
// Ties the regions of the page in view together: what is drawn and changed upon the canvas becomes steps of the
// history, what was read shows in them, and a region that is chosen is chosen in the list of results, too. Owned by the
// main window; GUI thread.

#include <QObject>
#include <QPointer>
#include <optional>

#include "ui/jobs/model_info.h"
#include "ui/project/project.h"
#include "ui/regions/region_marks.h"

namespace palimpsest {

class JobController;
class MessageStrip;
class PageCanvas;
class PageView;
class RegionMenu;
class ResultPanel;
class WindowActions;
struct ReadingWishes;

class RegionLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        PageView& view;
        ResultPanel& results;
        JobController& jobs;
        WindowActions& actions;
        MessageStrip& messages;
    };

    RegionLink(const Parts& parts, QWidget& window);

    // Which one is to be used; what it does not read is drawn grey.
    void setModel(const ModelInfo& model);
    [[nodiscard]] RegionId current() const { return m_current; } // 0: none

private:
    void connectActions();
    void connectTool();
    void connectResults();
    void refresh();
    void refreshChosen();
    void add(const QRectF& box);
    void choose(std::optional<std::size_t> place);
    void followItem(std::optional<std::size_t> item);
    void useTask(const QString& task);
    void giveTask(RegionId id, const QString& task);
    void askPrompt(Region region);
    void openMenu(std::size_t place, const QPoint& position);
    void readAll();
    [[nodiscard]] ReadingWishes wishesFor(const std::vector<Region>& wanted) const;
    void readCurrent();
    [[nodiscard]] PageCanvas& canvas() const;
    [[nodiscard]] PageId page() const; // 0 until it is drawn
    [[nodiscard]] const std::vector<Region>& regions() const;
    [[nodiscard]] MarkedPage marked() const;

    Parts m_parts;
    QWidget& m_window;
    ModelInfo m_model;
    PageId m_drawn = 0;
    RegionId m_current = 0;
    QString m_nextTask; // of the next one that is drawn
    QPointer<RegionMenu> m_menu;
};

} // namespace palimpsest
