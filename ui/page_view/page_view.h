#pragma once
// The page that is chosen, drawn in the background and put on the canvas when it is there, turned as it is to lie. GUI
// thread.

#include <QTimer>
#include <QWidget>

#include "ui/page_view/page_canvas.h"
#include "ui/pages/page_loader.h"
#include "ui/project/reading.h"

namespace palimpsest {

class Project;

class PageView final : public QWidget {
    Q_OBJECT

public:
    PageView(Project& project, PageLoader& loader, QWidget* parent = nullptr);

    void showPage(PageId page); // 0: none
    [[nodiscard]] PageId shownPage() const { return m_page; }
    void addBar(QWidget& bar); // below the page
    [[nodiscard]] PageCanvas& canvas() const { return *m_canvas; }
    // Of the canvas; 0: the page does not say how large it is.
    [[nodiscard]] double dpi() const { return m_dpi; }

Q_SIGNALS:
    // It is drawn from now on; until then the canvas has the one before, or none.
    void pageChosen(palimpsest::PageId page);
    // The page is on the canvas; its size is known.
    void pageDrawn(palimpsest::PageId page);

private:
    void ask();
    void put(const DrawnPage& page);
    void turn();
    void sharpen();
    [[nodiscard]] PagePlace place() const;

    Project& m_project;
    PageLoader& m_loader;
    PageCanvas* m_canvas;
    PageId m_page = 0;
    double m_dpi = 0;
    double m_skew = 0;
    double m_finest = 1;
    double m_sharpness = 0; // of the part that is drawn more finely; 0: none is
    PageLoader::Ticket m_asked = 0;
    PageLoader::Ticket m_askedPart = 0;
    QTimer m_rest; // of the view, before its part is drawn again
};

} // namespace palimpsest
