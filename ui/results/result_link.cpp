#include "ui/results/result_link.h"

#include <QTreeView>

#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/results/result_panel.h"
#include "ui/results/result_shapes.h"
#include "ui/results/review_queue.h"

namespace palimpsest {

ResultLink::ResultLink(Project& project, PageView& view, ResultPanel& results, PageStrip& strip, QObject* parent)
    : QObject(parent),
      m_project(project),
      m_view(view),
      m_results(results),
      m_strip(strip)
{
    PageCanvas* const canvas = &view.canvas();
    connect(&view, &PageView::pageDrawn, this, [this] {
        refresh();
        m_results.refreshReview();
    });
    connect(&project, &Project::pageChanged, this, [this](PageId page) {
        if (page == m_view.shownPage())
            refresh();
    });
    connect(&results, &ResultPanel::currentItemChanged, this, &ResultLink::showCurrent);
    connect(&results, &ResultPanel::doubtfulAsked, this, &ResultLink::goToDoubtful);
    connect(canvas, &PageCanvas::shapeChosen, &results, &ResultPanel::setCurrentItem);
    connect(canvas, &PageCanvas::shapeActivated, this, [this](std::size_t item) {
        m_results.setCurrentItem(item);
        m_results.editCurrent();
    });
    connect(&results, &ResultPanel::editAsked, &results, &ResultPanel::editCurrent);
}

void ResultLink::goToDoubtful(int step)
{
    const Direction direction = step > 0 ? Direction::Forward : Direction::Back;
    const auto place = nextDoubtful(m_project, m_results.currentPlace(), direction, m_results.threshold());
    if (!place)
        return;
    m_strip.showPage(place->page);
    m_results.setCurrentPlace(place->item, place->doubt);
    m_results.list().setFocus();
}

void ResultLink::refresh()
{
    PageCanvas& canvas = m_view.canvas();
    const Reading* const reading = m_project.shownReading(m_view.shownPage());
    if (reading == nullptr || canvas.pageSize().isEmpty())
        return canvas.setShapes({});
    canvas.setShapes(shapesOf(*reading, canvas.pageSize(), m_results.threshold()));
    showCurrent();
}

void ResultLink::showCurrent()
{
    PageCanvas& canvas = m_view.canvas();
    const auto item = m_results.currentItem();
    canvas.setCurrentShape(item);
    const auto doubt = m_results.currentPlace().doubt;
    const bool placed
        = item && doubt && *item < canvas.shapes().size() && *doubt < canvas.shapes()[*item].doubts.size();
    canvas.setFocusMark(placed ? canvas.shapes()[*item].doubts[*doubt] : QRectF());
}

} // namespace palimpsest
