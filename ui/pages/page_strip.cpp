#include "ui/pages/page_strip.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QWheelEvent>
#include <algorithm>
#include <array>

#include "ui/icon.h"
#include "ui/pages/page_list_model.h"

namespace palimpsest {

namespace {

constexpr int kSmallestSide = 80;
constexpr int kLargestSide = 400;
constexpr int kMargin = 10;
constexpr int kBadgeSide = 18;

const char* badgeOf(PageListModel::State state)
{
    switch (state) {
    case PageListModel::State::Unread:
        return nullptr;
    case PageListModel::State::Waiting:
        return "badge-waiting";
    case PageListModel::State::Reading:
        return "badge-reading";
    case PageListModel::State::Read:
        return "badge-read";
    case PageListModel::State::Reviewed:
        return "badge-reviewed";
    case PageListModel::State::Failed:
        return "badge-failed";
    }
    return nullptr;
}

class PageDelegate final : public QStyledItemDelegate {
public:
    explicit PageDelegate(PageStrip& strip) : QStyledItemDelegate(&strip), m_strip(strip) { }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        const int side = m_strip.thumbnailSide();
        return { side + 2 * kMargin, side + 3 * kMargin + option.fontMetrics.height() };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const QRect cell = option.rect;
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        if (chosen || option.state.testFlag(QStyle::State_MouseOver)) {
            QColor back = option.palette.color(QPalette::Highlight);
            back.setAlpha(chosen ? 255 : 60);
            painter->setPen(Qt::NoPen);
            painter->setBrush(back);
            painter->drawRoundedRect(cell.adjusted(3, 2, -3, -2), 6, 6);
        }
        paintPage(*painter, option, cell, index);
        painter->setPen(option.palette.color(chosen ? QPalette::HighlightedText : QPalette::WindowText));
        const int textHeight = option.fontMetrics.height();
        painter->drawText(QRect(cell.left(), cell.bottom() - textHeight - kMargin / 2, cell.width(), textHeight),
            Qt::AlignCenter, index.data(Qt::DisplayRole).toString());
        painter->restore();
    }

private:
    void paintPage(
        QPainter& painter, const QStyleOptionViewItem& option, const QRect& cell, const QModelIndex& index) const
    {
        const int side = m_strip.thumbnailSide();
        const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
        QSize size = picture.isNull() ? QSize(side * 7 / 10, side) : picture.deviceIndependentSize().toSize();
        size.scale(side, side, Qt::KeepAspectRatio);
        QRect page(QPoint(), size);
        page.moveCenter(QPoint(cell.center().x(), cell.top() + kMargin + side / 2));
        painter.fillRect(page.adjusted(1, 2, 2, 3), QColor(0, 0, 0, 50));
        if (picture.isNull())
            painter.fillRect(page, option.palette.color(QPalette::Midlight));
        else
            painter.drawPixmap(page, picture);
        painter.setPen(QColor(0, 0, 0, 60));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(page);
        const char* const badge = badgeOf(index.data(PageListModel::StateRole).value<PageListModel::State>());
        if (badge != nullptr) {
            const QRect corner(page.right() - kBadgeSide + 5, page.bottom() - kBadgeSide + 5, kBadgeSide, kBadgeSide);
            iconNamed(badge).paint(&painter, corner);
        }
    }

    PageStrip& m_strip;
};

} // namespace

PageStrip::PageStrip(PageListModel& pages, QWidget* parent) : QListView(parent), m_pages(pages)
{
    setModel(&pages);
    setItemDelegate(new PageDelegate(*this));
    setUniformItemSizes(true);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setResizeMode(QListView::Adjust);
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAccessibleName(tr("Pages"));
    setWhatsThis(tr("The pages of all documents. Ctrl and the wheel make their pictures larger or smaller. Several can "
                    "be selected, to be turned, read or exported together."));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PageStrip::askForPictures);
    connect(&pages, &QAbstractItemModel::modelReset, this,
        [this] { QTimer::singleShot(0, this, &PageStrip::askForPictures); });
    setThumbnailSide(m_side);
}

void PageStrip::showPage(PageId page)
{
    const int row = m_pages.rowOf(page);
    if (row >= 0 && row != currentIndex().row())
        setCurrentIndex(m_pages.index(row));
}

PageId PageStrip::currentPage() const
{
    return m_pages.pageAt(currentIndex().row());
}

std::vector<PageId> PageStrip::pagesMeant() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    if (!rows.contains(currentIndex()))
        rows = { currentIndex() };
    std::sort(rows.begin(), rows.end());
    std::vector<PageId> pages;
    for (const QModelIndex& row : rows)
        pages.push_back(m_pages.pageAt(row.row()));
    return pages;
}

void PageStrip::setThumbnailSide(int pixels)
{
    m_side = std::clamp(pixels, kSmallestSide, kLargestSide);
    m_pages.setThumbnailSize(static_cast<int>(m_side * devicePixelRatioF()));
    scheduleDelayedItemsLayout();
    QTimer::singleShot(0, this, &PageStrip::askForPictures);
}

void PageStrip::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT pageChosen(m_pages.pageAt(current.row()));
}

void PageStrip::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QListView::wheelEvent(event);
    setThumbnailSide(m_side + event->angleDelta().y() / 6);
    event->accept();
}

void PageStrip::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    askForPictures();
}

void PageStrip::showEvent(QShowEvent* event)
{
    QListView::showEvent(event);
    askForPictures();
}

// What is in view, and as much again below and above it.
void PageStrip::askForPictures()
{
    if (!isVisible() || m_pages.rowCount() == 0)
        return;
    executeDelayedItemsLayout();
    int first = 0;
    int last = m_pages.rowCount() - 1;
    const QRect seen = viewport()->rect();
    const QRect firstCell = visualRect(m_pages.index(0));
    if (firstCell.isValid() && firstCell.height() > 0) {
        const int perRow = std::max(1, seen.width() / std::max(1, firstCell.width()));
        const int above = -firstCell.top() / firstCell.height();
        const int rows = seen.height() / firstCell.height() + 2;
        first = std::max(0, (above - rows) * perRow);
        last = std::min(last, (above + 2 * rows) * perRow);
    }
    m_pages.setWantedRows(first, last);
}

} // namespace palimpsest
