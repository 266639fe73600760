#include "ui/results/picture_view.h"

#include <QPainter>

namespace palimpsest {

namespace {

constexpr int kMargin = 4;
constexpr double kFaded = 0.3;
constexpr QRgb kPaper = 0xffffffff;
constexpr QRgb kInk = 0xff5a5a5a; // of captions, on paper
constexpr QRgb kEdge = 0xffb8b8b8;

} // namespace

PictureView::PictureView(const QString& name, QWidget* parent) : QWidget(parent)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureView::setImage(const QImage& image)
{
    m_image = image;
    update();
}

void PictureView::setCaption(const QString& caption)
{
    m_caption = caption;
    update();
}

QSize PictureView::sizeHint() const
{
    return { 200, 160 };
}

QSize PictureView::minimumSizeHint() const
{
    return { 80, 72 };
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), QColor::fromRgba(kPaper));
    const QRect inside = rect().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    if (!m_image.isNull()) {
        const int captionHeight = m_caption.isEmpty() ? 0 : fontMetrics().height();
        const QRect room = inside.adjusted(0, 0, 0, -captionHeight);
        QRect place(QPoint(), m_image.size().scaled(room.size(), Qt::KeepAspectRatio));
        place.moveCenter(room.center());
        painter.setOpacity(m_caption.isEmpty() ? 1 : kFaded);
        painter.drawImage(place, m_image);
        painter.setOpacity(1);
    }
    painter.setPen(QColor::fromRgba(kInk));
    const auto place = m_image.isNull() ? Qt::AlignCenter : Qt::AlignHCenter | Qt::AlignBottom;
    painter.drawText(inside, static_cast<int>(place) | Qt::TextWordWrap, m_caption);
    painter.setPen(QColor::fromRgba(kEdge));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace palimpsest
