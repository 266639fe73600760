#pragma once
// Turns what lies below it on the page into its negative, light for dark. Owned by the scene; GUI thread.

#include <QGraphicsItem>

namespace palimpsest {

class NegativeItem final : public QGraphicsItem {
public:
    NegativeItem();

    void setPageRect(const QRectF& page);
    [[nodiscard]] QRectF boundingRect() const override { return m_page; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF m_page;
};

} // namespace palimpsest
