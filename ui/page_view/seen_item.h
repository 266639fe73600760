#pragma once
// The page as the model got it: parts of it at the resolution of the model's picture, pixel by pixel. Owned by the
// canvas; GUI thread. Coordinates are those of the page in the scene.

#include <QGraphicsItem>
#include <QImage>
#include <vector>

namespace palimpsest {

// A part of the page that the model was shown by itself.
struct SeenTile {
    QRectF box;
    double scale = 1; // pixels of the model's picture for one of the page

    friend bool operator==(const SeenTile&, const SeenTile&) = default;
};

class SeenItem final : public QGraphicsItem {
public:
    void setPageRect(const QRectF& page);
    // `page`: drawn, of the same extent as the page's rectangle, whatever its resolution.
    void setTiles(const std::vector<SeenTile>& tiles, const QImage& page);

    [[nodiscard]] QRectF boundingRect() const override { return m_page; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Picture {
        QRectF box;
        QImage pixels;
    };
    QRectF m_page;
    std::vector<Picture> m_pictures;
};

} // namespace palimpsest
