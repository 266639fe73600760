#pragma once
// The pages of a project as a list with small pictures. Pictures are made for the rows in view and for a few around
// them; what has been scrolled past is not waited for. GUI thread.

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QPixmap>
#include <vector>

#include "ui/pages/page_loader.h"
#include "ui/project/reading.h"

namespace palimpsest {

class Project;

class PageListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { PageIdRole = Qt::UserRole, StateRole, TitleRole };
    // What a page's corner shows, in word and shape.
    enum class State { Unread, Waiting, Reading, Read, Reviewed, Failed };
    Q_ENUM(State)

    PageListModel(Project& project, PageLoader& loader, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] PageId pageAt(int row) const;
    [[nodiscard]] int rowOf(PageId page) const; // -1: no such page
    // Longest side in device pixels.
    void setThumbnailSize(int pixels);
    // Rows whose pictures are wanted, both included.
    void setWantedRows(int first, int last);
    // While a page waits for the worker or is read by it; Unread ends that.
    void setJobState(PageId page, State state);
    [[nodiscard]] static QString wordOf(State state);

private:
    void reset();
    void ask(PageId page);
    void turn(PageId page);
    void pictureDrawn(PageLoader::Ticket ticket, const DrawnPage& page);
    void pictureFailed(PageLoader::Ticket ticket);
    void changed(PageId page);
    [[nodiscard]] State stateOf(PageId page) const;

    Project& m_project;
    PageLoader& m_loader;
    std::vector<PageId> m_order;
    QHash<PageId, int> m_rows;
    QCache<PageId, QPixmap> m_pictures; // of pages as they came
    QHash<PageId, double> m_skews;      // of pages that are shown straight
    QHash<PageLoader::Ticket, PageId> m_asked;
    QHash<PageId, State> m_jobStates;
    int m_thumbnailPixels = 160;
};

} // namespace palimpsest
