#pragma once
// Documents and pages, opened and drawn in a pool of threads so that the window never waits for a disk. One lives as
// long as the window. Called on the GUI thread, where its signals come, too.

#include <QHash>
#include <QImage>
#include <QObject>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QThreadPool>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <vector>

#include "engine/base/result.h"
#include "ui/project/page_posture.h"

namespace palimpsest {

class OpenSources;

// Where a page is found.
struct PagePlace {
    QString file;
    QString password; // empty: none
    std::size_t index = 0;

    friend bool operator==(const PagePlace&, const PagePlace&) = default;
};

struct DrawnPage {
    QImage image;
    QSize pageSize;              // at kDefaultDpi, also where the image is smaller
    double dpi = 0;              // of that size; 0: the page does not say how large it is
    std::vector<QImage> smaller; // of a page that is shown: each half as wide as the one before it
    double finest = 1;           // pixels for one of the page that it can be drawn at
    double skew = 0;             // degrees by which print on it falls to the right; 0 also where that was not asked for
};

// What is shown of a page from far away, so that nobody has to look at all of its pixels each time.
[[nodiscard]] std::vector<QImage> smallerOf(const QImage& image);

class PageLoader final : public QObject {
    Q_OBJECT

public:
    using Ticket = quint64;
    enum class Urgency { Thumbnail, Shown };

    explicit PageLoader(QObject* parent = nullptr);
    ~PageLoader() override; // stops what runs and waits for it

    // Opens the document, and closes it again: how many pages has it?
    Ticket open(const QString& file, const QString& password);
    // `longestSide`: pixels the longer side shall have; 0: as it is read, within kMostShownPixels.
    // As it came, whatever its posture; skew is measured where the page is to be straight.
    Ticket draw(const PagePlace& place, int longestSide, Urgency urgency, const PagePosture& posture = {});
    // `part` in pixels of the page, `fineness`: pixels of the picture for one of those.
    Ticket drawPart(const PagePlace& place, const QRectF& part, double fineness);
    // Nothing is heard of the ticket afterwards.
    void cancel(Ticket ticket);

Q_SIGNALS:
    void opened(palimpsest::PageLoader::Ticket ticket, std::size_t pageCount);
    void drawn(palimpsest::PageLoader::Ticket ticket, const palimpsest::DrawnPage& page);
    void partDrawn(palimpsest::PageLoader::Ticket ticket, const QImage& image, const QRectF& part);
    void failed(palimpsest::PageLoader::Ticket ticket, const palimpsest::Error& error);

private:
    template <typename Work> Ticket start(Work work, int priority);
    bool finish(Ticket ticket);

    std::shared_ptr<OpenSources> m_sources;
    QHash<Ticket, std::stop_source> m_running;
    Ticket m_lastTicket = 0;
    QThreadPool m_pool; // last: its threads end before what they use
};

} // namespace palimpsest
