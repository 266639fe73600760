#include "ui/page_view/page_view.h"

#include <QFileInfo>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/project/project.h"

namespace palimpsest {

PageView::PageView(Project& project, PageLoader& loader, QWidget* parent)
    : QWidget(parent),
      m_project(project),
      m_loader(loader),
      m_canvas(new PageCanvas(this))
{
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_canvas);
    setFocusProxy(m_canvas);
    connect(&loader, &PageLoader::drawn, this, [this](PageLoader::Ticket ticket, const DrawnPage& page) {
        if (ticket == m_asked)
            put(page);
    });
    connect(&loader, &PageLoader::failed, this, [this](PageLoader::Ticket ticket, const Error& error) {
        if (ticket != m_asked)
            return;
        m_asked = 0;
        m_canvas->setMessage(textOf(error));
    });
    connect(&project, &Project::postureChanged, this, [this](PageId page) {
        if (page != m_page)
            return;
        turn();
        if (m_project.page(page)->posture.straight.value_or(false))
            ask(); // how crooked it is
    });
}

void PageView::showPage(PageId page)
{
    if (page == m_page)
        return;
    m_loader.cancel(m_asked);
    m_asked = 0;
    m_page = page;
    m_skew = 0;
    const PageEntry* const entry = m_project.page(page);
    const DocumentEntry* const document = m_project.documentOf(page);
    if (entry == nullptr || document == nullptr) {
        m_canvas->setMessage({});
        Q_EMIT pageChosen(0);
        return;
    }
    m_canvas->setShapes({});
    m_canvas->regions().setMarks({});
    m_canvas->setSeen({}, {});
    m_canvas->setAccessibleName(tr("Page %1 of %2").arg(entry->index + 1).arg(QFileInfo(document->file).fileName()));
    ask();
    Q_EMIT pageChosen(page);
}

void PageView::addBar(QWidget& bar)
{
    layout()->addWidget(&bar);
}

void PageView::ask()
{
    m_loader.cancel(m_asked);
    const PageEntry& entry = *m_project.page(m_page);
    const DocumentEntry& document = *m_project.documentOf(m_page);
    m_asked = m_loader.draw(
        { document.file, document.password, entry.index }, 0, PageLoader::Urgency::Shown, entry.posture);
}

// At once, with the page that is there.
void PageView::turn()
{
    const PageEntry* const entry = m_project.page(m_page);
    m_canvas->setTurn(entry == nullptr ? 0 : shownTurn(entry->posture, m_skew));
}

void PageView::put(const DrawnPage& page)
{
    m_asked = 0;
    m_dpi = page.dpi;
    m_skew = page.skew;
    turn();
    m_canvas->setPage(page.image, page.pageSize);
    Q_EMIT pageDrawn(m_page);
}

} // namespace palimpsest
