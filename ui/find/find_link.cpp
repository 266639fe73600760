#include "ui/find/find_link.h"

#include <QTreeView>
#include <algorithm>

#include "ui/find/find_bar.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/results/result_list_model.h"
#include "ui/results/result_panel.h"
#include "ui/results/result_shapes.h"
#include "ui/window_actions.h"

namespace palimpsest {

FindLink::FindLink(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_bar(new FindBar(&parts.view))
{
    parts.view.addBar(*m_bar);
    parts.actions.connectTo(Command::Find, this, [this] { m_bar->open(false); });
    parts.actions.connectTo(Command::Replace, this, [this] { m_bar->open(true); });
    parts.actions.connectTo(Command::FindNext, this, [this] { step(1); });
    parts.actions.connectTo(Command::FindPrevious, this, [this] { step(-1); });
    connect(m_bar, &FindBar::termsChanged, this, &FindLink::search);
    connect(m_bar, &FindBar::stepAsked, this, &FindLink::step);
    connect(m_bar, &FindBar::replaceAsked, this, &FindLink::replaceOne);
    connect(m_bar, &FindBar::replaceAllAsked, this, &FindLink::replaceAll);
    connect(m_bar, &FindBar::closed, this, &FindLink::close);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &FindLink::refresh);
    connect(&parts.project, &Project::pageChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&parts.project, &Project::pagesReset, &m_soon, qOverload<>(&QTimer::start));
    connect(&parts.view, &PageView::pageDrawn, this, &FindLink::refresh);
}

void FindLink::search()
{
    m_done.clear();
    m_current.reset();
    collect();
    const ReviewPlace here = m_parts.results.currentPlace();
    const auto order = m_parts.project.pageOrder();
    const auto rank = [&order](PageId page) { return std::find(order.begin(), order.end(), page) - order.begin(); };
    const auto first = std::find_if(m_hits.begin(), m_hits.end(), [&](const SearchHit& hit) {
        return rank(hit.page) > rank(here.page) || (hit.page == here.page && hit.item >= here.item);
    });
    if (!m_hits.empty())
        goTo(first == m_hits.end() ? 0 : static_cast<std::size_t>(first - m_hits.begin()));
    showHits();
}

void FindLink::refresh()
{
    if (!m_bar->isVisible())
        return;
    const std::vector<SearchHit> before = m_hits;
    collect();
    if (m_hits != before)
        m_done.clear();
    if (m_current) {
        const auto found = std::find(m_hits.begin(), m_hits.end(), before[*m_current]);
        if (found == m_hits.end())
            m_current.reset();
        else
            m_current = static_cast<std::size_t>(found - m_hits.begin());
    }
    showHits();
}

void FindLink::settle()
{
    if (!m_soon.isActive())
        return;
    m_soon.stop();
    refresh();
}

void FindLink::collect()
{
    const bool all = m_bar->scope() == FindBar::Scope::AllPages;
    m_hits = findHits(m_parts.project,
        all ? m_parts.project.pageOrder() : std::vector<PageId>{ m_parts.view.shownPage() }, m_bar->terms());
}

void FindLink::step(int direction)
{
    if (!m_bar->isVisible())
        return m_bar->open(false);
    settle();
    if (m_hits.empty())
        return;
    m_done.clear();
    const std::size_t count = m_hits.size();
    const std::size_t from = m_current.value_or(direction > 0 ? count - 1 : 0);
    goTo((from + (direction > 0 ? 1 : count - 1)) % count);
    showHits();
}

void FindLink::goTo(std::size_t hit)
{
    const SearchHit target = m_hits[hit];
    m_current = hit;
    m_parts.strip.showPage(target.page);
    m_parts.results.setCurrentItem(target.item);
}

void FindLink::replaceOne()
{
    settle();
    if (!m_current || !m_hits[*m_current].editable)
        return;
    const std::size_t place = *m_current;
    const SearchHit hit = m_hits[place];
    const QString before = itemAt(m_parts.project.shownReading(hit.page)->result->content, hit.item).text;
    const QString after = withReplacements(before, { hit.span }, m_bar->terms(), m_bar->replacement());
    m_parts.project.setItemText(hit.page, hit.item, after);
    collect();
    // On to the next that stands behind what was put in; a replacement may hold the pattern again.
    const qsizetype end = hit.span.start + hit.span.length + after.size() - before.size();
    const auto from = m_hits.begin() + static_cast<std::ptrdiff_t>(std::min(place, m_hits.size()));
    const auto next = std::find_if(from, m_hits.end(), [&](const SearchHit& other) {
        return other.page != hit.page || other.item != hit.item || other.span.start >= end;
    });
    m_current.reset();
    if (!m_hits.empty())
        goTo(next == m_hits.end() ? 0 : static_cast<std::size_t>(next - m_hits.begin()));
    showHits();
}

void FindLink::replaceAll()
{
    settle();
    std::vector<ItemText> texts;
    int count = 0;
    for (auto hit = m_hits.begin(); hit != m_hits.end();) {
        const SearchHit first = *hit;
        std::vector<TextSpan> spans;
        for (; hit != m_hits.end() && hit->page == first.page && hit->item == first.item; ++hit)
            spans.push_back(hit->span);
        if (!first.editable)
            continue;
        const QString before = itemAt(m_parts.project.shownReading(first.page)->result->content, first.item).text;
        texts.push_back(
            { first.page, first.item, withReplacements(before, spans, m_bar->terms(), m_bar->replacement()) });
        count += static_cast<int>(spans.size());
    }
    m_parts.project.setItemTexts(texts, tr("Replace “%1” by “%2”").arg(m_bar->terms().pattern, m_bar->replacement()));
    m_done = tr("%n replaced", nullptr, count);
    m_current.reset();
    collect();
    showHits();
}

void FindLink::showHits()
{
    const Reading* const reading = m_parts.project.shownReading(m_parts.view.shownPage());
    PageCanvas& canvas = m_parts.view.canvas();
    std::vector<ItemMatch> rows;
    std::vector<QRectF> boxes;
    QRectF focus;
    for (std::size_t i = 0; i < m_hits.size() && reading != nullptr; ++i) {
        const SearchHit& hit = m_hits[i];
        if (hit.page != m_parts.view.shownPage())
            continue;
        rows.push_back({ hit.item, hit.span, m_current == i });
        boxes.push_back(boxOnPage(*reading, canvas.pageSize(), hit.item, hit.span));
        if (m_current == i)
            focus = boxes.back();
    }
    m_parts.results.setMatches(rows);
    canvas.setMatches(std::move(boxes));
    canvas.setFocusMark(focus);
    showState();
}

void FindLink::showState()
{
    const SearchTerms terms = m_bar->terms();
    const QRegularExpression pattern = searchPattern(terms);
    QString state = m_done;
    if (!pattern.isValid())
        state = tr("No regular expression: %1, at character %2")
                    .arg(pattern.errorString())
                    .arg(pattern.patternErrorOffset() + 1);
    else if (state.isEmpty() && m_hits.empty())
        state = terms.pattern.isEmpty() ? QString() : tr("Not found");
    else if (state.isEmpty())
        state = m_current ? tr("%1 of %2").arg(*m_current + 1).arg(m_hits.size())
                          : tr("%n found", nullptr, static_cast<int>(m_hits.size()));
    m_bar->showState(state);
    const bool any = std::any_of(m_hits.begin(), m_hits.end(), [](const SearchHit& hit) { return hit.editable; });
    m_bar->setReplaceable(m_current && m_hits[*m_current].editable, any);
}

void FindLink::close()
{
    m_hits.clear();
    m_current.reset();
    m_done.clear();
    showHits();
    m_parts.results.list().setFocus();
}

} // namespace palimpsest
