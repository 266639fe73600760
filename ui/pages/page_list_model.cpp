#include "ui/pages/page_list_model.h"

#include <QFileInfo>
#include <QPainter>
#include <algorithm>

#include "ui/project/project.h"

namespace palimpsest {

namespace {

constexpr int kPicturesKiB = 64 * 1024;

// What a straightened sheet leaves at the corners is paper.
QPixmap turned(const QPixmap& picture, double degrees)
{
    const QPixmap sheet = picture.transformed(QTransform().rotate(degrees), Qt::SmoothTransformation);
    QPixmap paper(sheet.size());
    paper.fill(Qt::white);
    QPainter(&paper).drawPixmap(0, 0, sheet);
    return paper;
}

} // namespace

PageListModel::PageListModel(Project& project, PageLoader& loader, QObject* parent)
    : QAbstractListModel(parent),
      m_project(project),
      m_loader(loader),
      m_pictures(kPicturesKiB)
{
    connect(&project, &Project::pagesReset, this, &PageListModel::reset);
    connect(&project, &Project::pageChanged, this, &PageListModel::changed);
    connect(&project, &Project::postureChanged, this, &PageListModel::turn);
    connect(&loader, &PageLoader::drawn, this, &PageListModel::pictureDrawn);
    connect(&loader, &PageLoader::failed, this, &PageListModel::pictureFailed);
    reset();
}

int PageListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QVariant PageListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PageId id = pageAt(index.row());
    const PageEntry* const page = m_project.page(id);
    const DocumentEntry* const document = m_project.documentOf(id);
    if (page == nullptr || document == nullptr)
        return {};
    const int number = static_cast<int>(page->index) + 1;
    switch (role) {
    case Qt::DisplayRole:
        return QString::number(number);
    case Qt::DecorationRole: {
        const QPixmap* const picture = m_pictures.object(id);
        const double degrees = m_project.shownPosture(id).degrees(m_skews.value(id));
        if (picture == nullptr || picture->isNull() || degrees == 0)
            return picture == nullptr ? QVariant() : QVariant(*picture);
        return turned(*picture, degrees);
    }
    case TitleRole:
        return QFileInfo(document->file).fileName();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString name = tr("%1, page %2 of %3: %4")
                                 .arg(QFileInfo(document->file).fileName())
                                 .arg(number)
                                 .arg(document->pages.size())
                                 .arg(wordOf(stateOf(id)));
        return page->failure.isEmpty() ? name : name + QStringLiteral("\n") + page->failure;
    }
    case PageIdRole:
        return QVariant::fromValue(id);
    case StateRole:
        return QVariant::fromValue(stateOf(id));
    default:
        return {};
    }
}

PageId PageListModel::pageAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_order[static_cast<std::size_t>(row)] : 0;
}

int PageListModel::rowOf(PageId page) const
{
    return m_rows.value(page, -1);
}

void PageListModel::setThumbnailSize(int pixels)
{
    if (pixels == m_thumbnailPixels)
        return;
    m_thumbnailPixels = pixels;
    m_pictures.clear();
    setWantedRows(0, -1); // what was asked for has the old size
}

void PageListModel::setWantedRows(int first, int last)
{
    const auto wanted = [&](PageId page) {
        const int row = rowOf(page);
        return row >= first && row <= last;
    };
    for (auto asked = m_asked.begin(); asked != m_asked.end();) {
        if (wanted(asked.value())) {
            ++asked;
            continue;
        }
        m_loader.cancel(asked.key());
        asked = m_asked.erase(asked);
    }
    const QList<PageId> pending = m_asked.values();
    for (int row = std::max(first, 0); row <= std::min(last, rowCount() - 1); ++row) {
        const PageId id = pageAt(row);
        if (m_pictures.contains(id) || pending.contains(id))
            continue;
        ask(id);
    }
}

void PageListModel::ask(PageId id)
{
    const DocumentEntry& document = *m_project.documentOf(id);
    const PageEntry& page = *m_project.page(id);
    const PagePlace place{ document.file, document.password, page.index };
    m_asked.insert(m_loader.draw(place, m_thumbnailPixels, PageLoader::Urgency::Thumbnail, page.posture), id);
}

// The picture that is there is turned at once; how crooked it is, the next one says.
void PageListModel::turn(PageId id)
{
    if (m_project.page(id)->posture.straight.value_or(false) && m_pictures.contains(id) && !m_skews.contains(id))
        ask(id);
    changed(id);
}

void PageListModel::setJobState(PageId page, State state)
{
    if (state == State::Unread)
        m_jobStates.remove(page);
    else
        m_jobStates.insert(page, state);
    changed(page);
}

QString PageListModel::wordOf(State state)
{
    switch (state) {
    case State::Unread:
        return tr("not read yet");
    case State::Waiting:
        return tr("waiting");
    case State::Reading:
        return tr("being read");
    case State::Read:
        return tr("read");
    case State::Reviewed:
        return tr("read and corrected");
    case State::Failed:
        return tr("could not be read");
    }
    return {};
}

void PageListModel::reset()
{
    beginResetModel();
    m_order = m_project.pageOrder();
    m_rows.clear();
    for (std::size_t row = 0; row < m_order.size(); ++row)
        m_rows.insert(m_order[row], static_cast<int>(row));
    endResetModel();
}

void PageListModel::pictureDrawn(PageLoader::Ticket ticket, const DrawnPage& page)
{
    const PageId id = m_asked.take(ticket);
    if (id == 0)
        return;
    const int costKiB = static_cast<int>(page.image.sizeInBytes() / 1024) + 1;
    m_pictures.insert(id, new QPixmap(QPixmap::fromImage(page.image)), costKiB);
    if (const PageEntry* const entry = m_project.page(id); entry != nullptr && entry->posture.straight.value_or(false))
        m_skews.insert(id, page.skew);
    changed(id);
}

// Whoever shows the page says why; here its place stays blank, and it is not asked for again and again.
void PageListModel::pictureFailed(PageLoader::Ticket ticket)
{
    const PageId id = m_asked.take(ticket);
    if (id != 0)
        m_pictures.insert(id, new QPixmap, 1);
}

void PageListModel::changed(PageId page)
{
    const int row = rowOf(page);
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

PageListModel::State PageListModel::stateOf(PageId id) const
{
    const auto job = m_jobStates.constFind(id);
    if (job != m_jobStates.constEnd())
        return *job;
    const PageEntry* const page = m_project.page(id);
    if (!page->failure.isEmpty())
        return State::Failed;
    const Reading* const reading = m_project.shownReading(id);
    if (reading == nullptr)
        return State::Unread;
    return reading->isEdited() ? State::Reviewed : State::Read;
}

} // namespace palimpsest
