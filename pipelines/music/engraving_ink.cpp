#include "pipelines/music/engraving_ink.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {
namespace {

PointF moved(const PointF& point, const PointF& shift)
{
    return { point.x + shift.x, point.y + shift.y };
}

class Box {
public:
    void add(const RectF& box)
    {
        m_box = m_any ? united(m_box, box) : box;
        m_any = true;
    }
    void add(const PointF& point, double reach = 0)
    {
        add({ point.x - reach, point.y - reach, point.x + reach, point.y + reach });
    }
    [[nodiscard]] const RectF& box() const { return m_box; }

private:
    RectF m_box;
    bool m_any = false;
};

} // namespace

RectF InkGlyph::bounds() const
{
    const RectF& outline = outlineOf(glyph).bounds;
    return { at.x + outline.left * scale, at.y + outline.top * scale * stretch, at.x + outline.right * scale,
        at.y + outline.bottom * scale * stretch };
}

void append(Ink& ink, const Ink& other, const PointF& shift)
{
    for (InkGlyph glyph : other.glyphs) {
        glyph.at = moved(glyph.at, shift);
        ink.glyphs.push_back(glyph);
    }
    for (InkLine line : other.lines) {
        line.from = moved(line.from, shift);
        line.to = moved(line.to, shift);
        ink.lines.push_back(line);
    }
    for (InkPolygon polygon : other.polygons) {
        for (PointF& corner : polygon.corners)
            corner = moved(corner, shift);
        ink.polygons.push_back(std::move(polygon));
    }
    for (InkCurve curve : other.curves) {
        for (PointF& point : curve.points)
            point = moved(point, shift);
        ink.curves.push_back(curve);
    }
}

RectF inkBox(const Ink& ink)
{
    Box box;
    for (const InkGlyph& glyph : ink.glyphs)
        box.add(glyph.bounds());
    for (const InkLine& line : ink.lines) {
        box.add(line.from, line.weight / 2);
        box.add(line.to, line.weight / 2);
    }
    for (const InkPolygon& polygon : ink.polygons)
        for (const PointF& corner : polygon.corners)
            box.add(corner);
    for (const InkCurve& curve : ink.curves)
        for (const double t : { 0.0, 0.25, 0.5, 0.75, 1.0 })
            box.add(pointOn(curve.points, t), curve.weight / 2);
    return box.box();
}

InkPolygon filledBox(const RectF& box, std::size_t note)
{
    return { { { box.left, box.top }, { box.right, box.top }, { box.right, box.bottom }, { box.left, box.bottom } },
        note };
}

InkGlyph glyphFrom(MusicGlyph glyph, const PointF& at, double scale, std::size_t note)
{
    return { glyph, { at.x - outlineOf(glyph).bounds.left * scale, at.y }, scale, 1, note };
}

double widthOf(MusicGlyph glyph)
{
    return outlineOf(glyph).bounds.width();
}

PointF pointOn(const std::array<PointF, 4>& curve, double t)
{
    const double u = 1 - t;
    const std::array weights{ u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t };
    PointF point;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        point.x += weights.at(i) * curve.at(i).x;
        point.y += weights.at(i) * curve.at(i).y;
    }
    return point;
}

std::array<std::array<PointF, 4>, 2> edgesOf(const InkCurve& curve)
{
    std::array<std::array<PointF, 4>, 2> edges{ curve.points, curve.points };
    const PointF& from = curve.points.front();
    const PointF& to = curve.points.back();
    const double length = std::max(1e-9, std::hypot(to.x - from.x, to.y - from.y));
    // Three quarters of what the middle points are moved by arrives at the middle of the curve.
    const double reach = curve.weight / 2 / 0.75;
    const PointF across{ -(to.y - from.y) / length * reach, (to.x - from.x) / length * reach };
    for (const std::size_t middle : { std::size_t{ 1 }, std::size_t{ 2 } }) {
        edges[0].at(middle) = moved(curve.points.at(middle), across);
        edges[1].at(middle) = moved(curve.points.at(middle), { -across.x, -across.y });
    }
    return edges;
}

} // namespace palimpsest
