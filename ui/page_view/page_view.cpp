#include "ui/page_view/page_view.h"

#include <QFileInfo>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/error_text.h"
#include "ui/project/project.h"

namespace palimpsest {

namespace {

constexpr int kRestMs = 120;
constexpr double kWorthIt = 1.1;     // finer than what is there
constexpr double kBeyondView = 0.25; // of what is seen, on each side

} // namespace

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
    connect(&loader, &PageLoader::partDrawn, this,
        [this](PageLoader::Ticket ticket, const QImage& image, const QRectF& part) {
            if (ticket != m_askedPart)
                return;
            m_askedPart = 0;
            m_sharpness = image.width() / part.width();
            m_canvas->setSharpPart(image, part);
        });
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &PageView::sharpen);
    connect(m_canvas, &PageCanvas::seenPartChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(&project, &Project::pageChanged, this, [this](PageId page) {
        if (page == m_page)
            turn(); // to lie as it was read
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
    m_loader.cancel(m_askedPart);
    m_asked = 0;
    m_askedPart = 0;
    m_page = page;
    m_skew = 0;
    m_finest = 0; // not known before it is drawn
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

PagePlace PageView::place() const
{
    const DocumentEntry& document = *m_project.documentOf(m_page);
    return { document.file, document.password, m_project.page(m_page)->index };
}

void PageView::ask()
{
    m_loader.cancel(m_asked);
    m_asked = m_loader.draw(place(), 0, PageLoader::Urgency::Shown, m_project.page(m_page)->posture);
}

// Where the screen has more pixels than the picture, the part in view is drawn again at its resolution.
void PageView::sharpen()
{
    m_loader.cancel(m_askedPart);
    m_askedPart = 0;
    const double wanted = std::min(m_canvas->zoomFactor() * devicePixelRatioF(), m_finest);
    const QRectF seen = m_canvas->seenPart();
    if (m_project.page(m_page) == nullptr || seen.isEmpty() || wanted < m_canvas->fineness() * kWorthIt) {
        m_sharpness = 0;
        return m_canvas->setSharpPart({}, {});
    }
    if (m_sharpness * kWorthIt >= wanted && m_canvas->sharpPart().contains(seen))
        return;
    const double across = seen.width() * kBeyondView;
    const double down = seen.height() * kBeyondView;
    const QRectF part = seen.adjusted(-across, -down, across, down) & QRectF(QPointF(), m_canvas->pageSize().toSizeF());
    m_askedPart = m_loader.drawPart(place(), part, wanted);
}

// At once, with the page that is there.
void PageView::turn()
{
    m_canvas->setTurn(m_project.shownPosture(m_page).degrees(m_skew));
}

void PageView::put(const DrawnPage& page)
{
    m_asked = 0;
    m_dpi = page.dpi;
    m_skew = page.skew;
    turn();
    m_finest = page.finest;
    m_sharpness = 0;
    m_canvas->setPage(page.image, page.pageSize, page.smaller);
    Q_EMIT pageDrawn(m_page);
}

} // namespace palimpsest
