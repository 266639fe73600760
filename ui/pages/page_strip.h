#pragma once
// The strip of thumbnails. Ctrl and wheel change their size. GUI thread.

#include <QListView>
#include <vector>

#include "ui/project/reading.h"

namespace palimpsest {

class PageListModel;

class PageStrip final : public QListView {
    Q_OBJECT

public:
    explicit PageStrip(PageListModel& pages, QWidget* parent = nullptr);

    void showPage(PageId page);
    [[nodiscard]] PageId currentPage() const;
    // In their order: those that are selected with the current one, else that one alone.
    [[nodiscard]] std::vector<PageId> pagesMeant() const;
    void setThumbnailSide(int pixels);
    [[nodiscard]] int thumbnailSide() const { return m_side; }

Q_SIGNALS:
    void pageChosen(palimpsest::PageId page);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void askForPictures();

    PageListModel& m_pages;
    int m_side = 150;
};

} // namespace palimpsest
