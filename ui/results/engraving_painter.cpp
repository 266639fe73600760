#include "ui/results/engraving_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "pipelines/music/engraving_ink.h"

namespace palimpsest {

namespace {

QPointF pointOf(const PointF& point)
{
    return { point.x, point.y };
}

const QPainterPath& pathOfGlyph(MusicGlyph glyph)
{
    static const std::vector<QPainterPath> paths = [] {
        std::vector<QPainterPath> all;
        for (int i = 0; i <= static_cast<int>(MusicGlyph::Brace); ++i) {
            QPainterPath path;
            path.setFillRule(Qt::WindingFill);
            for (const OutlineStep& step : outlineOf(static_cast<MusicGlyph>(i)).steps) {
                const auto& [a, b, c] = step.points;
                if (step.command == 'M')
                    path.moveTo(pointOf(a));
                else if (step.command == 'L')
                    path.lineTo(pointOf(a));
                else if (step.command == 'C')
                    path.cubicTo(pointOf(a), pointOf(b), pointOf(c));
                else
                    path.closeSubpath();
            }
            all.push_back(path);
        }
        return all;
    }();
    return paths.at(static_cast<std::size_t>(glyph));
}

class InkPainter {
public:
    InkPainter(QPainter& painter, const EngravingColours& colours)
        : m_painter(painter),
          m_colours(colours),
          m_seen(painter.hasClipping() ? painter.clipBoundingRect() : QRectF())
    {
    }

    void paint(const InkLine& line)
    {
        const auto [top, bottom] = std::minmax(line.from.y, line.to.y);
        if (!isSeen(top - 1, bottom + 1))
            return;
        m_painter.setPen(QPen(colourOf(line.note), line.weight, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(pointOf(line.from), pointOf(line.to));
    }

    void paint(const InkPolygon& polygon)
    {
        QPolygonF corners;
        for (const PointF& corner : polygon.corners)
            corners << pointOf(corner);
        if (!isSeen(corners.boundingRect().top(), corners.boundingRect().bottom()))
            return;
        fill(polygon.note);
        m_painter.drawPolygon(corners);
    }

    void paint(const InkCurve& curve)
    {
        const auto [outer, inner] = edgesOf(curve);
        QPainterPath path(pointOf(outer[0]));
        path.cubicTo(pointOf(outer[1]), pointOf(outer[2]), pointOf(outer[3]));
        path.cubicTo(pointOf(inner[2]), pointOf(inner[1]), pointOf(inner[0]));
        fill(curve.note);
        m_painter.drawPath(path);
    }

    void paint(const InkGlyph& glyph)
    {
        const RectF box = glyph.bounds();
        if (!isSeen(box.top, box.bottom))
            return;
        fill(glyph.note);
        m_painter.save();
        m_painter.translate(pointOf(glyph.at));
        m_painter.scale(glyph.scale, glyph.scale * glyph.stretch);
        m_painter.drawPath(pathOfGlyph(glyph.glyph));
        m_painter.restore();
    }

private:
    [[nodiscard]] bool isSeen(double top, double bottom) const
    {
        return m_seen.isNull() || (top <= m_seen.bottom() && bottom >= m_seen.top());
    }
    [[nodiscard]] const QColor& colourOf(std::size_t note) const
    {
        return note != kNoNote && note == m_colours.note ? m_colours.chosen : m_colours.ink;
    }
    void fill(std::size_t note)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colourOf(note));
    }

    QPainter& m_painter;
    const EngravingColours& m_colours;
    QRectF m_seen; // null: everything
};

} // namespace

void paintEngraving(QPainter& painter, const Engraving& engraving, const EngravingColours& colours)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    InkPainter ink(painter, colours);
    for (const InkLine& line : engraving.ink.lines)
        ink.paint(line);
    for (const InkPolygon& polygon : engraving.ink.polygons)
        ink.paint(polygon);
    for (const InkCurve& curve : engraving.ink.curves)
        ink.paint(curve);
    for (const InkGlyph& glyph : engraving.ink.glyphs)
        ink.paint(glyph);
    painter.restore();
}

QImage pictureOf(const Engraving& engraving, double pixelsOfSpace)
{
    QImage image(static_cast<int>(std::ceil(engraving.width * pixelsOfSpace)),
        static_cast<int>(std::ceil(engraving.height * pixelsOfSpace)), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(pixelsOfSpace, pixelsOfSpace);
    paintEngraving(painter, engraving, { Qt::black, Qt::black, kNoNote });
    return image;
}

} // namespace palimpsest
