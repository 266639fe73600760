#include "ui/icon.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>
#include <utility>

namespace palimpsest {

namespace {

QByteArray svgOf(const char* name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Draws the SVG with "currentColor" as the palette has it at the moment of drawing, so that a change of colours needs
// nothing done to icons.
class SvgEngine final : public QIconEngine {
public:
    explicit SvgEngine(QByteArray svg) : m_svg(std::move(svg)) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        QByteArray coloured = m_svg;
        coloured.replace("currentColor", palette.color(group, role).name().toLatin1());
        QSvgRenderer(coloured).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return drawn;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new SvgEngine(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QIcon iconNamed(const char* name)
{
    static QHash<QByteArray, QIcon> icons;
    auto& icon = icons[name];
    if (icon.isNull())
        icon = QIcon(new SvgEngine(svgOf(name)));
    return icon;
}

} // namespace palimpsest
