#pragma once
// Finding and replacing in the results: from the bar to the rows, the page and the project's history. Owned by the main
// window; GUI thread.

#include <QObject>
#include <QTimer>
#include <optional>

#include "ui/find/text_search.h"

namespace palimpsest {

class FindBar;
class PageStrip;
class PageView;
class ResultPanel;
class WindowActions;

class FindLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        PageView& view;
        ResultPanel& results;
        PageStrip& strip;
        WindowActions& actions;
    };

    FindLink(const Parts& parts, QObject* parent);

private:
    void search();  // anew, from the place that is looked at
    void refresh(); // the same places, after what is searched has changed
    void settle();  // refreshes now what would be refreshed soon
    void collect();
    void step(int direction);
    void goTo(std::size_t hit);
    void replaceOne();
    void replaceAll();
    void showHits();
    void showState();
    void close();

    Parts m_parts;
    FindBar* m_bar;
    QTimer m_soon; // a step can change many pages, which are searched once
    std::vector<SearchHit> m_hits;
    std::optional<std::size_t> m_current;
    QString m_done; // what the last replacing came to
};

} // namespace palimpsest
