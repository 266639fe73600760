#pragma once
// Keeps the page and the list of what was found on it together: what is chosen in one is chosen in the other, boxes
// follow the result, and the review queue goes from page to page. Owned by the main window; GUI thread.

#include <QObject>

#include "ui/results/review_queue.h"

namespace palimpsest {

class LineEditor;
class PageStrip;
class PageView;
class ResultPanel;

class ResultLink final : public QObject {
    Q_OBJECT

public:
    ResultLink(Project& project, PageView& view, ResultPanel& results, PageStrip& strip, QObject* parent = nullptr);

    // From the row that is chosen, on to the next page that has a doubtful place; `step` 1 or -1.
    void goToDoubtful(int step);
    void refresh();
    // Upon the page where the row has its place there, else in the list.
    void editCurrent();
    void showVersions();

private:
    void showPlace();
    void choosePoint(const QPointF& point);
    void showCurrent();
    void take(const QString& text);
    void takeAndGoOn(const QString& text);

    Project& m_project;
    PageView& m_view;
    ResultPanel& m_results;
    PageStrip& m_strip;
    LineEditor* m_editor; // the canvas owns it
    ReviewPlace m_edited; // what it is open for
    ReadingId m_editedReading = 0;
    QString m_editedText; // as it was
};

} // namespace palimpsest
