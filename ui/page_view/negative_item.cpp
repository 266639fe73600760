#include "ui/page_view/negative_item.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace palimpsest {

NegativeItem::NegativeItem()
{
    setFlag(QGraphicsItem::ItemUsesExtendedStyleOption); // to be told which part is to be painted
}

void NegativeItem::setPageRect(const QRectF& page)
{
    prepareGeometryChange();
    m_page = page;
}

// White less what is there.
void NegativeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    painter->setCompositionMode(QPainter::CompositionMode_Difference);
    painter->fillRect(option->exposedRect & m_page, Qt::white);
}

} // namespace palimpsest
