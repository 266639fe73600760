#include "ui/results/result_link.h"

#include <QTreeView>

#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/results/item_card.h"
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
    connect(&view, &PageView::pageDrawn, this, &ResultLink::refresh);
    connect(&project, &Project::pageChanged, this, [this](PageId page) {
        if (page == m_view.shownPage())
            refresh();
    });
    connect(&results, &ResultPanel::currentItemChanged, canvas, &PageCanvas::setCurrentShape);
    connect(&results, &ResultPanel::doubtfulAsked, this, &ResultLink::goToDoubtful);
    connect(canvas, &PageCanvas::shapeChosen, &results, &ResultPanel::setCurrentItem);
    connect(canvas, &PageCanvas::pointChosen, this, &ResultLink::choosePoint);
    connect(&results.card(), &ItemCard::placeChanged, this, &ResultLink::showPlace);
    connect(canvas, &PageCanvas::shapeActivated, this, [this](std::size_t item) {
        m_results.setCurrentItem(item);
        m_results.editCurrent();
    });
}

void ResultLink::goToDoubtful(int step)
{
    const Direction direction = step > 0 ? Direction::Forward : Direction::Back;
    // Where no row is chosen, the way forward begins with the page's first.
    const ReviewPlace here{ m_view.shownPage(), m_results.currentItem().value_or(0) };
    const Reading* const reading = m_project.shownReading(here.page);
    const bool first = direction == Direction::Forward && !m_results.currentItem() && reading != nullptr
        && isDoubtful(*reading, 0, m_results.threshold());
    const auto place = first ? std::optional(here) : nextDoubtful(m_project, here, direction, m_results.threshold());
    if (!place)
        return;
    m_strip.showPage(place->page);
    m_results.setCurrentItem(place->item);
    m_results.list().setFocus();
}

void ResultLink::refresh()
{
    PageCanvas& canvas = m_view.canvas();
    const Reading* const reading = m_project.shownReading(m_view.shownPage());
    if (reading == nullptr || canvas.pageSize().isEmpty())
        return canvas.setShapes({});
    canvas.setShapes(shapesOf(*reading, canvas.pageSize(), m_results.threshold()));
    canvas.setCurrentShape(m_results.currentItem());
    showPlace();
    m_results.refreshReview(); // its pictures are cut out where the shapes are
}

void ResultLink::showPlace()
{
    const Reading* const reading = m_project.shownReading(m_view.shownPage());
    PageCanvas& canvas = m_view.canvas();
    const QRectF place = m_results.card().place();
    if (reading == nullptr || place.isNull())
        return canvas.setDetail({});
    canvas.setDetail(pageTransform(*reading->result, canvas.pageSize()).mapRect(place));
}

void ResultLink::choosePoint(const QPointF& point)
{
    if (const Reading* const reading = m_project.shownReading(m_view.shownPage()))
        m_results.card().choosePlace(pageTransform(*reading->result, m_view.canvas().pageSize()).inverted().map(point));
}

} // namespace palimpsest
