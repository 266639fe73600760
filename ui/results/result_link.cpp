#include "ui/results/result_link.h"

#include <QTreeView>
#include <algorithm>

#include "ui/page_view/line_editor.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/results/item_card.h"
#include "ui/results/result_panel.h"
#include "ui/results/result_shapes.h"
#include "ui/results/review_queue.h"
#include "ui/results/versions_dialog.h"

namespace palimpsest {

ResultLink::ResultLink(Project& project, PageView& view, ResultPanel& results, PageStrip& strip, QObject* parent)
    : QObject(parent),
      m_project(project),
      m_view(view),
      m_results(results),
      m_strip(strip),
      m_editor(new LineEditor(view.canvas()))
{
    PageCanvas* const canvas = &view.canvas();
    connect(&view, &PageView::pageDrawn, this, [this] {
        m_editor->finish();
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
    connect(canvas, &PageCanvas::pointChosen, this, &ResultLink::choosePoint);
    connect(&results.card(), &ItemCard::placeChanged, this, &ResultLink::showPlace);
    connect(canvas, &PageCanvas::shapeActivated, this, [this](std::size_t item) {
        m_results.setCurrentItem(item);
        editCurrent();
    });
    connect(&results, &ResultPanel::editAsked, this, &ResultLink::editCurrent);
    connect(m_editor, &LineEditor::entered, this, &ResultLink::takeAndGoOn);
    connect(m_editor, &LineEditor::left, this, &ResultLink::take);
    connect(m_editor, &LineEditor::abandoned, this, [this] { m_results.list().setFocus(); });
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

void ResultLink::editCurrent()
{
    const PageId page = m_view.shownPage();
    const Reading* const reading = m_project.shownReading(page);
    const auto item = m_results.currentItem();
    const auto& shapes = m_view.canvas().shapes();
    const bool placed = reading != nullptr && item && *item < shapes.size() && !shapes[*item].box.isNull()
        && isEditable(reading->result->content) && m_view.canvas().isVisible();
    const QString text = placed ? itemAt(reading->result->content, *item).text : QString();
    const bool inCard = placed && hasCard(itemAt(reading->result->content, *item).view);
    if (!placed || inCard || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\t')))
        return m_results.editCurrent();
    m_edited = m_results.currentPlace();
    m_editedReading = reading->id;
    m_editedText = text;
    const std::vector<TextSpan> doubts = doubtsAt(*reading, *item, m_results.threshold());
    const TextSpan chosen = m_edited.doubt && *m_edited.doubt < doubts.size() ? doubts[*m_edited.doubt] : TextSpan();
    m_editor->edit(shapes[*item].box, text, chosen.start, chosen.length);
}

void ResultLink::showVersions()
{
    const PageEntry* const page = m_project.page(m_view.shownPage());
    if (page != nullptr && !page->readings.empty())
        (new VersionsDialog(m_project, page->id, &m_results))->open();
}

// A reading that came meanwhile does not take the words that were meant for the one before it.
void ResultLink::take(const QString& text)
{
    const PageEntry* const page = m_project.page(m_edited.page);
    const bool there = page != nullptr
        && std::any_of(page->readings.begin(), page->readings.end(),
            [this](const Reading& reading) { return reading.id == m_editedReading; });
    if (!there || text == m_editedText)
        return;
    m_project.showReading(m_edited.page, m_editedReading);
    m_project.setItemText(m_edited.page, m_edited.item, text);
}

// What is left as it was is accepted. On to the next doubtful place where one was being reviewed, else to the next row.
void ResultLink::takeAndGoOn(const QString& text)
{
    const ReviewPlace place = m_edited;
    take(text);
    const Reading* const reading = m_project.shownReading(place.page);
    m_results.list().setFocus();
    if (reading == nullptr || reading->id != m_editedReading)
        return;
    m_project.acceptItem(place.page, place.item);
    const auto next = place.doubt ? nextDoubtful(m_project, place, Direction::Forward, m_results.threshold())
        : place.item + 1 < reading->reviews.size() ? std::optional(ReviewPlace{ place.page, place.item + 1 })
                                                   : std::nullopt;
    if (!next)
        return;
    m_strip.showPage(next->page);
    m_results.setCurrentPlace(next->item, next->doubt);
    if (next->page == place.page)
        editCurrent();
}

void ResultLink::refresh()
{
    PageCanvas& canvas = m_view.canvas();
    const Reading* const reading = m_project.shownReading(m_view.shownPage());
    if (reading == nullptr || canvas.pageSize().isEmpty())
        return canvas.setShapes({});
    canvas.setShapes(shapesOf(*reading, canvas.pageSize(), m_results.threshold()));
    showCurrent();
    showPlace();
}

void ResultLink::showCurrent()
{
    PageCanvas& canvas = m_view.canvas();
    const auto item = m_results.currentItem();
    if (item != m_edited.item)
        m_editor->finish();
    canvas.setCurrentShape(item);
    const auto doubt = m_results.currentPlace().doubt;
    const bool placed
        = item && doubt && *item < canvas.shapes().size() && *doubt < canvas.shapes()[*item].doubts.size();
    canvas.setFocusMark(placed ? canvas.shapes()[*item].doubts[*doubt] : QRectF());
}

void ResultLink::showPlace()
{
    const Reading* const reading = m_project.shownReading(m_view.shownPage());
    PageCanvas& canvas = m_view.canvas();
    const QRectF place = m_results.card().place();
    if (reading == nullptr || place.isNull())
        canvas.setDetail({});
    else
        canvas.setDetail(pageTransform(*reading->result, canvas.pageSize()).mapRect(place));
    m_results.refreshReview(); // its picture is cut out where that is
}

void ResultLink::choosePoint(const QPointF& point)
{
    if (const Reading* const reading = m_project.shownReading(m_view.shownPage()))
        m_results.card().choosePlace(pageTransform(*reading->result, m_view.canvas().pageSize()).inverted().map(point));
}

} // namespace palimpsest
